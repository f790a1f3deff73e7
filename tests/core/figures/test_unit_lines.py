"""The level from which a unit is on, and the marked tokens, drawn over its lines."""

import numpy as np
import pytest

from core.cells import CELLS
from core.figures.labels import escape
from core.figures.palette import colour
from core.figures.unit_lines import unit_lines, unit_lines_of, with_level, with_span
from core.notation import TITLES, in_reading_order
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, sample, shown

unit_lines = checked(unit_lines)
unit_lines_of = checked(unit_lines_of)
with_level = checked(with_level)
with_span = checked(with_span)

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
def test_the_marked_tokens_are_shaded_from_edge_to_edge(dark):
    figure = with_level(unit_lines(VALUES, shown(NASTY), TITLES, dark), 0.3, dark)
    with_span(figure, 2, 4, dark)

    (shape,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (shape.x0, shape.x1) == (1.5, 4.5)
    assert shape.fillcolor == colour("hidden_state", dark)


@pytest.mark.parametrize("unit", [0, 3])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_each_line_is_the_units_quantity_along_the_text(cell, dark, unit):
    trace = sample(cell)
    figure = unit_lines_of(trace, shown(NASTY), TITLES, unit, dark)
    names = [quantity.name for quantity in in_reading_order(trace.quantities)]

    assert [line.name for line in figure.data] == [TITLES[name] for name in names]
    for line, name in zip(figure.data, names, strict=True):
        assert np.array_equal(line.y, trace[name][:, unit])
        assert list(line.x) == list(range(1, len(NASTY) + 1))
        assert line.line.color == colour(name, dark)


@pytest.mark.parametrize("cell", CELLS)
def test_gates_states_and_candidates_differ_by_more_than_colour(cell):
    trace = sample(cell)
    lines = unit_lines_of(trace, shown(NASTY), TITLES, 0).data
    dashes = {line.name: line.line.dash for line in lines}

    for name in trace.activations:
        dash = dashes[TITLES[name]]
        kind = "dash" if name.endswith("gate") else "solid" if name.endswith("state") else "dot"
        assert dash == kind


@pytest.mark.parametrize("tokens", [NASTY, ("one",), ("the",) * 4])
def test_tokens_are_escaped_labels_at_whole_positions(tokens):
    figure = unit_lines_of(sample(tokens=tokens), shown(tokens), TITLES, 0)
    expected = [escape(label) for label in shown(tokens)]

    assert figure.layout.xaxis.type == "linear"
    assert list(figure.layout.xaxis.ticktext) == expected
    assert list(figure.layout.xaxis.tickvals) == list(range(1, len(tokens) + 1))
    assert figure.layout.xaxis.range == (0.5, len(tokens) + 0.5)
    for line in figure.data:
        assert list(line.customdata) == expected
        assert line.hovertemplate.startswith("%{customdata}")
