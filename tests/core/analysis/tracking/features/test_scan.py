import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.tracking.features.scan import (
    before,
    count,
    depth,
    following,
    is_open,
    last,
    since,
    total,
)
from core.analysis.tracking.features.tokens import Tokens
from core.network import load_network

NETWORK = load_network("brackets", "rnn")
DOCUMENTS = st.lists(st.lists(st.integers(-2, 2), max_size=12), max_size=6)


def tokens_of(documents: list[list[int]]) -> tuple[Tokens, np.ndarray]:
    """Return tokens of one character each, and a number for each."""
    lengths = [len(each) for each in documents]
    starts = np.concatenate([np.arange(0), *map(np.arange, lengths)]).astype(np.int32)
    tokens = Tokens(
        NETWORK,
        tuple("x" * length for length in lengths),
        np.cumsum([0, *lengths]),
        starts,
        starts + 1,
        np.zeros(len(starts), np.int32),
    )
    return tokens, np.array([number for each in documents for number in each], np.int64)


def by_loop(documents: list[list[int]]) -> dict[str, list[float]]:
    """Compute the same one token after the other."""
    names = ("last", "since", "count", "total", "depth", "is_open", "following", "before")
    expected: dict[str, list[float]] = {name: [] for name in names}
    position = 0
    for numbers in documents:
        latest, run, summed, height = None, 0, 0, 0
        for index, number in enumerate(numbers):
            event = number > 0
            latest = position if event else latest
            run = 0 if event else run + 1
            summed += number
            height = max(0, height + number)
            expected["last"].append(-1 if latest is None else latest)
            expected["since"].append(np.nan if latest is None else position - latest)
            expected["count"].append(run)
            expected["total"].append(summed)
            expected["depth"].append(height)
            expected["is_open"].append(sum(each > 0 for each in numbers[: index + 1]) % 2)
            expected["following"].append([*numbers, np.nan][index + 1])
            expected["before"].append([np.nan, *numbers][index])
            position += 1
    return expected


@given(DOCUMENTS)
def test_each_scan_is_what_a_loop_over_the_tokens_finds(documents):
    tokens, numbers = tokens_of(documents)
    events = numbers > 0
    expected = by_loop(documents)

    np.testing.assert_array_equal(last(tokens, events), expected["last"])
    np.testing.assert_array_equal(since(tokens, events), expected["since"])
    np.testing.assert_array_equal(count(tokens, events), expected["count"])
    np.testing.assert_array_equal(total(tokens, numbers), expected["total"])
    np.testing.assert_array_equal(depth(tokens, numbers), expected["depth"])
    np.testing.assert_array_equal(is_open(tokens, events), expected["is_open"])
    np.testing.assert_array_equal(following(tokens, numbers), expected["following"])
    np.testing.assert_array_equal(before(tokens, numbers), expected["before"])
