"""Where a state comes back, and what is quoted, against brute force."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.generation.loops import Loop, find_loops
from core.generation.quotes import Quote, find_quotes

SHORT = st.text("ab\U0001f600", max_size=14)


def test_a_circle_of_states_is_found_once_and_whole() -> None:
    states = np.array([[1.0, 0], [0, 1], [5, 5], [0, 1.001], [5, 5], [0, 1], [9, 9]])
    loops = find_loops(states, "xababaz"[:7], within=0.01)
    assert [(loop.start, loop.period, loop.length) for loop in loops] == [(3, 2, 3)]


def test_the_same_state_after_another_token_is_no_loop() -> None:
    states = np.ones((3, 2))
    assert find_loops(states, "abc", 0.01) == ()
    assert find_loops(states, "aab", 0.01) == (Loop(1, 1, 1, 0.0),)
    assert find_loops(np.zeros((0, 2)), "", 0.01) == ()


def by_brute_force(written: str, source: str, at_least: int) -> list[tuple[int, int]]:
    """Return start and end of every stretch that cannot be made longer, none within another."""
    found = []
    for start in range(len(written)):
        ends = [end for end in range(start, len(written) + 1) if written[start:end] in source]
        longest = max(ends)
        if longest - start >= at_least and (not found or longest > found[-1][1]):
            found.append((start, longest))
    return found


@given(SHORT, SHORT, st.integers(1, 4))
def test_quotes_are_the_longest_stretches(written: str, source: str, at_least: int) -> None:
    quotes = find_quotes(written, source, at_least)
    found = [(quote.start, quote.start + len(quote.text)) for quote in quotes]
    assert found == by_brute_force(written, source, at_least)
    for quote in quotes:
        assert quote.text == written[quote.start :][: len(quote.text)]
        assert quote.place == source.find(quote.text)


def test_a_quote_says_where_it_stands() -> None:
    assert find_quotes("we say: to be or not", "To be, to be or not to be", 8) == (
        Quote(7, " to be or not", 6),
    )
