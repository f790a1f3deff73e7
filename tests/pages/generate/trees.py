"""Trees of branches of every kind that a link can hold."""

from hypothesis import strategies as st

from core.generation.tree import Branch
from pages.generate.link_tree import LONGEST, MOST_BRANCHES, Branches
from pages.shared.view.selection import MAX_OUTPUT


@st.composite
def trees(draw: st.DrawFn) -> Branches:
    """Return branches, each of which leaves an earlier run, and one that is shown."""
    count = draw(st.integers(0, MOST_BRANCHES))
    items = tuple(
        Branch(
            draw(st.integers(0, number)),
            draw(st.integers(0, LONGEST - 1)),
            draw(st.integers(0, MAX_OUTPUT)),
        )
        for number in range(count)
    )
    return Branches(items, draw(st.integers(0, count)))
