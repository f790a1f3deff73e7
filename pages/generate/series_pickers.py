"""The pickers of a series: how much is read, how far it goes, the cycle, another series."""

from functools import partial
from zlib import crc32

import streamlit as st

from core.analysis.reading import Reading
from core.sequence_tasks.wave import made_up
from pages.generate.series_run import values_read
from pages.generate.series_view import SeriesView
from pages.language import _
from pages.shared import pickers
from pages.shared.view import network_choice, registry, session
from pages.shared.view.selection import Selection

LENGTH = 80
"""Values of a series that is made up here: as many as fit in a link."""


def pick(selection: Selection, typed: Reading) -> None:
    """Show the pickers in one row.

    Args:
        selection: what is shown.
        typed: the series as the network reads it.
    """
    known = len(typed.tokens)
    read, ahead, cycle, another = st.columns([4, 3, 3, 3], vertical_alignment="bottom")
    with read:
        if known > 1:  # a slider needs two ends
            pickers.number(
                "values_read",
                _("Values that it reads first"),
                (1, known),
                slider=True,
                value=values_read(selection, known),
                change=partial(_change, known),
            )
    with ahead:
        pickers.number("steps_ahead", _("Steps ahead"), change=partial(_change, known))
    with cycle:
        pickers.number("cycle", _("Steps of the cycle"))
    if selection.model == "wave":
        with another:
            st.button(
                _("Another series"),
                icon=":material/casino:",
                width="stretch",
                on_click=_another,
                help=_(
                    "A new one by the rule that the networks learned from: a trend, a cycle of 30 "
                    "days, one of 7, and noise."
                ),
            )


def _change(known: int, **changes: int) -> None:
    """Change how far the series goes; the stepper stays where it is if that is still there.

    Args:
        known: how many values are known.
        changes: fields with their new values.
    """
    changed = registry.changed(session.selection_now(), **changes)
    last = values_read(changed, known) + changed.of(SeriesView).steps_ahead
    if changed.position > last:
        session.cue(position=last, **changes)
    else:
        session.choose(**changes)


def _another() -> None:
    """Make up another series; which one follows from the one that is shown, not from chance."""
    shown = session.selection_now().text
    network_choice.read(made_up(crc32(shown.encode()), LENGTH))
