"""Twenty visitors at one server: nothing fails, and nothing is taken without bound."""

from collections.abc import Iterator

import pytest

from benchmarks.server import ROOT, start_server
from benchmarks.soak import memory
from tests.load.hall import Hall, Health, descriptors

VISITORS = 20
MOST_MESSAGES = 200
MOST_BYTES = 450_000
"""Of one run of a page, from its start to its end."""
MOST_DESCRIPTORS = 4
"""Files and sockets of one session."""
MOST_MEBIBYTES = 6
"""Memory of one session and its sentences, on average."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, str]]:
    process, address = start_server(ROOT / "app.py")
    yield process.pid, address
    process.terminate()
    process.wait(timeout=60)


@pytest.mark.parametrize("screen", ["Step_through", "Compare_cells", "Memory_and_gradients"])
def test_a_hall_of_visitors_is_served_within_bounds(server: tuple[int, str], screen: str) -> None:
    process, address = server
    with Hall(address, 1, screen) as alone:  # what is loaded once is no visitor's
        alone.join()
    before = memory(process), descriptors(process)

    with Hall(address, VISITORS, screen) as hall, Health(address) as health:
        runs = hall.join() + hall.at_once()
        taken = memory(process) - before[0], descriptors(process) - before[1]

    assert [run.exceptions for run in runs if run.exceptions] == []
    assert len(runs) == 2 * VISITORS
    assert max(run.messages for run in runs) <= MOST_MESSAGES
    assert max(run.size for run in runs) <= MOST_BYTES
    assert taken[1] <= MOST_DESCRIPTORS * VISITORS
    assert taken[0] <= MOST_MEBIBYTES * VISITORS
    assert health.waits, "the server said nothing of its health meanwhile"
