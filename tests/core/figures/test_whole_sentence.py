"""The heatmaps are read back from the figure's data and checked against the trace."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core.cells import CELLS
from core.figures.labels import MOST_LABELS, escape
from core.figures.palette import colour, page
from core.figures.whole_sentence import MOST_TARGETS, whole_sentence
from core.notation import TITLES, in_reading_order
from core.trace import Trace
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, sample, shown

whole_sentence = checked(whole_sentence)


def drawn(trace: Trace, dark: bool = False) -> Any:
    return whole_sentence(trace, shown(trace.tokens), TITLES, dark)


def names_of(trace: Trace) -> list[str]:
    return [quantity.name for quantity in in_reading_order(trace.quantities)]


def heatmaps(figure: go.Figure) -> list[Any]:
    return [panel for panel in figure.data if panel.type == "heatmap"]


def targets(figure: go.Figure) -> list[Any]:
    return [points for points in figure.data if points.type == "scatter"]


@pytest.mark.parametrize("tokens", [NASTY, (), ("one",), ("w",) * 256])
@pytest.mark.parametrize("cell", CELLS)
def test_each_heatmap_is_its_quantity_exactly_in_the_order_of_reading(cell, tokens):
    trace = sample(cell, tokens)
    panels = heatmaps(drawn(trace))
    names = names_of(trace)

    assert [panel.name for panel in panels] == [TITLES[name] for name in names]
    for panel, values in zip(panels, map(trace.__getitem__, names), strict=True):
        assert panel.z.dtype == np.float32
        assert np.array_equal(panel.z, values.T)
        assert list(panel.x) == list(range(1, len(tokens) + 1))
        assert panel.y is None  # units by their number, from 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_scales_are_the_bounds_or_symmetric_about_zero(cell, dark):
    trace = sample(cell)

    quantities = in_reading_order(trace.quantities)
    for panel, quantity in zip(heatmaps(drawn(trace, dark)), quantities, strict=True):
        ends = (panel.zmin, panel.zmax)
        if quantity.bounds is not None:
            assert ends == quantity.bounds
        else:
            assert ends[0] == -ends[1]
            assert ends[1] == np.abs(trace[quantity.name]).max()
        zero = (0 - ends[0]) / (ends[1] - ends[0])
        assert dict(panel.colorscale)[zero] == page(dark)


def test_a_cell_state_that_is_zero_throughout_has_a_scale():
    trace = sample("lstm")
    zeros = {name: np.zeros_like(values) for name, values in trace.activations.items()}
    trace = Trace(trace.tokens, trace.quantities, zeros, trace.preactivations)

    (panel,) = [each for each in heatmaps(drawn(trace)) if each.name == TITLES["cell_state"]]

    assert (panel.zmin, panel.zmax) == (-1, 1)


@pytest.mark.parametrize("tokens", [NASTY, ("one",), ("the",) * 5, tuple("0123456789" * 3)])
def test_tokens_label_positions_and_are_never_positions_themselves(tokens):
    figure = drawn(sample(tokens=tokens))

    for axis in figure.select_xaxes():
        assert axis.type == "linear"
        assert list(axis.tickvals) == list(range(1, len(tokens) + 1))
        assert list(axis.ticktext) == [escape(label) for label in shown(tokens)]
        assert axis.range == (0.5, len(tokens) + 0.5)


def test_many_tokens_have_few_labels():
    tokens = tuple(f"word{position}" for position in range(256))
    axis = next(drawn(sample(tokens=tokens)).select_xaxes())

    assert len(axis.ticktext) == len(axis.tickvals) <= MOST_LABELS
    for position, text in zip(axis.tickvals, axis.ticktext, strict=True):
        assert text == escape(f"word{position - 1}")


@pytest.mark.parametrize("cell", CELLS)
def test_hovering_shows_the_value_and_the_escaped_token_of_that_place(cell):
    trace = sample(cell)
    labels = [escape(label) for label in shown(trace.tokens)]

    values_in_order = map(trace.__getitem__, names_of(trace))
    for points, values in zip(targets(drawn(trace)), values_in_order, strict=True):
        assert "%{customdata}" in points.hovertemplate
        assert len(points.x) == values.size
        for x, y, token, value in zip(
            points.x, points.y, points.customdata, points.hovertext, strict=True
        ):
            assert token == labels[x - 1]
            assert value == f"{values[x - 1, y]:.4f}"


def test_no_typed_text_is_in_a_template():
    figure = drawn(sample())

    for piece in figure.data:
        template = (piece.hovertemplate or "") + (piece.texttemplate or "")
        assert not any(token in template for token in ("2020", "<b>", "%{x}%{x}", "the", "1e5"))


def test_a_large_trace_has_a_bounded_number_of_points_and_all_of_its_numbers():
    trace = sample("lstm", ("w",) * 256, hidden_size=128)
    figure = drawn(trace)

    assert MOST_TARGETS / 2 < sum(len(points.x) for points in targets(figure)) <= MOST_TARGETS
    assert sum(panel.z.size for panel in heatmaps(figure)) == 6 * 256 * 128
    assert len(str(figure.to_json())) < 3e6


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_titles_are_in_their_quantitys_colour(cell, dark):
    trace = sample(cell)
    titles = list(drawn(trace, dark).select_annotations())

    assert [title.text for title in titles] == [TITLES[name] for name in names_of(trace)]
    assert [title.font.color for title in titles] == [
        colour(name, dark) for name in names_of(trace)
    ]


def test_drawing_leaves_the_trace_as_it_was():
    trace = sample()
    copies = {name: values.copy() for name, values in trace.activations.items()}

    drawn(trace)

    assert all(np.array_equal(copies[name], trace[name]) for name in copies)
