"""So many pages at once: never more, and nobody is left waiting."""

import threading
import time
from collections.abc import Callable

import pytest

from pages.shared.page_runs import PageRuns


class Crowd:
    """Threads that each run a page, and how many did so at the same time."""

    def __init__(self, runs: PageRuns, seconds: float) -> None:
        self.runs, self.seconds = runs, seconds
        self.running = self.most = self.done = 0
        self._lock = threading.Lock()

    def page(self) -> None:
        """Run as a page does: nothing says that it has ended, but the end of its thread."""
        self.runs.begin()
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(self.seconds)
        with self._lock:
            self.running -= 1
            self.done += 1

    def run(self, number: int) -> None:
        """Let so many come at once, and wait for all of them."""
        threads = [threading.Thread(target=self.page) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)


def soon(is_so: Callable[[], bool]) -> bool:
    """Return whether something comes true before long."""
    deadline = time.monotonic() + 30
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.001)
    return is_so()


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_no_more_run_at_once_and_all_have_their_turn(at_once: int):
    crowd = Crowd(PageRuns(at_once, counts_for=60), seconds=0.002)
    crowd.run(40)

    assert crowd.done == 40
    assert crowd.most <= at_once


def test_first_come_first_served():
    runs = PageRuns(1, counts_for=60)
    begun: list[int] = []
    gone = threading.Event()

    def page(number: int) -> None:
        runs.begin()
        begun.append(number)
        gone.wait(30)

    def came() -> int:
        """The first runs, the second is next, the others wait behind it."""
        return len(begun) + runs._line._is_held + len(runs._line._waiting)

    threads = [threading.Thread(target=page, args=[number]) for number in range(20)]
    for number, thread in enumerate(threads, 1):
        thread.start()
        assert soon(lambda expected=number: came() == expected)
    gone.set()
    for thread in threads:
        thread.join(timeout=30)

    assert begun == list(range(20))


def test_one_that_takes_long_holds_nobody_up():
    runs = PageRuns(1, counts_for=0.05)
    gone = threading.Event()

    def stay() -> None:
        runs.begin()
        gone.wait(30)

    long = threading.Thread(target=stay)
    long.start()
    crowd = Crowd(runs, seconds=0)
    crowd.run(10)
    still_there = long.is_alive()
    gone.set()
    long.join()

    assert crowd.done == 10
    assert still_there


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_page_that_fails_gives_its_turn_back():
    runs = PageRuns(1, counts_for=60)

    def fail() -> None:
        runs.begin()
        raise ValueError("of a page")

    for _ in range(3):
        thread = threading.Thread(target=fail, daemon=True)
        thread.start()
        thread.join(timeout=30)
        assert not thread.is_alive()


def test_a_thread_that_begins_again_does_not_wait_for_itself():
    runs = PageRuns(1, counts_for=60)
    thread = threading.Thread(target=lambda: [runs.begin() for _ in range(3)], daemon=True)
    thread.start()
    thread.join(timeout=30)

    assert not thread.is_alive()
