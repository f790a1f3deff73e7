"""A hall of visitors who train at once, and what they wait for.

    python -m tests.load.training [visitors]

Everyone trains a network of their own, with another seed, as fast as it goes; then all of them
the same one; then one who trains closes the tab. Prints a table and never fails because of time;
``test_training.py`` holds errors and the pause to bounds.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import perf_counter, sleep

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.server import ROOT, start_server, wait_until_ready
from benchmarks.soak import memory, seconds
from tests.load.hall import Asking, percentiles
from tests.load.visitor import Run, Visitor
from tests.payload import parts

SCREEN = "Train"
LINK = {"lang": "en", "v": "1", "pace": "max", "until": "600"}
QUEUED = "Waiting in the queue"


@dataclass
class Trained:
    """What one visitor saw of a training.

    Attributes:
        first: seconds until there was a film with at least one step.
        end: seconds until the training was over.
        waited: whether it said how many were before it in the queue.
        exceptions: what the page showed as errors of the program.
    """

    first: float = 0.0
    end: float = 0.0
    waited: bool = False
    exceptions: list[str] = field(default_factory=list)


def steps(run: Run) -> int:
    """Return the training steps that the film of a run shows; 0 if it has none."""
    films = [sent for name, sent in run.components.items() if "film" in name]
    return parts(films[0])[1]["steps"][-1] if films and films[0] else 0


def begun(visitor: Visitor, **link: str) -> Run:
    """Open the screen with the dials of a link, and press Train; where it is over, only look."""
    opened = visitor.open(SCREEN, **LINK | link)
    begin = opened.buttons.get("Train") or opened.buttons.get("Continue")
    pressed = [WidgetState(id=begin, trigger_value=True)] if begin else []
    return visitor.open(SCREEN, pressed, **LINK | link)


def followed(visitor: Visitor, run: Run) -> Iterator[Run]:
    """Yield a run and those that its timer asks for, as a browser does, until none does."""
    yield run
    while run.timers:
        run = visitor.tick(run)
        yield run


def trained(visitor: Visitor, **link: str) -> Trained:
    """Train until it is over."""
    started, seen = perf_counter(), Trained()
    for run in followed(visitor, begun(visitor, **link)):
        seen.exceptions += run.exceptions
        seen.waited |= any(QUEUED in text for text in run.texts)
        if not seen.first and steps(run):
            seen.first = perf_counter() - started
    seen.end = perf_counter() - started
    return seen


def steps_after_closing(address: str, seed: str, waits: tuple[float, float]) -> tuple[int, int]:
    """Train, close the tab, and return the steps that another visitor sees after each wait."""
    link = {"pace": "100", "until": "20000", "lseed": seed}
    with Visitor(address) as visitor:
        run = begun(visitor, **link)
        while steps(run) < 50:
            run = visitor.tick(run)
    found = []
    for wait in waits:
        sleep(wait)
        with Visitor(address) as other:
            found.append(steps(other.open(SCREEN, **LINK | link)))
    return found[0], found[1]


def main(visitors: int) -> None:
    """Measure, at a server of its own, and print."""
    server, address = start_server(ROOT / "app.py")
    with ExitStack() as leave:
        leave.callback(server.wait)
        leave.callback(server.terminate)
        wait_until_ready(address)
        everyone = [leave.enter_context(Visitor(address)) for _ in range(visitors)]
        pool = leave.enter_context(ThreadPoolExecutor(visitors))
        print(f"Train, {LINK['until']} steps as fast as they go, {visitors} visitors")
        for name, seeds in (("each another", range(1, visitors + 1)), ("the same", [0] * visitors)):
            before = seconds(server.pid)
            with Asking(address) as ready:
                done = list(
                    pool.map(
                        lambda visitor, seed: trained(visitor, lseed=str(seed), learners="gru"),
                        everyone,
                        seeds,
                    )
                )
            spent = (seconds(server.pid) - before) / visitors
            print(
                f"    {name + ': until the first step':<34} {percentiles([x.first for x in done])}"
            )
            print(f"    {'until the last':<34} {percentiles([x.end for x in done])}")
            print(f"    {'readiness':<34} {percentiles(ready.waits)}")
            print(
                f"    {'':34} {1e3 * spent:.0f} ms of processor each, "
                f"{sum(x.waited for x in done)} saw their place in the queue, "
                f"{sum(len(x.exceptions) for x in done)} errors, server "
                f"{memory(server.pid):.0f} MiB",
                flush=True,
            )
        early, late = steps_after_closing(address, "999", (1.0, 4.0))
        print(f"    steps 1 s after the tab was closed: {early}; 4 s later: {late}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
