"""Time to trace and search a corpus in several processes, which may be on several machines.

    python -m benchmarks.spreading

from the root of the repository, in the environment that ``benchmarks.searching`` describes.

Each document is read from the zero state, so documents can be distributed. Dask does that here,
with two worker processes of one thread on this machine. For other machines, only two things change:
``Client("tcp://…:8786")`` instead of the local cluster, and a folder of its own for each worker.
Every worker traces its share into an index of its own and keeps it. A query goes to all workers,
and their answers are merged: the best of all are among the best of each.

Prints how long that takes beside one process, and whether the answers are the same. Values may
differ by rounding, because a share's checkpoints are elsewhere in its documents. On a busy machine,
CPU times tell more than elapsed ones. Never fails because of time.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import dask  # pyright: ignore[reportMissingImports]
import torch
from dask.distributed import Client, LocalCluster  # pyright: ignore[reportMissingImports]

from benchmarks import subject
from core.corpus.disk.cache import load_or_build
from core.corpus.documents import Corpus
from core.corpus.index.state_index import StateIndex
from core.corpus.recompute.quantities import replay
from core.corpus.search.search import matches, strongest, units_on
from core.jobs.steps import run

WORKERS = 2
ENVIRONMENT = {
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
}
"""Environment variables of the workers. Dask's default also sets MALLOC_TRIM_THRESHOLD_, which
returns the memory of every large array to the system at once and makes tracing take half as long
again.
"""

UNIT, K, THRESHOLD = 37, 50, 0.3
PLACE, LENGTH = 500_000, 2

Hit = tuple[float, int, int, int]
"""Sort key, tie-breaker, document, and position in the document."""


class Share(NamedTuple):
    """The share of the corpus that one worker has.

    Attributes:
        numbers: numbers of its documents in the corpus, in order.
        state_index: the network's states on them; it stays with its worker.
        seconds: CPU time of tracing.
    """

    numbers: tuple[int, ...]
    state_index: StateIndex
    seconds: float


def deal(corpus: Corpus, shares: int) -> list[tuple[int, ...]]:
    """Distribute the documents, longest first, each to the share with the fewest characters."""
    dealt: list[list[int]] = [[] for _ in range(shares)]
    lengths = list(map(len, corpus.documents))
    for number in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        min(dealt, key=lambda share: sum(lengths[n] for n in share)).append(number)
    return [tuple(sorted(share)) for share in dealt]


def part_of(corpus: Corpus, numbers: Sequence[int]) -> Corpus:
    """Return some of a corpus's documents as a corpus."""
    texts = tuple(corpus.documents[number] for number in numbers)
    return Corpus(corpus.name, texts, tuple(corpus.titles[number] for number in numbers))


def trace(part: Corpus, numbers: tuple[int, ...], folder: Path) -> Share:
    """Trace a share of the corpus into a folder; the worker loads the network itself."""
    torch.set_num_threads(1)
    started = time.process_time()
    index = run(load_or_build(subject.network(), part, folder))
    return Share(numbers, index, time.process_time() - started)


def seconds_of(share: Share) -> float:
    """Return the CPU time that a share took."""
    return share.seconds


def placed(share: Share, position: int) -> tuple[int, int]:
    """Return the document in the whole corpus of a share's position, and the position in it."""
    document = share.state_index.document_of(position)
    return share.numbers[document], position - int(share.state_index.first_tokens[document])


def strongest_of(share: Share, unit: int) -> list[Hit]:
    """Return the strongest places of a unit in one share."""
    hits = strongest(share.state_index, unit, K)
    rows = zip(hits.values.tolist(), hits.positions.tolist(), strict=True)
    return [(-value, 0, *placed(share, position)) for value, position in rows]


def matches_of(share: Share, units: list[int], threshold: float) -> list[Hit]:
    """Return the best matches of a set of units in one share."""
    hits = matches(share.state_index, units, threshold, K)
    return [(-hit.overlap, hit.start - hit.stop, *placed(share, hit.start)) for hit in hits]


def merged(answers: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the best hits of all answers; of equal ones, those that come first in the corpus."""
    return sorted(chain(*answers), key=lambda hit: (round(hit[0], 9), *hit[1:]))[:K]


class Spread:
    """The shares of a corpus, each on a worker of its own."""

    def __init__(self, client: Client, corpus: Corpus, folder: Path) -> None:
        self._client = client
        workers = sorted(client.scheduler_info()["workers"])
        self._shares = {
            worker: client.submit(trace, part_of(corpus, share), share, folder, workers=[worker])
            for worker, share in zip(workers, deal(corpus, len(workers)), strict=True)
        }
        for share in self._shares.values():
            error = share.exception()  # waits until the worker is done
            if error:
                raise error

    def each(self, query: Callable[..., Any], *arguments: Any) -> list[Any]:
        """Run a query on every worker's share, and return the answers."""
        futures = [
            self._client.submit(query, share, *arguments, workers=[worker])
            for worker, share in self._shares.items()
        ]
        return self._client.gather(futures)

    def best(self, query: Callable[..., list[Hit]], *arguments: Any) -> list[Hit]:
        """Run a query on every worker's share, and return the best hits of all."""
        return merged(self.each(query, *arguments))

    def close(self) -> None:
        """Release the workers' shares."""
        self._client.cancel(list(self._shares.values()))


def timed(label: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run something once, print how long it took, and return its result and the seconds."""
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    print(f"{label:<44} {seconds:7.2f} s")
    return result, seconds


def agree(label: str, ours: list[Hit], theirs: list[Hit]) -> None:
    """Print how many hits of two lists are the same, and the largest difference of their values."""
    same = sum(a[1:] == b[1:] for a, b in zip(ours, theirs, strict=True))
    largest = max(abs(a[0] - b[0]) for a, b in zip(ours, theirs, strict=True))
    print(f"{label:<44} {same} of {len(ours)} places the same, values within {largest:.0e}")


def main() -> None:
    """Trace and search with one process and with several, and print everything."""
    torch.set_num_threads(1)
    network, corpus = subject.network(), subject.corpus()
    print(f"{WORKERS} workers of one thread, load {os.getloadavg()[0]:.1f}")
    everything = tuple(range(len(corpus.documents)))
    with tempfile.TemporaryDirectory() as folder:
        single = Path(folder) / "one"
        alone, seconds = timed("one process", lambda: trace(corpus, everything, single))
        hidden = replay(network, alone.state_index, PLACE, PLACE + LENGTH)
        units = units_on(hidden, 0, LENGTH, THRESHOLD).tolist()
        settings: dict[str, Any] = {"n_workers": WORKERS, "threads_per_worker": 1}
        with (
            dask.config.set(ENVIRONMENT),
            LocalCluster(**settings, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            several = Path(folder) / "several"
            spread, spread_seconds = timed(
                f"{WORKERS} workers", lambda: Spread(client, corpus, several)
            )
            print(f"{'one process ÷ workers':<44} {seconds / spread_seconds:7.2f}")
            each = " + ".join(f"{used:.1f}" for used in spread.each(seconds_of))
            print(f"CPU time: {alone.seconds:.1f} s in one process, {each} s in the workers\n")
            hits = merged([strongest_of(alone, UNIT)]), spread.best(strongest_of, UNIT)
            agree(f"The {K} strongest places of a unit", *hits)
            query = units, THRESHOLD
            hits = merged([matches_of(alone, *query)]), spread.best(matches_of, *query)
            agree(f"The {K} best matches of {len(units)} units", *hits)
            spread.close()


if __name__ == "__main__":
    main()
