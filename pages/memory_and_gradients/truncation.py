"""Gradients in training: truncated backpropagation and clipping."""

from collections.abc import Iterator, Mapping

import numpy as np
import streamlit as st

from core.analysis.gradients.truncation import Truncation
from core.analysis.reading import Reading
from core.figures.labels import name_axes
from core.figures.truncation import truncation as figure
from core.network import Network
from core.spreadsheet import guard
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.clipping import clipping_panel
from pages.memory_and_gradients.explain_training import explain_truncation
from pages.memory_and_gradients.view import MAX_STEPS, MemoryAndGradientsView
from pages.shared import network_names, pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.side_by_side import SideBySide
from pages.shared.tables import table
from pages.shared.view.selection import Selection


def show(selection: Selection, compared: SideBySide) -> None:
    """Show the gradient of the loss of one of the networks, cut short and clipped.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it: at least one
            token.
    """
    networks = compared.networks
    if not all(network.decides_loss for network in networks.values()):
        prose.note(
            _(
                "This view needs a loss that follows from the cell that is looked at: that of the "
                "last layer of a network that reads forwards, token by token, and predicts what "
                "follows or the class of a text. Choose such a network or layer above."
            ),
            icon=":material/info:",
        )
        return
    name = gradient_of.network(selection, networks)
    reading, text = compared.readings[name], selection.text
    references = {each: selection.reference_of(each) for each in networks}
    _pick(selection, networks, reading)
    right = {each: gradient_of.right(selection, compared.readings[each]) for each in networks}
    losses = {
        each: cached.loss_objective(references[each], text, right[each]).value for each in networks
    }
    if np.isnan(losses[name]):
        message = _(
            "There is nothing to learn here: no token follows that the network could have "
            "predicted."
        )
        prose.note(message, icon=":material/info:")
        return
    length = _length(selection, reading)
    cut = {each: cached.cut_short(references[each], text, right[each], length) for each in networks}
    prose.heading(_("Truncated backpropagation through time (BPTT)"))
    _pick_length(selection, reading)
    _truncation(reading, cut[name], (references[name], text, right[name], length))
    explain_truncation(cut[name], length, len(reading.tokens))
    _compared(cut, losses)
    table_file(
        ("network", "position", "token", "guarded", "log2_whole", "log2_truncated"),
        lambda: _rows(cut, reading),
        "gatescope-truncation",
    )
    clipping_panel(selection, name, right)


def _pick(selection: Selection, networks: Mapping[str, Network], reading: Reading) -> None:
    which, output = st.columns(2)
    with which:
        gradient_of.pick_network(selection, networks)
    if reading.target == "class":
        with output:
            gradient_of.pick_output(selection, reading, _("Treated as the right class"))


def _length(selection: Selection, reading: Reading) -> int:
    """Return how many steps gradients go back: no more than there are."""
    return min(selection.of(MemoryAndGradientsView).truncation, max(len(reading.tokens), 1))


def _pick_length(selection: Selection, reading: Reading) -> None:
    most = min(len(reading.tokens), MAX_STEPS)
    if most > 1:  # a slider needs two ends
        label, ends = _("Cut the gradient every … tokens"), (1, most)
        shown = min(selection.of(MemoryAndGradientsView).truncation, most)
        pickers.number("truncation", label, ends, slider=True, value=shown)


def _truncation(reading: Reading, cut: Truncation, depends: tuple) -> None:
    names = (_("whole gradient"), _("truncated"))
    chart(
        "truncated-gradient",
        depends,
        lambda: name_axes(
            figure(cut.whole, cut.kept, cut.cuts, reading.labels, names, dark()),
            _("size of the gradient"),
        ),
        _("The size of the loss's gradient at each token's vector, whole and truncated."),
    )


def _compared(cut: Mapping[str, Truncation], losses: Mapping[str, float]) -> None:
    """Show for each network what is lost."""
    number = st.column_config.NumberColumn(format="%.4f")
    share = st.column_config.NumberColumn(format="percent")
    columns: dict[str, list] = {
        _("network"): [network_names.of_network(name) for name in cut],
        _("loss"): [losses[name] for name in cut],
        _("length, truncated / whole"): [_finite(each.share_kept) for each in cut.values()],
        _("cosine of the angle between"): [_finite(each.cosine) for each in cut.values()],
    }
    loss, length, cosine = list(columns)[1:]
    table(columns, {loss: number, length: share, cosine: number})


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else value


def _rows(cut: Mapping[str, Truncation], reading: Reading) -> Iterator[tuple]:
    for name, each in cut.items():
        for place, label in enumerate(reading.labels):
            yield name, place + 1, *guard(label), float(each.whole[place]), float(each.kept[place])
