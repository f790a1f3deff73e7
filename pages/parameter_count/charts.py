"""The charts of the parameter count: weight matrices to scale, and parameters over units."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from core.figures.matrix_layout import layers_to_draw, layout
from core.figures.parameter_curves import parameter_curves
from core.figures.plain import Figure
from core.figures.weight_matrices import weight_matrices
from core.network.catalogue import TORCH_CELLS
from core.notation import TITLES
from core.parameters.conventions import KINDS
from core.parameters.curve import ParameterCurve, parameter_curve
from core.parameters.table import ParameterTable, by_tensor
from pages.language import _
from pages.parameter_count.view import ParameterCountView
from pages.shared import prose
from pages.shared.charts import chart, dark
from pages.shared.view.selection import Selection

BEYOND = 1.5
"""The factor by which the curves extend beyond the largest chosen size."""
FEWEST, MOST = 8, 200
"""The hidden size that a curve reaches at least, and about the most points that it has: enough to
be smooth, few enough to be sent."""


def show_matrices(counted: Sequence[ParameterTable], selection: Selection) -> None:
    """Draw the layers that differ: the first, and the others, which are alike."""
    kinds: dict[str, str] = {kind: _(kind) for kind in KINDS.values()}
    titles = {name: _(title) for name, title in TITLES.items()}
    if selection.of(ParameterCountView).bidirectional:
        prose.caption(_("Both directions are alike; the forward one is drawn."))
    groups = layers_to_draw(counted)
    for layers in groups:
        _heading(layers, len(groups))
        arranged = layout(counted, layers[0])
        columns = [st.container()] * len(counted) if arranged.is_flat else st.columns(len(counted))
        for place, (column, table) in enumerate(zip(columns, counted, strict=True)):
            draw = partial(weight_matrices, arranged, place, titles, kinds, dark())
            alt = _alt_text(table, layers[0], kinds)
            with column:
                count_chart(f"matrices-{layers[0]}-{table.cell}", draw, alt, selection)


def _heading(layers: range, groups: int) -> None:
    """Say which layers a line of pictures stands for, where there are several."""
    if len(layers) > 1:
        text = _("Layers {first:d} to {last:d} are alike; one of them is drawn.")
        prose.say(text, first=layers[0] + 1, last=layers[-1] + 1)
    elif groups > 1:
        prose.say(_("Layer {number:d}"), number=layers[0] + 1)


def _alt_text(table: ParameterTable, layer: int, kinds: Mapping[str, str]) -> str:
    """Return the picture in words: every matrix with its shape."""
    shapes = {
        row.tensor: f"{kinds[row.kind]} {' × '.join(map(str, row.shape))}"
        for row in by_tensor(table)
        if row.layer == layer
    }
    text = _("The weight matrices of the {cell} to scale, cut into their gates: {shapes}.")
    return text.format(cell=table.cell.upper(), shapes=", ".join(shapes.values()))


def curves_around(units: Mapping[str, int], selection: Selection) -> list[ParameterCurve]:
    """Return the curve of every cell around the chosen sizes, which are among its points."""
    view = selection.of(ParameterCountView)
    last = max(round(BEYOND * max(units.values(), default=1)), FEWEST)
    points = {*range(1, last + 1, -(-last // MOST)), last, *units.values()}
    stacked = (view.num_layers, view.bidirectional, selection.convention)
    return [
        parameter_curve(cell, sorted(points), view.input_size, *stacked) for cell in TORCH_CELLS
    ]


def show_curves(units: Mapping[str, int], selection: Selection) -> None:
    """Show the curves with the chosen sizes, and the budget if there is one."""
    words = {
        "hidden size": _("hidden size"),
        "parameters": _("parameters"),
        "budget": _("budget"),
    }
    budget = selection.of(ParameterCountView).budget

    def draw() -> Figure:
        curves = curves_around(units, selection)
        return parameter_curves(curves, units, budget, words, dark())

    alt = _("Parameters over units: each cell's line bends upwards, the LSTM's is the steepest.")
    count_chart("parameter-curves", draw, alt, selection)


def count_chart(key: str, draw: Callable[[], Figure], alt: str, selection: Selection) -> None:
    """Show the figure ``draw`` makes of the sizes, drawn again only when one of them changes."""
    view = selection.of(ParameterCountView)
    sizes = (view.input_size, view.hidden_size, view.budget)
    stacked = (view.num_layers, view.bidirectional)
    chart(key, (*sizes, *stacked, selection.convention, view.bars), draw, alt)
