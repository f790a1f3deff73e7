"""The weight matrices of the counted cells, drawn to scale, layer by layer."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from core.figures.matrix_layout import layers_to_draw, layout
from core.figures.weight_matrices import weight_matrices
from core.notation import TITLES
from core.parameters.conventions import KINDS
from core.parameters.table import ParameterTable, by_tensor
from pages.language import _
from pages.shared.count_chart import count_chart
from pages.shared.frame import dark
from pages.shared.selection import Selection


def show(counted: Sequence[ParameterTable], selection: Selection) -> None:
    """Draw the layers that differ: the first, and the others, which are alike."""
    kinds = {kind: _(kind) for kind in KINDS.values()}
    titles = {name: _(title) for name, title in TITLES.items()}
    if selection.bidirectional:
        st.caption(_("Both directions are alike; the forward one is drawn."))
    groups = layers_to_draw(counted)
    for layers in groups:
        _heading(layers, len(groups))
        arranged = layout(counted, layers[0])
        columns = [st.container()] * len(counted) if arranged.is_flat else st.columns(len(counted))
        for place, (column, table) in enumerate(zip(columns, counted, strict=True)):
            draw = partial(weight_matrices, arranged, place, titles, kinds, dark())
            alt = _said(table, layers[0], kinds)
            with column:
                count_chart(f"matrices-{layers[0]}-{table.cell}", draw, alt, selection)


def _heading(layers: range, groups: int) -> None:
    """Say which layers a line of pictures stands for, where there are several."""
    if len(layers) > 1:
        text = _("Layers {first:d} to {last:d} are alike; one of them is drawn.")
        st.markdown(text.format(first=layers[0] + 1, last=layers[-1] + 1))
    elif groups > 1:
        st.markdown(_("Layer {number:d}").format(number=layers[0] + 1))


def _said(table: ParameterTable, layer: int, kinds: Mapping[str, str]) -> str:
    """Return the picture in words: every matrix with its shape."""
    shapes = {
        row.tensor: f"{kinds[row.kind]} {' × '.join(map(str, row.shape))}"
        for row in by_tensor(table)
        if row.layer == layer
    }
    text = _("The weight matrices of the {cell} to scale, cut into their gates: {shapes}.")
    return text.format(cell=table.cell.upper(), shapes=", ".join(shapes.values()))
