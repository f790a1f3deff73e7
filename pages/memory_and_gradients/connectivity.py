"""Connectivity: the tokens that each output depends on, in every network at once."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

import streamlit as st

from core.analysis.gradients.connectivity import Connectivity
from core.analysis.reading import Reading
from core.network.catalogue import NETWORK_NAMES
from core.spreadsheet import guard
from pages.components.connections import ConnectionMember, connections, read_pinned
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.explain_gradients import explain_connections
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import pickers
from pages.shared.downloads import table_file
from pages.shared.side_by_side import SideBySide, network_colours
from pages.shared.view import session
from pages.shared.view.selection import Selection

KEY = "connections"


def show(selection: Selection, compared: SideBySide) -> None:
    """Show the sentence once per network, coloured by what the chosen output depends on.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it: at least one
            token.
    """
    view = selection.of(MemoryAndGradientsView)
    reading = compared.reading
    _pick(selection, reading)
    gradient_of.say_if_beyond(selection, reading)
    asked = {name: gradient_of.outputs(selection, one) for name, one in compared.readings.items()}
    found = {
        name: cached.connected(selection.reference_of(name), selection.text, asked[name])
        for name in compared.networks
    }
    digest = _digest(compared.readings, asked)
    at = gradient_of.token(selection, reading) - 1
    connections(
        _members(found),
        reading.tokens,
        at,
        view.connection,
        digest,
        on_settled=_on_settled(digest, len(reading.tokens)),
        key=KEY,
        lecture=selection.lecture,
    )
    heard = {name: one.strength[at] for name, one in found.items()}
    explain_connections(view.connection, heard)
    table_file(
        ("network", "output_after", "token", "guarded", "input", "log2_strength", "signed"),
        lambda: _rows(found, reading),
        "gatescope-connections",
    )


def _members(found: Mapping[str, Connectivity]) -> list[ConnectionMember]:
    return [
        ConnectionMember(_(NETWORK_NAMES[name]), look, found[name].strength, found[name].signed)
        for name, look in network_colours(found).items()
    ]


def _on_settled(digest: str, tokens: int) -> Callable[[], None]:
    """Return a callback that takes over the pinned output, if it belongs to these numbers."""

    def settled() -> None:
        pinned = read_pinned(session.value_of(KEY).get("settled"))
        if pinned is not None and pinned.digest == digest:
            gradient_of.choose_token(pinned.position + 1, tokens)

    return settled


def _pick(selection: Selection, reading: Reading) -> None:
    colour, output = st.columns(2)
    with colour:
        pickers.one_of("connection", _("Colour"), wrap=True)
    with output:
        gradient_of.pick_output(selection, reading)


def _digest(readings: Mapping[str, Reading], asked: Mapping[str, tuple[int, ...]]) -> str:
    """Return one digest of everything that is coloured."""
    numbers = [(name, readings[name].digest, outputs) for name, outputs in asked.items()]
    return sha256(repr(numbers).encode()).hexdigest()


def _rows(found: Mapping[str, Connectivity], reading: Reading) -> Iterator[tuple]:
    for name, one in found.items():
        for output, (strengths, signs) in enumerate(zip(one.strength, one.signed, strict=True)):
            for place in range(output + 1):
                told = guard(reading.labels[output])
                yield (
                    name,
                    output + 1,
                    *told,
                    place + 1,
                    float(strengths[place]),
                    float(signs[place]),
                )
