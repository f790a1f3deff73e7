"""What a server that ends in mid-reading leaves on the disk: nothing, or not for long."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.server import ROOT, start_server
from core.corpus.disk.location import VARIABLE
from tests.core.corpus.networks import names
from tests.load.visitor import Visitor

LONG = {"model": "python-source", "corpus": "python", "size": "200000", "lang": "en"}
PATIENCE = 60.0

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the servers of this test keep indexes."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it has not come true"
        time.sleep(0.05)


def end_in_mid_reading(folder: Path, how: signal.Signals) -> set[str]:
    """End a server while it reads for a visitor; return what its folder has then."""
    server, address = start_server(ROOT / "app.py")
    try:
        with Visitor(address) as visitor:
            visitor.open("Inspect_a_unit", **LONG)
            until(lambda: [*folder.glob("*.part/*")])
            begun = names(folder)
            server.send_signal(how)
            server.wait(PATIENCE)
    finally:
        server.kill()
    assert {Path(name).suffix for name in begun} == {".part", ".lock"}, "it has not ended before"
    return names(folder)


def test_a_server_that_is_told_to_end_leaves_nothing(folder: Path) -> None:
    assert end_in_mid_reading(folder, signal.SIGTERM) == set()


def test_the_next_server_removes_what_a_killed_one_has_left(folder: Path) -> None:
    assert {Path(name).suffix for name in end_in_mid_reading(folder, signal.SIGKILL)} == {
        ".part", ".lock"
    }  # fmt: skip

    server, address = start_server(ROOT / "app.py")
    try:
        with Visitor(address) as visitor:
            visitor.open("", lang="en")
        assert names(folder) == set()
    finally:
        server.terminate()
        server.wait(PATIENCE)
