"""Edits of every kind that a link can hold."""

from hypothesis import strategies as st

from core.edits import Hold, Remove, Replace, Swap
from pages.shared.view.selection import MAX_INSTEAD, MAX_POSITION, MAX_UNIT
from pages.what_if.link_edits import LETTERS, limits

positions = st.integers(0, MAX_POSITION - 1)


@st.composite
def holds(draw: st.DrawFn) -> Hold:
    quantity = draw(st.sampled_from(sorted(LETTERS.values())))
    low, high = limits(quantity)
    value = draw(st.integers(round(low * 100), round(high * 100))) / 100
    start = draw(positions)
    stop = draw(st.none() | st.integers(start + 1, MAX_POSITION))
    return Hold(quantity, value, draw(st.none() | st.integers(0, MAX_UNIT)), start, stop)


edits = holds() | st.builds(Remove, positions) | st.builds(Swap, positions, positions)
edits |= st.builds(Replace, positions, st.text(max_size=MAX_INSTEAD))
