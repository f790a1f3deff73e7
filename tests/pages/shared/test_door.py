"""The door of a real server: who comes to a full room waits, and comes in when somebody leaves."""

import time
from collections.abc import Iterator

import pytest

from benchmarks.server import ROOT, start_server
from benchmarks.soak import seconds
from tests.load.visitor import Visitor

PATIENCE = 60.0

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, str]]:
    """A server for two visitors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GATESCOPE_SESSIONS", "2")
        process, address = start_server(ROOT / "app.py")
        yield process.pid, address
        process.terminate()
        process.wait(timeout=60)


def test_a_full_room_says_so_and_whoever_is_inside_stays(server: tuple[int, str]) -> None:
    process, address = server
    with Visitor(address) as ann, Visitor(address) as bob:
        for visitor in (ann, bob):
            assert "page_link" in visitor.open("", lang="en").first
        with Visitor(address) as cid:
            refused = cid.open("Step_through", lang="en")
            assert refused.exceptions == []
            assert "page_link" not in refused.first
            assert "alert" in refused.first
            assert refused.size < 5_000

            spent = seconds(process)
            for _ in range(20):
                cid.open("Step_through", lang="en")
            assert (seconds(process) - spent) / 20 < 0.05, "to wait costs nearly nothing"
            assert "page_link" in ann.open("Step_through", lang="en").first
        bob.__exit__()
        with Visitor(address) as cid:
            deadline = time.monotonic() + PATIENCE
            while "page_link" not in cid.open("", lang="en").first:
                assert time.monotonic() < deadline, "a seat is free"
                time.sleep(0.1)
