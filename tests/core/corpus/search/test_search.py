"""Searching an index: compared with a search that looks at every token of every document."""

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.corpus.index.quantise import THRESHOLDS
from core.corpus.index.state_index import KEPT, SEGMENT, StateIndex
from core.corpus.search.search import Match, matches, strongest, units_on
from tests.core.corpus.made_up_indexes import index_of


class Searched(NamedTuple):
    """Made-up states, and the index of them."""

    hidden: np.ndarray
    first_tokens: list[int]
    state_index: StateIndex


@st.composite
def searched(draw: st.DrawFn, least_tokens: int = 0) -> Searched:
    """States with many ties, at and just off the edges of levels, in documents of any length."""
    length = draw(st.integers(least_tokens, 40))
    units = draw(st.integers(1, 5))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    few = generator.choice(THRESHOLDS, draw(st.integers(1, 6)))
    near = np.concatenate(
        [few, np.nextafter(few, np.float32(-2)), np.nextafter(few, np.float32(2))]
    )
    hidden = generator.choice(np.clip(near, -1, 1), (length, units))
    if draw(st.booleans()):  # so that there are runs
        hidden = np.repeat(hidden, 3, axis=0)[:length]
    cuts = draw(st.lists(st.integers(0, length), max_size=6))
    first_tokens = [0, *sorted(cuts), length]
    return Searched(hidden, first_tokens, index_of(hidden, first_tokens, draw(st.integers(1, 50))))


def approx(overlap: float) -> Any:
    return pytest.approx(overlap)


hundredths = st.integers(-100, 100) | st.sampled_from([-100, 100, 0])


# ---- the strongest places of a unit --------------------------------------------------------------


@given(searched(), st.data())
def test_strongest_are_those_that_sorting_finds(case, data):
    unit = data.draw(st.integers(0, case.state_index.hidden_size - 1))
    k, weakest = data.draw(st.integers(1, 60)), data.draw(st.booleans())

    places = strongest(case.state_index, unit, k, weakest=weakest)

    column = case.hidden[:, unit]
    order = sorted(range(len(column)), key=lambda t: ((1 if weakest else -1) * column[t], t))
    assert places.positions.tolist() == order[:k]
    np.testing.assert_array_equal(places.values, column[order[:k]])


@given(st.integers(0, 2**32 - 1), st.integers(1, 900), st.integers(1, 300), st.booleans())
@example(seed=1, length=900, apart=1, weakest=False)
@example(seed=1, length=900, apart=10_000, weakest=True)
def test_places_apart_are_taken_in_turn_from_peaks_and_extremes(seed, length, apart, weakest):
    generator = np.random.default_rng(seed)
    column = generator.choice(THRESHOLDS[:: generator.integers(1, 100)], length)
    index = index_of(column[:, None], [0, length], 16_384)

    places = strongest(index, 0, 50, weakest=weakest, apart=apart)

    height = -column if weakest else column
    order = sorted(range(length), key=lambda t: (-height[t], t))
    tops = [
        max(range(start, min(start + SEGMENT, length)), key=lambda t: (height[t], -t))
        for start in range(0, length, SEGMENT)
    ]
    taken: list[int] = []
    for place in sorted({*order[:KEPT], *tops}, key=lambda t: (-height[t], t)):
        if all(abs(place - other) >= apart for other in taken):
            taken.append(place)
    assert places.positions.tolist() == taken[:50]
    np.testing.assert_array_equal(places.values, column[places.positions])


def test_places_farther_apart_than_a_segment_are_found_by_their_peaks():
    """One bump of 300 equal tokens hides all of the 200 strongest; the peaks know the others."""
    column = np.zeros(5_000, np.float32)
    column[1_000:1_300] = 0.9
    column[[150, 2_500, 4_990]] = 0.5, 0.7, 0.6

    places = strongest(index_of(column[:, None], [0, 5_000], 16_384), 0, 4, apart=400)

    assert places.positions.tolist() == [1_000, 2_500, 4_990, 150]


def test_the_cell_state_is_ranked_where_there_is_one():
    hidden, cell = (
        np.array([[0.1], [0.9], [0.3]], np.float32),
        np.array([[7], [2], [-9]], np.float32),
    )
    index = index_of(hidden, [0, 3], 16_384, cell)

    assert strongest(index, 0, 1).positions.tolist() == [1]
    assert strongest(index, 0, 1, "cell_state").positions.tolist() == [0]
    assert strongest(index, 0, 1, "cell_state", weakest=True).values.tolist() == [-9]
    assert strongest(index, 0, 9, "cell_state", weakest=True, apart=2).positions.tolist() == [2, 0]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unit": 2}, "from 0 to 1; got"),
        ({"unit": -1}, "from 0 to 1; got"),
        ({"k": 0}, "k from 1 to 200"),
        ({"k": 201}, "k from 1 to 200"),
        ({"apart": -1}, "apart >= 0"),
        ({"quantity": "forget_gate"}, "got 'forget_gate'"),
    ],
)
def test_strongest_says_what_it_expected(wrong, words):
    index = index_of(np.zeros((4, 2), np.float32), [0, 4], 16_384)

    with pytest.raises(ValueError, match=words):
        strongest(**{"index": index, "unit": 0} | wrong)


# ---- the units that are on -----------------------------------------------------------------------


@given(searched(least_tokens=1), hundredths, st.data())
def test_units_on_are_on_in_the_span_and_off_around_it(case, threshold, data):
    length = len(case.hidden)
    start = data.draw(st.integers(0, length - 1))
    stop = data.draw(st.integers(start + 1, length))
    before, after = data.draw(st.integers(0, 50)), data.draw(st.integers(0, 50))

    units = units_on(case.hidden, start, stop, threshold / 100, before, after)

    around = [t for t in range(start - before, stop + after) if 0 <= t < length]
    assert units.tolist() == [
        unit
        for unit in range(case.state_index.hidden_size)
        if all(
            (case.hidden[t, unit] >= THRESHOLDS[threshold + 100]) == (start <= t < stop)
            for t in around
        )
    ]


@pytest.mark.parametrize(
    "arguments", [(2, 2, 0.1), (3, 2, 0.1), (-1, 2, 0.1), (0, 5, 0.1), (0, 1, 0.1, -1), (0, 1, 7)]
)
def test_units_on_says_what_it_expected(arguments):
    with pytest.raises(ValueError, match="expected"):
        units_on(np.zeros((4, 2), np.float32), *arguments)


# ---- the places where they are on again ----------------------------------------------------------


def by_looking(case: Searched, units: set[int], level: int, least: float) -> list[Match]:
    """Return all matches, in order, from sets and fractions."""
    on = [set(np.flatnonzero(row >= THRESHOLDS[level]).tolist()) for row in case.hidden]
    hits: list[tuple[Fraction, int, int]] = []
    for first, last in zip(case.first_tokens, case.first_tokens[1:], strict=False):
        run: list[int] = []
        for t in range(first, last + 1):
            if t < last and len(units & on[t]) > least * len(units):
                run.append(t)
            elif run:
                overlap = sum(
                    (Fraction(len(units & on[s]), len(units | on[s])) for s in run), Fraction()
                )
                hits.append((-overlap / len(run), -len(run), run[0]))
                run = []
    return [Match(start, start - length, float(-mean)) for mean, length, start in sorted(hits)]


@given(searched(), hundredths, st.data())
def test_matches_are_those_that_looking_at_every_token_finds(case, threshold, data):
    units = data.draw(st.sets(st.integers(0, case.state_index.hidden_size - 1)))
    least = data.draw(st.sampled_from([0, 0.2, 0.25, 0.5, 0.75, 0.999, 1, 2]))
    k = data.draw(st.integers(1, 60))

    hits = matches(case.state_index, [*units, *units], threshold / 100, k, least)

    expected = by_looking(case, units, threshold + 100, least)[:k]
    assert [match[:2] for match in hits] == [match[:2] for match in expected]
    np.testing.assert_allclose(
        [match.overlap for match in hits], [match.overlap for match in expected], atol=1e-12
    )


def test_matches_in_a_worked_example():
    """Units 0 and 1 are sought. A run ends where its document does, even if it would go on."""
    hidden = np.array(
        [
            [0.5, 0.5, 0.0],  # both, and no other: overlap 1
            [0.5, 0.5, 0.5],  # both and one other: 2/3
            [0.0, 0.5, 0.0],  # one of two is not more than half
            [0.5, 0.5, 0.0],  # 1
            [0.5, 0.5, 0.0],  # 1, but in the next document
            [0.5, 0.5, 0.0],  # 1
        ],
        np.float32,
    )
    index = index_of(hidden, [0, 4, 6], 16_384)

    assert matches(index, [0, 1], 0.5) == (
        Match(4, 6, 1.0),
        Match(3, 4, 1.0),
        Match(0, 2, approx(5 / 6)),
    )
    assert matches(index, [0, 1], 0.5, k=1) == (Match(4, 6, 1.0),)
    assert matches(index, [0, 1], 0.51) == ()
    assert matches(index, [], 0.5) == ()
    assert matches(index, [0, 1], 0.5, least=0.4)[1:] == (
        Match(0, 4, approx((1 + 2 / 3 + 1 / 2 + 1) / 4)),
    )


def test_sets_of_more_units_than_a_byte_can_count_are_searched():
    hidden = np.full((3, 300), 0.5, np.float32)
    hidden[2, :20] = 0
    index = index_of(hidden, [0, 3], 16_384)

    assert matches(index, range(300), 0.5) == (Match(0, 3, approx((2 + 280 / 300) / 3)),)
    assert matches(index, range(10), 0.5) == (Match(0, 2, approx(10 / 300)),)


def test_of_a_thousand_ties_the_earliest_are_returned():
    """Where more places are equal than are asked for, the earliest are returned."""
    hidden = np.zeros((40_000, 2), np.float32)
    hidden[10::20] = 1
    hidden[39_000:39_002] = 1
    index = index_of(hidden, [0, 40_000], 16_384)

    hits = matches(index, [0, 1], 1, k=5)

    assert hits == (Match(39_000, 39_002, 1.0), *(Match(t, t + 1, 1.0) for t in range(10, 90, 20)))
    assert len(matches(index, [0], 1, k=10_000)) == 2_001


@pytest.mark.parametrize(
    "wrong",
    [{"units": [2]}, {"units": [-1]}, {"threshold": 0.305}, {"threshold": 1.01}, {"k": 0},
     {"least": -0.1}],
)  # fmt: skip
def test_matches_says_what_it_expected(wrong):
    index = index_of(np.zeros((4, 2), np.float32), [0, 4], 16_384)

    with pytest.raises(ValueError, match="expected"):
        matches(**{"index": index, "units": [0], "threshold": 0.3} | wrong)
