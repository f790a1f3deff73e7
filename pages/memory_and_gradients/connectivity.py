"""Connectivity: the tokens that each output depends on, in every network at once."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

import streamlit as st

from core.analysis.gradients.connectivity import Connectivity
from core.analysis.reading import Reading
from core.spreadsheet import guard
from pages.components.connections import ConnectionMember, connections, read_pinned
from pages.language import _
from pages.memory_and_gradients import gradient_of, long_work
from pages.memory_and_gradients.explain_gradients import explain_connections
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import network_names, pickers
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
    if not all(network.readout_reads_cell for network in compared.networks.values()):
        gradient_of.say_not_read()
        return
    _pick(selection, reading)
    gradient_of.say_if_beyond(selection, reading)
    outputs = {
        name: gradient_of.outputs(selection, each) for name, each in compared.readings.items()
    }
    named = {name: selection.reference_of(name) for name in compared.networks}
    connected = long_work.connections(named, selection.text, outputs)
    if connected is None:
        return
    digest = _digest(compared.readings, outputs)
    at = gradient_of.token(selection, reading) - 1
    connections(
        _members(connected),
        reading.tokens,
        at,
        view.connection,
        digest,
        on_settled=_on_settled(digest, len(reading.tokens)),
        key=KEY,
        lecture=selection.lecture,
    )
    strengths = {name: each.strength[at] for name, each in connected.items()}
    explain_connections(view.connection, strengths)
    table_file(
        ("network", "output_after", "token", "guarded", "input", "log2_strength", "signed"),
        lambda: _rows(connected, reading),
        "gatescope-connections",
    )


def _members(connected: Mapping[str, Connectivity]) -> list[ConnectionMember]:
    return [
        ConnectionMember(
            network_names.of_network(name), colour, connected[name].strength, connected[name].signed
        )
        for name, colour in network_colours(connected).items()
    ]


def _on_settled(digest: str, tokens: int) -> Callable[[], None]:
    """Return a callback that takes over the pinned output, if it belongs to these numbers."""

    def settled() -> None:
        pinned = read_pinned(session.reported(KEY, "settled"))
        if pinned is not None and pinned.digest == digest:
            gradient_of.choose_token(pinned.position + 1, tokens)

    return settled


def _pick(selection: Selection, reading: Reading) -> None:
    colour, output = st.columns(2)
    with colour:
        pickers.one_of("connection", _("Colour"), wrap=True)
    with output:
        gradient_of.pick_output(selection, reading)


def _digest(readings: Mapping[str, Reading], outputs: Mapping[str, tuple[int, ...]]) -> str:
    """Return one digest of everything that is coloured."""
    numbers = [(name, readings[name].digest, chosen) for name, chosen in outputs.items()]
    return sha256(repr(numbers).encode()).hexdigest()


def _rows(connected: Mapping[str, Connectivity], reading: Reading) -> Iterator[tuple]:
    for name, each in connected.items():
        for output, (strengths, signs) in enumerate(zip(each.strength, each.signed, strict=True)):
            for place in range(output + 1):
                label = guard(reading.labels[output])
                yield (
                    name,
                    output + 1,
                    *label,
                    place + 1,
                    float(strengths[place]),
                    float(signs[place]),
                )
