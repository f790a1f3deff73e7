"""Which parts of a page are drawn again, and when: those in view, and those that show a step."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.components.base.settled import read_settled
from pages.shared.view import session

NAVIGATION, LINK = "navigation", "link"
"""Parts of a page that hold links to the view."""


def is_near(part: str) -> bool:
    """Return whether a part of the page is in view, or nearly, as far as the browser has said."""
    return part in session.kept(session.NEAR, ())


def draw_all_if_changed() -> None:
    """Have all of the page drawn, if only a part is and something in it has changed the view.

    The link and whatever else on the page shows the view would be left as they were.
    """
    if session.take_flag(session.CHANGED) and _due():
        st.rerun()


def on_near(watcher: str, part: str) -> Callable[[], None]:
    """Return a callback that has a part of the page drawn once it is in view, or nearly.

    Args:
        watcher: the key of the component that watches it, and of the part that this is in.
        part: the key of the part.
    """

    def changed() -> None:
        near = session.reported(watcher, "near")
        if near is None:
            return
        known = session.kept(session.NEAR, frozenset())
        session.keep(session.NEAR, known | {part} if near is True else known - {part})
        if near is True:
            draw_again((part, watcher))

    return changed


def on_settled(
    key: str, digest: str, *shows_unit: str, shows_step: Sequence[str] = ()
) -> Callable[[], None]:
    """Return a callback that takes over where people settled, if the stepper had this trace.

    What shows the step follows it in the browser, but for parts that say so: only these and the
    links are then drawn again, and, if the unit is another one, the parts that show it.

    Args:
        key: of the stepper, which is a part of the page by itself.
        digest: of the trace.
        shows_unit: the keys of parts that show the selected unit.
        shows_step: the keys of parts that show the step, with numbers that only Python has.
    """

    def settled() -> None:
        report = read_settled(session.reported(key, "settled"))
        if report is None or report.digest != digest:
            return
        before = session.selection_now()
        always = (LINK, NAVIGATION, *shows_step)
        parts = always if report.unit == before.unit else (*always, *shows_unit)
        session.choose(position=report.position, unit=report.unit)
        session.take_flag(session.CHANGED)  # these parts are all that shows it
        draw_again(parts)

    return settled


def draw_again(parts: Sequence[str]) -> None:
    """Have only these parts of the page drawn again, if just one part was to be, else all of it."""
    if due := _due():
        st.rerun(parts if len(due) == 1 else "app")


def _due() -> Sequence[str]:
    """Return the identifiers of the parts of the page that are to be drawn, none for all of it."""
    context = get_script_run_ctx()
    return (context.fragment_ids_this_run if context else None) or ()
