"""Files at a real server: ids that it does not have, and uploads that nobody asked for."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.server import ROOT, start_server
from benchmarks.soak import memory
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import upload_limits
from tests.load.visitor import Run, Visitor
from tests.pages.shared.uploading import put, token

LIMITS = upload_limits()
GONE = "Please upload it again"
TEXT = b"a fine film\nbut dull\n" * 20

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str, Path]]:
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as file:
        process, address = start_server(ROOT / "app.py", file)
        yield process.pid, address, log
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture
def address(server: tuple[int, str, Path]) -> Iterator[str]:
    """The server's address; in the end, nothing may have gone wrong there."""
    _process, address, log = server
    yield address
    assert "Error" not in log.read_text(encoding="utf-8")


@pytest.fixture
def client(address: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=address, **token()) as client:
        yield client


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    with Visitor(address) as visitor:
        yield visitor


def look(visitor: Visitor, widget: str = "", named: str = "", **query: str) -> Run:
    """Open the screen with its widget naming a file, if one is given."""
    states = []
    if named:
        states.append(WidgetState(id=widget))
        info = states[0].file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = named, "notes.txt", len(TEXT)
        info.file_urls.file_id = named
    return visitor.open("Inspect_a_unit", states, lang="en", v="1", corpus="upload", **query)


def says(run: Run, words: str) -> bool:
    assert run.exceptions == []
    return any(words in text for text in run.texts)


def test_an_unknown_file_is_asked_for_again(visitor):
    (widget,) = look(visitor).uploaders

    for file in ("never-was", "never-was", "neither", "../../etc/passwd", "x" * 10_000):
        assert says(look(visitor, widget, file), GONE)
    assert not says(look(visitor, widget), GONE)


def test_a_session_that_begins_with_an_unknown_file_asks_for_it(visitor, address):
    """As after the server was restarted, while a browser kept what its widgets are set to."""
    (widget,) = look(visitor).uploaders

    with Visitor(address) as later:
        run = look(later, widget, "never-was", file="0123456789ab")
        assert says(run, GONE)
        assert not says(run, "made with a file that is not here"), "one message is enough"


def test_a_page_that_begins_with_a_file_reads_it(visitor, address, client):
    """As after a restart when the first thing that somebody does is to upload the file again."""
    (widget,) = look(visitor).uploaders

    with Visitor(address) as later:
        later.open("", lang="en")
        assert put(client, later.session, "mine", TEXT).status_code == 204
        assert says(look(later, widget, "mine"), "notes.txt: 420 characters")


def test_a_file_that_was_read_stays_when_the_server_lost_it(visitor, client):
    (widget,) = look(visitor).uploaders
    put(client, visitor.session, "mine", TEXT)

    for _ in range(3):
        run = look(visitor, widget, "mine")
        assert says(run, "notes.txt: 420 characters")
        assert not says(run, GONE)
    client.delete(f"/_stcore/upload_file/{visitor.session}/mine")
    run = look(visitor, widget, "another")
    assert says(run, GONE)
    assert says(run, "notes.txt: 420 characters"), "the one that was read is still there"


def test_one_visitor_can_read_file_after_file(visitor, client):
    (widget,) = look(visitor).uploaders

    for number in range(3 * LIMITS.files):
        assert put(client, visitor.session, f"file {number}", TEXT).status_code == 204
        assert says(look(visitor, widget, f"file {number}"), "notes.txt: 420 characters")


def test_files_that_nobody_asked_for_are_refused(visitor, client, server):
    process, *_ = server
    look(visitor)
    large = b"x" * LIMITS.network
    refused = put(client, visitor.session, "larger", large + b"x")
    before = memory(process)
    answers = [
        put(client, visitor.session, f"file {number}", large).status_code for number in range(60)
    ]

    assert refused.status_code == 413
    assert f"{LIMITS.network:,} bytes" in refused.text
    assert [key for key, _ in itertools.groupby(answers)] == [204, 429]
    assert answers.count(204) == LIMITS.files
    assert memory(process) - before <= LIMITS.files * LIMITS.network / MEBIBYTE + 16
    assert not says(look(visitor), GONE)
