"""The curves are read back from the figure's data and checked against the counting."""

import pytest

from core.figures.palette import network_colour
from core.figures.parameter_curves import parameter_curves
from core.parameters.count import count_parameters
from core.parameters.curve import parameter_curve
from tests.core.figures.checked import checked

parameter_curves = checked(parameter_curves)

CELLS = ("rnn", "lstm", "gru")
WORDS = {"hidden size": "hidden size", "parameters": "parameters", "budget": "budget"}
SIZES = (1, 8, 16, 19, 24, 36, 48)


def curves(sizes=SIZES):
    return [parameter_curve(cell, sizes, 8, 2, True) for cell in CELLS]


@pytest.mark.parametrize("dark", [False, True])
def test_every_line_is_the_count_at_every_size(dark):
    figure = parameter_curves(curves(), dict.fromkeys(CELLS, 16), None, WORDS, dark)

    for place, (cell, line) in enumerate(zip(CELLS, figure.data[:3], strict=True)):
        assert line.x == SIZES
        assert line.y == tuple(count_parameters(cell, 8, units, 2, True).total for units in SIZES)
        assert line.line.color == network_colour(place, dark)


def test_the_chosen_sizes_are_marked_on_their_lines():
    figure = parameter_curves(curves(), {"rnn": 36, "lstm": 16, "gru": 19}, 9_000, WORDS)

    marks = [trace for trace in figure.data if "markers" in trace.mode]
    assert [mark.x for mark in marks] == [(36,), (16,), (19,)]
    assert [mark.y for mark in marks] == [
        (count_parameters(cell, 8, units, 2, True).total,)
        for cell, units in (("rnn", 36), ("lstm", 16), ("gru", 19))
    ]
    assert [mark.text for mark in marks] == [("<b>36</b>",), ("<b>16</b>",), ("<b>19</b>",)]


def test_the_budget_is_a_line_that_stays_in_view():
    figure = parameter_curves(curves(), {"lstm": 16}, 9_000, WORDS)

    (line,) = figure.layout.shapes
    assert (line.y0, line.y1) == (9_000, 9_000)
    assert "9,000" in figure.layout.annotations[-1].text
    low, high = figure.layout.yaxis.range
    assert low == 0
    assert 9_000 < high < 3 * 9_000
    assert [trace.name for trace in figure.data if "markers" in trace.mode] == ["\u2068LSTM\u2069"]


def test_without_a_budget_all_of_every_line_is_in_view():
    figure = parameter_curves(curves(), dict.fromkeys(CELLS, 16), None, WORDS)

    assert not figure.layout.shapes
    assert figure.layout.yaxis.range[1] > max(max(line.y) for line in figure.data)


def test_each_line_is_named_where_it_leaves_the_figure():
    shown = curves()
    names = parameter_curves(shown, {}, 9_000, WORDS).layout.annotations[:3]

    for note, curve in zip(names, shown, strict=True):
        assert curve.cell.upper() in note.text
        assert note.y == 18_000
        before = [x for x, y in zip(SIZES, curve.totals, strict=True) if y <= 18_000]
        assert before[-1] <= note.x <= SIZES[len(before)]

    names = parameter_curves(shown, {}, None, WORDS).layout.annotations
    assert [(note.x, note.y) for note in names] == [(48, curve.totals[-1]) for curve in shown]


@pytest.mark.parametrize("budget", [None, 1])
def test_one_size_and_a_budget_below_every_line_can_be_drawn(budget):
    figure = parameter_curves(curves((1,)), {}, budget, WORDS)

    assert [line.x for line in figure.data] == [(1,)] * 3


def test_labels_of_the_steepest_line_are_on_its_left():
    """Two lines are near each other; each has its labels on the outer side."""
    figure = parameter_curves(curves(), dict.fromkeys(CELLS, 16), 9_000, WORDS)

    assert [note.xanchor for note in figure.layout.annotations[:3]] == ["left", "right", "left"]
    marks = [trace.textposition for trace in figure.data if "markers" in trace.mode]
    assert marks == ["bottom right", "top left", "bottom right"]


def test_a_billion_is_written_with_b_not_g():
    axis = parameter_curves(curves(), {}, None, WORDS).layout.yaxis

    assert axis.tickformat is None  # which would win
    assert axis.exponentformat == "B"
    assert axis.separatethousands


def test_display_texts_are_text_not_markup():
    figure = parameter_curves(curves(), {}, 900, dict.fromkeys(WORDS, "<b>"))

    assert "&lt;b&gt;" in figure.layout.xaxis.title.text
    assert "&lt;b&gt;" in figure.layout.yaxis.title.text
    assert "&lt;b&gt;" in figure.layout.annotations[-1].text
