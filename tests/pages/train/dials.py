"""Changes of the dials, as Hypothesis makes them up."""

from hypothesis import strategies as st

from core.training.live import Clipping
from core.training.live.changes import Change, Dials
from pages.train.view import MOST_CHANGES


def _changes(rows: list[tuple[int, int, str, int]]) -> tuple[Change, ...]:
    return tuple(
        Change(step, Dials(rate / 100_000, Clipping(kind, limit / 1_000)))  # type: ignore[arg-type]
        for step, rate, kind, limit in sorted(rows)
    )


changes = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.integers(1, 1_000_000),
        st.sampled_from(["norm", "value", "off"]),
        st.integers(1, 100_000),
    ),
    max_size=MOST_CHANGES,
    unique_by=lambda change: change[0],
).map(_changes)
"""Of the dials of a training, in the order of their steps."""
