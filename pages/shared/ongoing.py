"""Work of one screen that goes on while its visitor looks at another one: shown in the sidebar."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.shared import prose
from pages.shared.view import session

KEY = "ongoing"
EVERY = 2.0
"""Seconds between two looks."""


@dataclass(frozen=True)
class Ongoing:
    """Work that goes on as long as somebody looks at it now and then.

    Attributes:
        page: the screen that it belongs to.
        look: looks at it; returns the share that is done, in 0..1, and what is said of it, or
            ``None`` once it is over.
    """

    page: str
    look: Callable[[], tuple[float, prose.Template] | None]


def begin(work: Ongoing | None) -> None:
    """Show this work on other screens from now on; ``None`` for nothing."""
    session.keep(KEY, work)


def elsewhere(page: str) -> Ongoing | None:
    """Return the work of another screen than this one, if any goes on."""
    work: Ongoing | None = session.kept(KEY, None)
    return None if work is None or work.page == page else work


def show(work: Ongoing) -> None:
    """Show how far the work is."""
    found = work.look()
    if found is None:
        begin(None)
        return
    done, words = found
    st.progress(done, text=prose.compose(words))
