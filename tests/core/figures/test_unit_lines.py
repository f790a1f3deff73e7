"""What is drawn over a unit's lines: the level from which it is on, and the brushed tokens."""

import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.palette import colour
from core.figures.unit_lines import unit_lines, with_level, with_span
from core.notation import TITLES
from tests.core.figures.sample import NASTY, shown

VALUES = {
    "forget_gate": np.linspace(0, 1, len(NASTY), dtype=np.float32),
    "hidden_state": np.linspace(-1, 1, len(NASTY), dtype=np.float32),
}


@pytest.mark.parametrize("dark", [False, True])
def test_each_line_is_a_quantity_under_its_title_and_colour(dark):
    figure = unit_lines(VALUES, shown(NASTY), TITLES, dark)

    for line, (name, values) in zip(figure.data, VALUES.items(), strict=True):
        assert line.name == TITLES[name]
        assert line.line.color == colour(name, dark)
        assert np.array_equal(line.y, values)
        assert list(line.customdata) == [escape(label) for label in shown(NASTY)]


def test_the_level_is_a_line_at_its_height():
    figure = with_level(unit_lines(VALUES, shown(NASTY), TITLES), 0.3)

    (shape,) = figure.layout.shapes
    assert (shape.type, shape.y0, shape.y1) == ("line", 0.3, 0.3)


@pytest.mark.parametrize("dark", [False, True])
def test_the_brushed_tokens_are_shaded_from_edge_to_edge(dark):
    figure = with_level(unit_lines(VALUES, shown(NASTY), TITLES, dark), 0.3, dark)
    with_span(figure, 2, 4, dark)

    (shape,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (shape.x0, shape.x1) == (1.5, 4.5)
    assert shape.fillcolor == colour("hidden_state", dark)
