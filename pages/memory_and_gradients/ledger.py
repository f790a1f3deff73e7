"""The ledger of one unit's memory: which token wrote it, and how much of that is left."""

from collections.abc import Iterator, Mapping

import numpy as np
import streamlit as st

from core.analysis.memory.ledger import Carry, ledger, left
from core.analysis.reading import Reading
from core.figures.contributions import contributions
from core.figures.labels import name_axes
from core.figures.ledger import ledger as stacked
from core.network import Network
from core.notation import TITLES
from core.spreadsheet import guard
from pages.components.over_chart import Clicked, Cursor
from pages.language import _
from pages.memory_and_gradients import cached, gradient_of
from pages.memory_and_gradients.explain_ledger import explain_ledger, explain_rnn_ledger
from pages.memory_and_gradients.output_shares import shares_panel
from pages.shared import pickers, prose
from pages.shared.charts import chart, dark
from pages.shared.downloads import table_file
from pages.shared.side_by_side import SideBySide
from pages.shared.tables import units_table
from pages.shared.view import session
from pages.shared.view.selection import Selection

MOST_NAMED = 8
"""Tokens with a colour of their own; more would be hard to tell apart."""


def show(selection: Selection, compared: SideBySide) -> None:
    """Show who wrote the selected unit's memory in one of the networks.

    Args:
        selection: what is shown.
        compared: the networks side by side, and the text as each reads it: at least one
            token.
    """
    name = gradient_of.network(selection, compared.networks)
    network, reading = compared.networks[name], compared.readings[name]
    unit = min(selection.unit, network.card.hidden_size - 1)
    _pick(selection, compared.networks, reading, unit)
    if network.card.cell == "rnn":
        explain_rnn_ledger(unit)
        return
    carry = cached.kept_and_written(selection.reference_of(name), selection.text)
    number = gradient_of.token(selection, reading)
    quantity = network.cell.memory
    _stacked(reading, carry, unit, number, quantity)
    explain_ledger(carry, unit, number - 1, reading.labels, quantity)
    wrote, units = st.columns(2)
    with wrote:
        _written(reading, carry, unit, number)
    with units:
        _largest(carry, unit, number, reading)
    table_file(
        ("position", "token", "guarded", "memory", "initial", *_columns(reading)),
        lambda: _rows(reading, carry, unit),
        f"gatescope-ledger-{name}-unit-{unit}",
    )
    if network.readout_reads_cell:
        shares_panel(selection, name, reading, number)
    else:
        gradient_of.say_not_read()


def _pick(
    selection: Selection, networks: Mapping[str, Network], reading: Reading, unit: int
) -> None:
    which, what, token, label = st.columns([5, 2, 5, 3])
    with which:
        name = gradient_of.pick_network(selection, networks)
    with what:
        ends = (0, networks[name].card.hidden_size - 1)
        pickers.number("unit", _("Unit"), ends, value=unit, change=session.cue, key="ledger-unit")
    with token:
        gradient_of.pick_token(selection, reading)
    with label:
        gradient_of.say_token(selection, reading)


def _stacked(reading: Reading, carry: Carry, unit: int, number: int, quantity: str) -> None:
    memory = _(TITLES[quantity])
    title = _("{memory} of unit {unit:d}").format(memory=memory, unit=unit)
    names = (_("before the text"), _("all other tokens"), memory)

    def clicked(point: Clicked) -> None:
        gradient_of.choose_token(int(point.x), len(reading.tokens))

    chart(
        "ledger",
        (reading.digest, unit, number),
        lambda: name_axes(
            stacked(
                ledger(carry, unit),
                carry.memory[:, unit],
                reading.labels,
                names,
                number - 1,
                quantity,
                MOST_NAMED,
                dark(),
            ),
            title,
        ),
        _("What is left of what each token wrote into this unit, stacked, at every step."),
        cursor=Cursor(number),
        on_click=clicked,
    )


def _written(reading: Reading, carry: Carry, unit: int, number: int) -> None:
    prose.heading(
        _("Who wrote unit {unit:d}, as it is after token {number:d}"),
        unit=unit,
        number=number,
    )
    chart(
        "written-by",
        (reading.digest, unit, number),
        lambda: name_axes(
            contributions(
                left(carry, number - 1)[: number + 1, unit],
                reading.labels[:number],
                _("before the text"),
                dark=dark(),
            ),
            _("what is left"),
        ),
        _("A bar for each token: what is left of what it wrote into this unit's memory."),
    )


def _largest(carry: Carry, unit: int, number: int, reading: Reading) -> None:
    """Show all units, those that remember most at this step first, and who wrote each."""
    prose.heading(_("Units that remember most"))
    entries, memory = left(carry, number - 1), carry.memory[number - 1]
    units = np.argsort(-np.abs(memory), kind="stable").tolist()
    most = np.abs(entries).argmax(axis=0)
    names = [_("before the text"), *reading.labels]
    columns = {
        _("unit"): units,
        _("memory"): [float(memory[row]) for row in units],
        _("largest part from"): [
            f"{most[row]} {names[most[row]]}" if most[row] else names[0] for row in units
        ],
        _("that part"): [float(entries[most[row], row]) for row in units],
    }
    signed = st.column_config.NumberColumn(format="%+.3f")
    config = {_("memory"): signed, _("that part"): signed}
    units_table(columns, units, unit, "units-by-memory", config)


def _columns(reading: Reading) -> Iterator[str]:
    return (f"from_{number}" for number in range(1, len(reading.tokens) + 1))


def _rows(reading: Reading, carry: Carry, unit: int) -> Iterator[tuple]:
    matrix = ledger(carry, unit)
    for place, label in enumerate(reading.labels):
        numbers = (float(carry.memory[place, unit]), *map(float, matrix[place]))
        yield place + 1, *guard(label), *numbers
