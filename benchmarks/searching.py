"""Time to trace and to search a corpus, beside plain NumPy and beside a database.

    python -m benchmarks.searching

from the root of the repository. The database needs an environment of its own:

    python3.11 -m venv .venv-peers
    .venv-peers/bin/pip install -r requirements.txt -r benchmarks/requirements.txt
    .venv-peers/bin/python -m benchmarks.searching

Without DuckDB, the rest is measured and a message says what is missing. The corpus is one million
characters of the Python library on this disk; the network is an LSTM of 128 units with random
weights, as no figure here depends on training.

One thread, with all data in memory during the search: ours as the memory-mapped file of bytes,
NumPy's as an array of float32, token by token, and DuckDB's as a table with a row for each token
and a column for each unit. There are three tables: of float32, of our bytes, and of one bit per
unit, packed for the one threshold in use. Contenders run in rounds as in ``benchmarks.tracing``,
and ratios are medians over rounds. All of them must give the same answers. Prints figures and never
fails because of time. It takes about two minutes and 3 GB of memory.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # read when torch starts

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import torch

from benchmarks import subject
from benchmarks.tracing import measure, milliseconds, ratio
from core.corpus.disk.cache import load_or_build
from core.corpus.documents import Corpus
from core.corpus.index.chunks import read_chunks
from core.corpus.index.quantise import level_of
from core.corpus.index.state_index import StateIndex
from core.corpus.recompute.quantities import quantities_of, replay
from core.corpus.search.runs import runs
from core.corpus.search.search import matches, strongest, units_on
from core.jobs.steps import run
from core.network import Network

try:
    import duckdb  # pyright: ignore[reportMissingImports]  (in an environment of its own)
except ImportError:
    duckdb = None

UNIT, K, THRESHOLD = 37, 50, 0.3
PLACE, LENGTH = 500_000, 2
"""The search is for the units that are on throughout ``LENGTH`` tokens from token ``PLACE``."""

MUST_STRONGEST, MUST_MATCH = 5, 50
"""Milliseconds that our search may take."""

Answer = Sequence[tuple[int, ...]]
"""Positions, or starts and stops, the best first."""

Methods = dict[str, Callable[[], Answer]]
"""Name -> a method that computes the answer."""


def megabytes() -> float:
    """Return the peak memory of this process so far."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e3)


def trace_corpus(network: Network, corpus: Corpus, folder: Path) -> StateIndex:
    """Trace the corpus into a folder, and print the time and space it took."""
    before, started = megabytes(), time.perf_counter()
    index = run(load_or_build(network, corpus, folder))
    seconds = time.perf_counter() - started
    disk = sum(path.stat().st_size for path in folder.rglob("*")) / 1e6
    print(f"{index.length:,} tokens x {index.hidden_size} units, {len(corpus.documents)} documents")
    print(f"traced, stored, indexed and checked {seconds:6.1f} s      must be <= 30")
    print(f"on disk                             {disk:6.0f} MB     must be <= 200")
    print(f"most memory in all                  {megabytes():6.0f} MB     must be <= 1000", end="")
    print(f"   ({before:.0f} before: Python, torch, the text)")
    return index


def timed(label: str, work: Callable[[], Any]) -> Any:
    """Run something once, print how long it took, and return its result."""
    started = time.perf_counter()
    result = work()
    print(f"{label:<52} {1e3 * (time.perf_counter() - started):8.1f} ms")
    return result


def states_of(network: Network, index: StateIndex) -> np.ndarray:
    """Return the network's hidden states before quantisation, ``(T, hidden_size)`` float32."""
    states = np.empty((index.length, index.hidden_size), np.float32)
    for chunk in read_chunks(network, index.codes, index.first_tokens):
        states[chunk.start : chunk.start + len(chunk.trace)] = chunk.trace["hidden_state"]
    return states


# ---- plain NumPy ---------------------------------------------------------------------------------


def strongest_by_numpy(states: np.ndarray) -> Answer:
    """Return the positions where the unit is strongest."""
    column = states[:, UNIT]
    last = np.partition(column, -K)[-K]
    places = np.flatnonzero(column >= last)
    order = np.lexsort((places, -column[places]))[:K]
    return [(place,) for place in places[order].tolist()]


def matches_by_numpy(states: np.ndarray, units: np.ndarray, first_tokens: np.ndarray) -> Answer:
    """Return the runs where most of the units are on, in straightforward NumPy."""
    on = states >= np.float32(THRESHOLD)
    both = on[:, units].sum(axis=1)
    overlap = both / (len(units) + on.sum(axis=1) - both)
    starts, stops = runs(both > len(units) / 2, first_tokens)
    within = np.concatenate([[0.0], np.cumsum(overlap)])
    lengths = stops - starts
    means = ((within[stops] - within[starts]) / lengths).round(9)
    order = np.lexsort((starts, -lengths, -means))[:K]
    return list(zip(starts[order].tolist(), stops[order].tolist(), strict=True))


# ---- a database ----------------------------------------------------------------------------------


class Database:
    """DuckDB with a table that has a row per token: its position, document and given columns."""

    def __init__(self, columns: Mapping[str, np.ndarray], index: StateIndex) -> None:
        if duckdb is None:
            raise RuntimeError("DuckDB is not installed.")
        self._duckdb = duckdb.connect(config={"threads": 1})
        lengths = np.diff(index.first_tokens)
        places = {
            "position": np.arange(index.length, dtype=np.int32),
            "document": np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
        }
        self._duckdb.register("given", pa.table(places | dict(columns)))
        self._duckdb.execute("CREATE TABLE states AS SELECT * FROM given")
        self._duckdb.unregister("given")

    def strongest(self, column: str) -> Answer:
        """Return the positions where a column is highest."""
        order = f"ORDER BY {column} DESC, position LIMIT {K}"
        return self._duckdb.execute(f"SELECT position FROM states {order}").fetchall()

    def matches(self, counts: Sequence[str], n: int) -> Answer:
        """Return the runs where most of n units are on.

        Args:
            counts: expressions for how many of them, and how many of all, are on at a token.
            n: number of units in the search.
        """
        wanted, every = counts
        query = f"""
            WITH counted AS (
                SELECT position, document, {wanted} AS wanted, {every} AS every
                FROM states WHERE {wanted} > {n // 2}
            ), numbered AS (
                SELECT position, document, wanted / ({n} + every::INT - wanted) AS overlap,
                    position - row_number() OVER (PARTITION BY document ORDER BY position) AS run
                FROM counted
            )
            SELECT min(position), max(position) + 1 FROM numbered GROUP BY document, run
            ORDER BY round(avg(overlap), 9) DESC, count(*) DESC, min(position) LIMIT {K}
        """
        return self._duckdb.execute(query).fetchall()


def how_many_on(units: Iterable[int], threshold: float) -> str:
    """Return an expression for how many units are on, from one column per unit."""
    return " + ".join(f"(u{unit} >= {threshold})::INT" for unit in units)


def how_many_bits(masks: Iterable[int]) -> str:
    """Return an expression for how many units are on, from columns with one bit per unit."""
    return " + ".join(f"bit_count(b{column} & {mask})" for column, mask in enumerate(masks))


def packed(on: np.ndarray) -> np.ndarray:
    """Return which units are on, ``(n, hidden_size)``, as bits: ``(n, hidden_size / 64)`` int64."""
    return np.packbits(on, axis=1, bitorder="little").view(np.int64)


def database_methods(
    states: np.ndarray, index: StateIndex, units: np.ndarray
) -> tuple[Methods, Methods]:
    """Return methods that ask DuckDB for the strongest places, and for matches."""
    n, size, threshold = len(units), index.hidden_size, np.float32(THRESHOLD)
    floats = named("u", np.ascontiguousarray(states.T))
    bytes_ = named("u", np.concatenate(index.blocks, axis=1))
    bits = named("b", np.ascontiguousarray(packed(states >= threshold).T))
    sought_bits = packed(np.isin(range(size), units)[None])[0].tolist()
    of_floats = [how_many_on(group, float(threshold)) for group in (units, range(size))]
    of_bytes = [how_many_on(group, level_of(THRESHOLD)) for group in (units, range(size))]
    of_bits = [how_many_bits(masks) for masks in (sought_bits, [-1] * len(bits))]
    tables = Database(floats, index), Database(bytes_, index), Database(bits, index)
    match: Methods = {
        "DuckDB, float32": lambda: tables[0].matches(of_floats, n),
        "DuckDB, our bytes": lambda: tables[1].matches(of_bytes, n),
        f"DuckDB, bits at {THRESHOLD} only": lambda: tables[2].matches(of_bits, n),
    }
    return {"DuckDB, float32": lambda: tables[0].strongest(f"u{UNIT}")}, match


def named(letter: str, columns: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns by name: u0, u1 and so on for the letter u."""
    return {f"{letter}{number}": column for number, column in enumerate(columns)}


# ---- comparison ----------------------------------------------------------------------------------


def compare(title: str, most: int, contenders: Methods) -> None:
    """Measure ours, the first, beside the others; print times, ratios and agreement."""
    times = measure(contenders)
    ours, *_ = contenders
    answers = {name: [tuple(row) for row in method()] for name, method in contenders.items()}
    print(f"\n{title}")
    for name in contenders:
        line = f"    {name:<28} {milliseconds(times, name)}"
        if name == ours:
            print(f"{line}   must be <= {most} ms")
        else:
            same = "the same" if answers[name] == answers[ours] else "ANOTHER ANSWER"
            print(f"{line}   ratio {ratio(times, name, ours):8.1f}   {same}")


def main() -> None:
    """Trace, search, and print everything."""
    torch.set_num_threads(1)
    print(f"numpy {np.__version__}, torch {torch.__version__}, load {os.getloadavg()[0]:.1f}\n")
    network, corpus = subject.network(), subject.corpus()
    with tempfile.TemporaryDirectory() as folder:
        index = trace_corpus(network, corpus, Path(folder))
        print()
        hidden = replay(network, index, PLACE, PLACE + LENGTH)
        units = units_on(hidden, 0, LENGTH, THRESHOLD)
        timed("20,000 tokens again, all units", lambda: replay(network, index, 0, 20_000))
        timed("the same and all quantities of one unit", lambda: one_unit(network, index))
        timed("first match after opening", lambda: matches(index, units, THRESHOLD, K))
        against_others(network, index, units)


def one_unit(network: Network, index: StateIndex) -> Any:
    """Return every quantity of one unit at 20,000 tokens."""
    return quantities_of(network, index, 0, 20_000, [UNIT])


def against_others(network: Network, index: StateIndex, units: np.ndarray) -> None:
    """Measure both searches with ours and with the others."""
    states = states_of(network, index)
    strong: Methods = {
        "ours": lambda: [(at,) for at in strongest(index, UNIT, K).positions.tolist()],
        "NumPy, float32": lambda: strongest_by_numpy(states),
    }
    match: Methods = {
        "ours": lambda: [hit[:2] for hit in matches(index, units, THRESHOLD, K)],
        "NumPy, float32": lambda: matches_by_numpy(states, units, index.first_tokens),
    }
    if duckdb is not None:
        more_strong, more_match = database_methods(states, index, units)
        strong, match = strong | more_strong, match | more_match
    compare(f"The {K} strongest places of a unit", MUST_STRONGEST, strong)
    compare(f"The {K} best matches of {len(units)} units", MUST_MATCH, match)
    if duckdb is None:
        print("\nDuckDB is not installed; the docstring of this file says how to measure it.")


if __name__ == "__main__":
    main()
