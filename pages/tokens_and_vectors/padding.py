"""Padding and truncation: the length and sides to choose, and what they do to the hidden state."""

import numpy as np
import streamlit as st

from core.analysis.padded import PaddedReading, is_decided_by_last_state, read_padded
from core.analysis.reading import Reading
from core.figures.padded_states import padded_states
from core.network import Network
from core.notation import N_
from core.text.padding import Code
from core.text.tokenizers.numbers import TOGETHER
from pages.language import _, ngettext
from pages.shared import pickers, prose, tables
from pages.shared.about_network import output_names
from pages.shared.charts import dark, show_figure
from pages.shared.view.selection import Selection
from pages.tokens_and_vectors.view import MEASURES, TokensAndVectorsView

READINGS = {
    "whole": N_("the sentence as it is"),
    "masked": N_("padded or cut, with a mask"),
    "unmasked": N_("padded or cut, without a mask"),
}
MOST_OUTPUTS = 7
"""Of more outputs, the table shows those that the whole sentence makes most probable."""


def pick(selection: Selection) -> None:
    """Show the pickers for length, sides and measure; each writes the selection."""
    length, pad, cut, measure = st.columns([3, 2, 2, 3], vertical_alignment="bottom")
    with length:
        pickers.number("length", _("Length"), slider=True)
    with pad:
        pickers.one_of("pad", _("Padding"))
    with cut:
        pickers.one_of("cut", _("Truncation"))
    with measure:
        pickers.one_of(
            "measure",
            _("Hidden state"),
            names=lambda name: _(MEASURES[name]).format(unit=selection.unit),
        )


def show(network: Network, reading: Reading, selection: Selection) -> None:
    """Show what goes in, the hidden state along the steps, and what the network says at the end."""
    if not is_decided_by_last_state(network):
        prose.note(
            _(
                "What padding does is shown where the last hidden state alone decides the opinion: "
                "with a network that reads forwards, token by token, in its last layer."
            ),
            icon=":material/info:",
        )
        return
    view = selection.of(TokensAndVectorsView)
    padded = read_padded(network, reading.text, view.length, view.pad, view.cut)
    prose.caption(_("What goes in, step by step; 0 is padding:"))
    st.code(f"[{', '.join(map(_typed, padded.fitted.codes))}]", wrap_lines=True)
    lines = {
        _("with a mask: padding is passed over"): _measured(padded.masked, selection),
        _("without a mask: padding is read"): _measured(padded.unmasked, selection),
    }
    figure = padded_states(lines, _labels(reading, padded), padded.fitted.mask, dark())
    alt = _("The hidden state at every step, with and without a mask; padded steps are shaded.")
    show_figure("padded-states", figure, alt)
    _moved(reading, padded)
    tables.table(_table(reading, padded), most_rows=None)


def _typed(code: Code) -> str:
    return TOGETHER.join(f"{each:g}" for each in (code if isinstance(code, tuple) else (code,)))


def _measured(hidden: np.ndarray, selection: Selection) -> np.ndarray:
    if selection.of(TokensAndVectorsView).measure == "unit":
        return hidden[:, min(selection.unit, hidden.shape[1] - 1)]
    return np.linalg.norm(hidden, axis=1)


def _labels(reading: Reading, padded: PaddedReading) -> list[str]:
    tokens = iter(padded.fitted.kept)
    return [reading.labels[next(tokens)] if token else _("pad") for token in padded.fitted.mask]


def _moved(reading: Reading, padded: PaddedReading) -> None:
    """Say what padding and truncation changed, in the numbers of this very reading."""
    filled, lost = padded.fitted.mask.count(False), len(reading.tokens) - len(padded.fitted.kept)
    distance = float(np.linalg.norm(padded.unmasked[-1] - padded.masked[-1]))
    if filled:
        prose.say(
            ngettext(
                "Padding is a vector of zeros, yet a cell that reads it moves: biases and the old "
                "state speak. {filled:d} step of padding moved the last hidden state by "
                "{distance:.4f}; a mask leaves it where it was.",
                "Padding is a vector of zeros, yet a cell that reads it moves: biases and the old "
                "state speak. {filled:d} steps of padding moved the last hidden state by "
                "{distance:.4f}; a mask leaves it where it was.",
                filled,
            ),
            filled=filled,
            distance=distance,
        )
    elif lost:
        prose.say(
            ngettext(
                "{lost:d} token was cut off. No mask brings it back: the opinions below are of "
                "the rest.",
                "{lost:d} tokens were cut off. No mask brings them back: the opinions below are "
                "of the rest.",
                lost,
            ),
            lost=lost,
        )
    else:
        prose.say(_("The sentence has exactly this length: nothing is added or cut."))


def _table(reading: Reading, padded: PaddedReading) -> dict[str, list]:
    names, whole = output_names(reading), padded.opinions["whole"]
    shown = np.sort(np.argsort(-whole, kind="stable")[:MOST_OUTPUTS])
    columns: dict[str, list] = {_("read"): [_(READINGS[name]) for name in READINGS]}
    for output in shown:
        values = [float(padded.opinions[name][output]) for name in READINGS]
        columns[names[output]] = [f"{number:.4f}" for number in values]
    return columns
