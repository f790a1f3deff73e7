"""Pickers for what a gradient is of: the token it reaches back from, and the output."""

from collections.abc import Mapping
from dataclasses import replace
from typing import LiteralString

import numpy as np
import streamlit as st

from core.analysis.reading import Reading
from core.network import Network
from pages.language import _
from pages.memory_and_gradients.view import AIMS, MemoryAndGradientsView
from pages.shared import network_names, pickers, prose
from pages.shared.about_network import output_names
from pages.shared.cached.own_networks import is_own
from pages.shared.view import session
from pages.shared.view.selection import Selection

EACH = -1
"""Stands for no output in the menu, where ``None`` would mean that nothing is chosen."""


def possible(selection: Selection, network: Network) -> Selection:
    """Return the selection with a gradient of what follows from the cell that is looked at."""
    view = selection.of(MemoryAndGradientsView)
    if view.aim in _aims(network):
        return selection
    return selection.having(replace(view, aim=_aims(network)[0]))


def _aims(network: Network) -> list[str]:
    possible = {"output": network.readout_reads_cell, "loss": network.decides_loss}
    return [aim for aim in AIMS if possible.get(aim, True)]


def pick_aim(selection: Selection, network: Network) -> None:
    """Show the picker for what the gradient is of: what follows from the cell that is looked at."""
    aim = selection.of(MemoryAndGradientsView).aim
    pickers.one_of("aim", _("Gradient of"), _aims(network), value=aim, wrap=True)


def say_not_read() -> None:
    """Say that outputs cannot be followed back to a layer that another one reads."""
    prose.note(
        _(
            "The next layer reads this one, and not the readout: an output is followed back to "
            "the last layer only. Choose that layer above."
        ),
        icon=":material/info:",
    )


def token(selection: Selection, reading: Reading) -> int:
    """Return the token that gradients reach back from, from 1: the last one if none is chosen."""
    return min(
        selection.of(MemoryAndGradientsView).until or len(reading.tokens), len(reading.tokens)
    )


def choose_token(number: int, tokens: int) -> None:
    """Look back from another token; the last one is stored as ``None``, the last of any text."""
    session.choose(until=None if number >= tokens else max(number, 1))


def pick_token(selection: Selection, reading: Reading) -> None:
    """Show the slider for the token that gradients reach back from."""
    tokens, here = len(reading.tokens), token(selection, reading)
    say_if_beyond(selection, reading)
    if tokens > 1:  # a slider needs two ends
        pickers.number(
            "until",
            _("After token"),
            (1, tokens),
            slider=True,
            value=here,
            change=lambda until: choose_token(until, tokens),
        )


def say_if_beyond(selection: Selection, reading: Reading) -> None:
    """Say that the requested token does not exist, if a link names one beyond the text."""
    view = selection.of(MemoryAndGradientsView)
    if view.until is not None and view.until > len(reading.tokens):
        prose.note(_("There is no such step; showing the last one."))


def say_token(selection: Selection, reading: Reading) -> None:
    """Say which token gradients reach back from."""
    here = token(selection, reading)
    text = _("Token {number:d} of {tokens:d}: “{token}”")
    label = reading.labels[here - 1]
    st.text(text.format(number=here, tokens=len(reading.tokens), token=label))  # reads no markup


def pick_output(selection: Selection, reading: Reading, label: LiteralString = "") -> None:
    """Show the picker for the output, where there are several.

    Args:
        selection: what is shown.
        reading: a network's reading.
        label: the menu's label, if it is not named after the outputs.
    """
    names = output_names(reading)
    if len(names) < 2:
        return
    if selection.output is not None and selection.output >= len(names):
        prose.note(_("The link's output is not one of this network's."))
    chosen = EACH if _none_chosen(selection, reading) else selection.output
    pickers.one_of(
        "output",
        label or _("Output"),
        (EACH, *range(len(names))),
        lambda index: names[index] if index >= 0 else _("each network's most likely"),
        shape="menu",
        value=chosen,
        nothing=EACH,
    )


def output(selection: Selection, reading: Reading, number: int) -> int:
    """Return the output in question: the likeliest after a token, if none is chosen.

    Args:
        selection: what is shown.
        reading: a network's reading.
        number: the token, from 1.
    """
    if selection.output is None or _none_chosen(selection, reading):
        return int(np.argmax(reading.opinions[number - 1]))
    return selection.output


def outputs(selection: Selection, reading: Reading) -> tuple[int, ...]:
    """Return the output in question after each token.

    If none is chosen, it is the likeliest: for classes, at the end; for next tokens, at each step.
    """
    tokens = range(1, len(reading.tokens) + 1)
    if reading.target == "next-token":
        return tuple(output(selection, reading, number) for number in tokens)
    return (output(selection, reading, len(tokens)),) * len(tokens)


def right(selection: Selection, reading: Reading) -> int | None:
    """Return the class that the loss counts as right; ``None`` where the text itself tells."""
    if reading.target != "class":
        return None
    return output(selection, reading, len(reading.tokens))


def pick_network(selection: Selection, networks: Mapping[str, Network]) -> str:
    """Show the picker for one of the networks side by side, and return its choice."""
    names, chosen = list(networks), network(selection, networks)
    if len(names) < 2:
        return chosen

    titles = {name: prose.compose("{name}", name=network_names.of_network(name)) for name in names}

    def choose(network: str) -> None:
        cell = selection.reference_of(network).cell
        session.cue(cell=cell, network=None if network == cell else network)

    pickers.one_of(
        "network",
        _("Network"),
        names,
        titles.__getitem__,
        wrap=True,
        value=chosen,
        change=choose,
        key="one-network",
    )
    return chosen


def network(selection: Selection, networks: Mapping[str, Network]) -> str:
    """Return the name of the network that is shown: the one with the selected cell.

    Of several with that cell, it is the chosen one, or else the plainest. Beside a network of this
    session, whose cell cannot be chosen, any network may be.
    """
    of_cell = [name for name in networks if selection.cell in network_names.kind_of(name)]
    chosen = selection.network
    if chosen is not None and chosen in (networks if is_own(selection.model) else of_cell):
        return chosen
    return min(of_cell, key=len, default=next(iter(networks)))


def _none_chosen(selection: Selection, reading: Reading) -> bool:
    """Return whether no output is chosen, or one that the network does not have."""
    return selection.output is None or selection.output >= reading.opinions.shape[1]
