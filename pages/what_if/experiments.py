"""Ready-made experiments: each takes one click, at the current token."""

from collections.abc import Callable, Hashable, Mapping

import streamlit as st

from core.analysis.reading import Reading
from core.edits import Edit, Hold, Remove
from core.notation import N_, Message
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.what_if import ablation_table, changes
from pages.what_if.view import WhatIfView

FORGET, KEEP = N_("Forget everything at this token"), N_("Keep everything from this token on")
WRITE = N_("Write nothing from this token on")
RESET = N_("Show the candidate all of the state")
EMPTY = N_("Empty the state after this token")
LEAVE = N_("Leave this token out")
SILENCE = N_("Silence the unit that matters most")
_SILENCE = "silence-foremost"

_HOLDS: Mapping[str, Mapping[Message, tuple[str, float, bool]]] = {
    "rnn": {EMPTY: ("hidden_state", 0.0, False)},
    "lstm": {
        FORGET: ("forget_gate", 0.0, False),
        KEEP: ("forget_gate", 1.0, True),
        WRITE: ("input_gate", 0.0, True),
    },
    "gru": {
        FORGET: ("update_gate", 0.0, False),
        KEEP: ("update_gate", 1.0, True),
        RESET: ("reset_gate", 1.0, True),
    },
    "paper-gru": {
        FORGET: ("update_gate", 1.0, False),
        KEEP: ("update_gate", 0.0, True),
        RESET: ("reset_gate", 1.0, True),
    },
    "min-gru": {FORGET: ("update_gate", 1.0, False), KEEP: ("update_gate", 0.0, True)},
}
"""Each experiment's quantity, held in all units, its value, and whether it goes on to the end."""
NOTHING = Hold("forget_gate", 0.0, None, 0, 1)
"""Forgetting at the first token: an LSTM starts from a memory of zeros."""


def ready(cell: str, position: int) -> dict[Message, Edit]:
    """Return the experiments with a cell at a position, by their names.

    >>> ready("gru", 2)["Forget everything at this token"]
    Hold(quantity='update_gate', value=0.0, unit=None, start=2, stop=3)
    """
    edits: dict[Message, Edit] = {
        name: Hold(quantity, value, None, position, None if beyond else position + 1)
        for name, (quantity, value, beyond) in _HOLDS[cell].items()
    }
    return edits | {LEAVE: Remove(position)}


def buttons(selection: Selection, reading: Reading) -> None:
    """Show a button for each experiment on a text."""
    with (
        st.expander(_("Ready experiments"), icon=":material/science:", expanded=True, key="ready"),
        st.container(gap="xxsmall"),
    ):
        edits = ready(selection.cell, selection.position - 1)
        for name, edit in edits.items():
            _button(name, changes.add, edit, idle=edit == NOTHING)
        _button(SILENCE, _silence)
        _silence_if_found(selection, reading)
        if NOTHING in edits.values():
            prose.caption(
                _("Before the first token there is nothing to forget: choose a later one.")
            )


def _button(name: Message, then: Callable[..., None], *args: object, idle: bool = False) -> None:
    st.button(
        _(name),
        icon=":material/play_arrow:",
        type="tertiary",
        key=name,
        disabled=idle or changes.full(),
        on_click=then,
        args=args,
    )


def _silence() -> None:
    """Ask for the unit whose absence changes the last opinion most."""
    session.keep(_SILENCE, _asked(session.selection_now()))


def _silence_if_found(selection: Selection, reading: Reading) -> None:
    """Silence the unit that was asked for, once it is known, and run the page again."""
    if session.kept(_SILENCE, None) != _asked(selection):
        return
    sweep = ablation_table.swept("foremost", selection, reading)
    if sweep is None:
        return
    session.keep(_SILENCE, None)
    unit = int(sweep.ranking[0])
    session.cue(unit=unit)
    changes.add(Hold("hidden_state", 0.0, unit))
    st.rerun()


def _asked(selection: Selection) -> Hashable:
    """Return all that the answer depends on."""
    view = selection.of(WhatIfView)
    return selection.reference, selection.text, view.edits, view.other
