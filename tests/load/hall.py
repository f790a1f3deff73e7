"""A hall of visitors at one server, and what they wait for.

    python -m tests.load.hall [visitors]

Everyone opens the same screen and then sends another sentence, first all at once and then at the
pace of people, while a watchdog asks whether the server is ready. Prints a table and never fails
because of time; ``test_load.py`` holds errors, memory, descriptors and messages to bounds.
"""

import random
import statistics
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.server import ROOT, start_server, wait_until_ready
from benchmarks.soak import WORDS, memory, seconds
from tests.load.visitor import Run, Visitor

Result = TypeVar("Result")
SCREENS = ("Step_through", "Compare_cells", "Inspect_a_unit", "Memory_and_gradients")
PACE = (2.0, 5.0)
"""Seconds between two sentences of one visitor."""
ROUNDS = 3


@dataclass
class Asking:
    """Asks a route of the server every quarter of a second, and keeps how long it took."""

    address: str
    route: str = "ready"
    waits: list[float] = field(default_factory=list)

    def __enter__(self) -> "Asking":
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._end.wait(0.25):
            started = time.perf_counter()
            urllib.request.urlopen(f"{self.address}/{self.route}", timeout=120).close()
            self.waits.append(time.perf_counter() - started)


def sentence(visitor: int, number: int) -> str:
    """Return a sentence that no other visitor has, and that this one has not had before."""
    dice = random.Random(f"{visitor} {number}")
    return " ".join(dice.choices(WORDS, k=12)) + f" {visitor} {number}"


def descriptors(process: int) -> int:
    """Return how many files and sockets a process has open."""
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


class Hall:
    """So many visitors of a server, each with a session of its own."""

    def __init__(self, address: str, visitors: int, screen: str) -> None:
        self.screen = screen
        self._open = ExitStack()
        self.visitors = [self._open.enter_context(Visitor(address)) for _ in range(visitors)]
        self._pool = ThreadPoolExecutor(visitors)

    def __enter__(self) -> "Hall":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        self._open.close()

    def join(self) -> list[Run]:
        """Let everyone open the screen at once."""
        return self._everyone(lambda number: self.visitors[number].open(self.screen, lang="en"))

    def at_once(self) -> list[Run]:
        """Let everyone send a sentence of their own at once."""
        return self._everyone(lambda number: self._send(number, 0))

    def at_leisure(self) -> list[Run]:
        """Let everyone send some sentences at the pace of people."""

        def some(number: int) -> list[Run]:
            dice = random.Random(number)
            runs = []
            for each in range(1, 1 + ROUNDS):
                time.sleep(dice.uniform(*PACE))
                runs.append(self._send(number, each))
            return runs

        return [run for runs in self._everyone(some) for run in runs]

    def _send(self, visitor: int, number: int) -> Run:
        text = sentence(visitor, number)
        return self.visitors[visitor].open(self.screen, text=text, lang="en", v="1")

    def _everyone(self, act: Callable[[int], Result]) -> list[Result]:
        return list(self._pool.map(act, range(len(self.visitors))))


def percentiles(waits: Sequence[float]) -> str:
    """Return median, 95th percentile and maximum, in seconds."""
    high = statistics.quantiles(waits, n=20, method="inclusive")[-1] if len(waits) > 1 else waits[0]
    return f"p50 {statistics.median(waits):6.2f} s  p95 {high:6.2f} s  max {max(waits):6.2f} s"


def main(visitors: int) -> None:
    """Measure each screen in turn, each at a server of its own, and print."""
    for screen in SCREENS:
        server, address = start_server(ROOT / "app.py")
        try:
            wait_until_ready(address)
            with Hall(address, visitors, screen) as hall:
                print(f"{screen.replace('_', ' ')}, {visitors} visitors")
                for name, act in (
                    ("join", hall.join),
                    ("another sentence at once", hall.at_once),
                    ("a sentence every 2 to 5 s", hall.at_leisure),
                ):
                    before = seconds(server.pid)
                    with Asking(address) as ready, Asking(address, "_stcore/health") as health:
                        runs = act()
                    spent = (seconds(server.pid) - before) / len(runs)
                    errors = sum(len(run.exceptions) for run in runs)
                    print(f"    {name:<26} {percentiles([run.seconds for run in runs])}")
                    print(f"    {'readiness':>26} {percentiles(ready.waits)}")
                    print(f"    {'health of Streamlit':>26} {percentiles(health.waits)}")
                    print(
                        f"    {'':26} {1e3 * spent:.0f} ms of processor, "
                        f"{statistics.median(run.size for run in runs) / 1e3:.0f} kB a run, "
                        f"{errors} errors, server {memory(server.pid):.0f} MiB",
                        flush=True,
                    )
        finally:
            server.terminate()
            server.wait(timeout=60)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
