"""A hall of visitors who inspect a unit on a long text, and what they wait for.

    python -m tests.load.inspecting [visitors]

One visitor has the text read and measured; then everyone opens the same link at once, and everyone
changes to a unit of their own, twice. Prints a table and never fails because of time.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.server import ROOT, start_server
from benchmarks.soak import memory, seconds
from tests.load.hall import percentiles
from tests.load.visitor import Run, Visitor

SCREEN = "Inspect_a_unit"
LINK = {"model": "python-source", "corpus": "python", "size": "100000", "lang": "en", "v": "1"}
PASSAGE = "gatescope_passage"
UNITS = 256


def until_there(visitor: Visitor, **changes: str) -> tuple[Run, float]:
    """Open the link and follow the page, as a browser does, until the text is there.

    Returns:
        The run that brought it, and the seconds until then.
    """
    started = perf_counter()
    run = visitor.open(SCREEN, **LINK, **changes)
    while PASSAGE not in run.first:
        began = perf_counter()
        run = visitor.tick(run)
        run.first = {kind: each + began - perf_counter() for kind, each in run.first.items()}
    return run, perf_counter() - started - run.seconds + run.first[PASSAGE]


def until_measured(visitor: Visitor) -> None:
    """Open the link and follow the page until nothing on it goes on."""
    run, _ = until_there(visitor)
    while run.timers:
        run = visitor.tick(run)


def another_unit(turn: int, visitor: int) -> dict[str, str]:
    """Return the part of the link that names a visitor's own unit, far from the neighbours'."""
    return {"unit": str((visitor * 53 + turn * 17) % UNITS)}


def peak(process: int) -> float:
    """Return the most memory that a process has had, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main(visitors: int) -> None:
    """Measure, at a server of its own, and print."""
    server, address = start_server(ROOT / "app.py")
    with ExitStack() as leave:
        leave.callback(server.wait)
        leave.callback(server.terminate)
        everyone = [leave.enter_context(Visitor(address)) for _ in range(visitors)]
        pool = leave.enter_context(ThreadPoolExecutor(visitors))
        print(f"Inspect a unit, Python's library, 100,000 characters, {visitors} visitors")

        def act(name: str, changes: Callable[[int], dict[str, str]], who: list[Visitor]) -> None:
            before = seconds(server.pid)
            numbers = range(len(who))
            done = list(pool.map(lambda one: until_there(who[one], **changes(one)), numbers))
            spent = (seconds(server.pid) - before) / len(who)
            print(f"    {name:<26} {percentiles([wait for _, wait in done])}")
            print(
                f"    {'':26} {1e3 * spent:.0f} ms of processor each, "
                f"{sum(run.size for run, _ in done) / len(who) / 1e3:.0f} kB, "
                f"{sum(len(run.exceptions) for run, _ in done)} errors, server "
                f"{memory(server.pid):.0f} MiB, at most {peak(server.pid):.0f}",
                flush=True,
            )

        act("the first, until the text", lambda _: {}, everyone[:1])
        until_measured(everyone[0])
        act("everyone, until the text", lambda _: {}, everyone)
        act("everyone another unit", partial(another_unit, 1), everyone)
        act("and another one", partial(another_unit, 2), everyone)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
