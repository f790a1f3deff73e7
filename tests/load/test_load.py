"""Twenty visitors at one server: nothing fails, and nothing is taken without bound."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from benchmarks.server import ROOT, start_server, wait_until_ready
from benchmarks.soak import memory
from tests.load.hall import Asking, Hall, descriptors
from tests.load.inspecting import another_unit, peak, until_measured, until_there
from tests.load.visitor import Visitor

VISITORS = 20
MOST_MESSAGES = 200
MOST_BYTES = 450_000
"""Of one run of a page, from its start to its end."""
MOST_DESCRIPTORS = 4
"""Files and sockets of one session."""
MOST_MEBIBYTES = 6
"""Memory of one session and its sentences, on average."""
MOST_BYTES_OF_A_PASSAGE = 1_500_000
MOST_MEBIBYTES_OF_A_PASSAGE = 400
"""At most at any time, for all visitors together: computing it takes most of that for a moment."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, str]]:
    process, address = start_server(ROOT / "app.py")
    wait_until_ready(address)
    yield process.pid, address
    process.terminate()
    process.wait(timeout=60)


@pytest.mark.parametrize("screen", ["Step_through", "Compare_cells", "Memory_and_gradients"])
def test_a_hall_of_visitors_is_served_within_bounds(server: tuple[int, str], screen: str) -> None:
    process, address = server
    with Hall(address, 1, screen) as alone:  # what is loaded once is no visitor's
        alone.join()
    before = memory(process), descriptors(process)

    with Hall(address, VISITORS, screen) as hall, Asking(address) as ready:
        runs = hall.join() + hall.at_once()
        taken = memory(process) - before[0], descriptors(process) - before[1]

    assert [run.exceptions for run in runs if run.exceptions] == []
    assert len(runs) == 2 * VISITORS
    assert max(run.messages for run in runs) <= MOST_MESSAGES
    assert max(run.size for run in runs) <= MOST_BYTES
    assert taken[1] <= MOST_DESCRIPTORS * VISITORS
    assert taken[0] <= MOST_MEBIBYTES * VISITORS
    assert ready.waits, "the server did not say meanwhile whether it is ready"


def test_a_hall_that_looks_at_other_units_keeps_one_passage(server: tuple[int, str]) -> None:
    """Each unit's values come from states that are computed once, not once for each visitor."""
    process, address = server
    with ExitStack() as leave:
        everyone = [leave.enter_context(Visitor(address)) for _ in range(VISITORS)]
        pool = leave.enter_context(ThreadPoolExecutor(VISITORS))
        until_there(everyone[0])
        until_measured(everyone[0])
        list(pool.map(until_there, everyone))
        before = memory(process)
        runs = [
            run
            for turn in (1, 2)
            for run, _ in pool.map(
                lambda one, turn=turn: until_there(everyone[one], **another_unit(turn, one)),
                range(VISITORS),
            )
        ]
        taken = peak(process) - before

    assert [run.exceptions for run in runs if run.exceptions] == []
    assert len(runs) == 2 * VISITORS
    assert max(run.size for run in runs) <= MOST_BYTES_OF_A_PASSAGE
    assert taken <= MOST_MEBIBYTES_OF_A_PASSAGE
