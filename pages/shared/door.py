"""The door: while the server has as many sessions as it takes, others wait outside of it."""

import streamlit as st

from core.language import best
from pages import language
from pages.language import _
from pages.shared import prose
from pages.shared.cached.jobs import seats
from pages.shared.limits import limits
from pages.shared.view import visitor

EVERY = 5.0
"""Seconds between two tries to come in."""


def enter() -> None:
    """Let this session in, if there is room; otherwise say so, and end the page.

    This comes before anything that costs memory or time.
    """
    if not visitor.is_served() or seats().take(visitor.name()):
        return
    language.use(best(st.context.locale))
    st.set_page_config(page_title="Gatescope", layout="centered")
    prose.title("Gatescope")
    prose.warn(
        _(
            "The room is full: this server takes {most:,} open pages at a time. This page tries "
            "again by itself every few seconds, and opens as soon as somebody leaves."
        ),
        most=limits().sessions,
        icon=":material/door_front:",
    )
    st.fragment(_try_again, run_every=EVERY)()
    st.stop()


def _try_again() -> None:
    if seats().take(visitor.name()):
        st.rerun()
