"""The mark at the current token, as shapes over a finished figure."""

import copy

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures.cursor import with_cursor
from core.figures.opinion import opinion
from core.figures.palette import colour
from core.figures.unit_lines import unit_lines_of
from core.figures.whole_sentence import whole_sentence
from core.notation import TITLES
from tests.core.figures.sample import NASTY, sample, shown


def places(spec: dict) -> list[tuple]:
    """Return what the cursor's frames span, and by which axes; other shapes are lines."""
    frames = [shape for shape in spec["layout"]["shapes"] if shape["type"] == "rect"]
    return [
        tuple(shape[name] for name in ("xref", "x0", "x1", "yref", "y0", "y1")) for shape in frames
    ]


def test_one_column_and_one_row_are_framed_in_every_panel():
    spec = whole_sentence(sample("gru"), shown(NASTY), TITLES).to_dict()

    framed = places(with_cursor(spec, position=3, unit=2))

    assert len(framed) == 2 * 4
    for number in ("", "2", "3", "4"):
        x, y = f"x{number}", f"y{number}"
        assert (x, 2.5, 3.5, f"{y} domain", 0, 1) in framed
        assert (f"{x} domain", 0, 1, y, 1.5, 2.5) in framed


@pytest.mark.parametrize("dark", [False, True])
def test_a_line_chart_has_its_column_only_and_keeps_its_own_lines(dark):
    spec = opinion(np.array([[0.4, 0.6]], np.float32), ["no", "yes"], ["a"], dark).to_dict()

    marked = with_cursor(spec, position=1, dark=dark)

    assert places(marked) == [("x", 0.5, 1.5, "y domain", 0, 1)]
    assert marked["layout"]["shapes"][:-1] == list(spec["layout"]["shapes"])
    assert marked["layout"]["shapes"][-1]["line"]["color"] == colour("hidden_state", dark)


def test_a_cursor_leaves_the_figure_as_it_was():
    spec = unit_lines_of(sample(), shown(NASTY), TITLES, 0).to_dict()
    before = copy.deepcopy(spec["layout"])

    first, second = with_cursor(spec, 1), with_cursor(spec, 2)

    assert spec["layout"] == before
    assert places(first) != places(second)
    assert len(places(second)) == 1


def test_plotly_accepts_a_figure_with_a_cursor():
    spec = whole_sentence(sample(), shown(NASTY), TITLES).to_dict()

    assert len(go.Figure(with_cursor(spec, 1, 0)).layout.shapes) == 2 * 6
