"""A server as people start it: warm before the first visitor, ready, and gone when it should be."""

import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.server import ROOT, start_server, wait_until_ready
from core.language import LANGUAGES
from pages.server.warm_up import for_every_screen, for_the_first_visitor
from pages.shared import cached
from pages.shared.view import openings
from pages.shared.view.link import parse
from tests.load.visitor import Visitor
from tests.pages.conftest import forget_networks
from tests.pages.screens import SCREENS

pytestmark = pytest.mark.slow
STEPPER = "gatescope_stepper"
COUNTED = re.compile(
    r'cache_lookups_total{cache="(?P<name>[\w.]+)",cache_type="\w+",result="(?P<result>\w+)"} (\d+)'
)
SHARED = "pages.shared.cached.networks."


@dataclass
class Started:
    """A running server.

    Attributes:
        process: its process.
        address: where it answers.
        log: the file to which Python writes a line for each module that it imports.
    """

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def imported(self) -> list[str]:
        """Return all modules imported so far, in order."""
        lines = re.findall(r"^import time:.*\| +(\S+)$", self.log.read_text("utf-8"), re.MULTILINE)
        return [name for name in lines if name != "package"]

    def lookups(self, result: str) -> dict[str, int]:
        """Return how often each of Streamlit's caches of readings was a hit, or a miss."""
        with urllib.request.urlopen(f"{self.address}/_stcore/metrics") as answer:
            found = COUNTED.findall(answer.read().decode())
        return {name: int(n) for name, kind, n in found if kind == result and SHARED in name}


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """A server that has only just begun to answer."""
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    path = tmp_path / "log"
    with path.open("wb") as log:
        process, address = start_server(ROOT / "app.py", log)
    yield Started(process, address, path)
    process.kill()
    process.wait(timeout=60)


def test_the_first_visitor_waits_for_no_import_and_finds_the_caches_filled(started: Started):
    wait_until_ready(started.address)
    before, missed = started.imported(), started.lookups("miss")
    assert "torch" in before

    with Visitor(started.address) as visitor:  # a deep link is the very first request for a page
        run = visitor.open("Step_through", lang="en")

    assert run.exceptions == []
    assert {STEPPER, "page_link"} <= set(run.first)  # the page within its frame
    assert started.imported()[len(before) :] == []
    assert started.lookups("miss") == missed
    used = {name for name, count in started.lookups("hit").items() if count}
    assert SHARED + "warm_up" in used


def test_what_screens_open_with_is_loaded_as_it_starts(monkeypatch: pytest.MonkeyPatch):
    forget_networks()
    for_the_first_visitor()
    for_every_screen()
    monkeypatch.setattr(cached.networks, "load", lambda _named: pytest.fail("it was not there"))
    monkeypatch.setattr(cached.networks, "read", lambda *_: pytest.fail("it was not read"))

    for language in LANGUAGES:
        first, _notices = parse({}, language)
        assert cached.reading(first.reference, first.text).text == first.text
        for shown in openings.everywhere(first):
            assert cached.network(shown.reference).card.task == shown.model


def test_no_screen_imports_parts_of_ours_for_its_first_visitor(started: Started):
    wait_until_ready(started.address)
    before = started.imported()

    with Visitor(started.address) as visitor:
        for page in SCREENS:
            name = re.sub(r"^\d_", "", Path(page).stem) if "pages/" in page else ""
            assert visitor.open(name, lang="en").exceptions == []

    ours = [name for name in started.imported()[len(before) :] if re.match(r"(core|pages)\b", name)]
    assert ours == []


def test_who_comes_before_it_is_warm_is_served_once_it_is(started: Started):
    with pytest.raises(urllib.error.HTTPError, match="503"):
        urllib.request.urlopen(f"{started.address}/ready")
    assert urllib.request.urlopen(f"{started.address}/Step_through").status == 200

    with Visitor(started.address) as visitor:
        run = visitor.open("Step_through", lang="en")

    assert run.exceptions == []
    assert STEPPER in run.first
    assert started.lookups("miss")[SHARED + "warm_up"] == 1
    assert started.imported().count("torch") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_of_its_own_accord_while_people_are_there(started: Started, number: int):
    """Not by the signal: threads that work in the background are joined, and tidy up."""
    with Visitor(started.address) as visitor:
        visitor.open("Step_through", lang="en")
        started.process.send_signal(number)

        assert started.process.wait(timeout=30) == 0


def test_it_can_be_ended_before_it_is_warm(started: Started):
    started.process.terminate()
    began = time.monotonic()

    assert started.process.wait(timeout=30) == 0
    assert time.monotonic() - began < 30
