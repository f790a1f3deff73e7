"""Work in the background, as a page shows it: its place in the queue, how far it is, and a stop."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic

import streamlit as st

from core.jobs.job import Job
from core.jobs.status import Status
from core.jobs.steps import Progress, Result
from core.jobs.turns import NoRoom
from core.notation import N_, Message
from pages.language import _
from pages.shared import prose
from pages.shared.part import part
from pages.shared.view import session, visitor

EVERY = 0.5
"""Seconds between two checks of the progress."""
_FAILED = N_("This could not be computed. What went wrong:")
_NO_ROOM = {
    "own": N_("Much of your own work is waiting already. Try again when some of it has ended."),
    "queue": N_("So much work is waiting that no more is taken for now. Try again in a moment."),
    "memory": N_("This server has little memory left and begins no new work. Try again later."),
}


@dataclass(frozen=True)
class Panel(Generic[Progress]):
    """A place on a page where work shows how far it is.

    Attributes:
        slot: its name, which no other place on the page has.
        bar: how much is done, in 0..1, and what is said of it; before the first step of ``None``.
        stopped: what is said once the visitor has stopped it.
        begin: the label of the button that begins it again.
        blocked: what is said while it waits for another process, after so many seconds.
    """

    slot: str
    bar: Callable[[Progress | None], tuple[float, prose.Template]]
    stopped: Message
    begin: Message
    blocked: Callable[[float], prose.Template] = lambda _seconds: _("Waiting …")


def ask(
    panel: Panel[Progress], key: Hashable, join: Callable[[bool], Job[Progress, Result]]
) -> Result | None:
    """Return the result of a job; until it is there, show its panel and return ``None``.

    The panel runs the page again when the result is there. What a visitor has stopped begins again
    only when they want it.

    Args:
        panel: where it shows how far it is.
        key: what is asked for; one that was stopped is another one's no more.
        join: joins the job that computes it, again if it has failed.
    """
    if session.kept(f"stopped-{panel.slot}", None) == key:
        return offer(panel, key, _(panel.stopped))
    try:
        job = join(session.take_flag(f"again-{panel.slot}"))
    except NoRoom as refused:
        return offer(panel, key, why_no_room(refused))
    status = job.status(visitor.name())
    if status.result is not None:
        return status.result
    if status.error is not None:
        prose.error(_(_FAILED), icon=":material/error:")
        st.code(str(status.error), language=None, wrap_lines=True)
        return offer(panel, key, _("Try once more, or choose something else."))
    part(_watch, job, panel, key, every=EVERY)
    return None


def why_no_room(refused: NoRoom) -> str:
    """Return why no more work is taken, and what to do."""
    return _(_NO_ROOM[refused.reason])


def offer(panel: Panel, key: Hashable, message: str) -> None:
    """Say why there is no result, and offer to begin."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(message)
        st.button(
            _(panel.begin),
            icon=":material/play_arrow:",
            on_click=_begin,
            args=[panel.slot, key],
            key=f"begin-{panel.slot}",
        )


def wanted(panel: Panel, key: Hashable) -> bool:
    """Return whether a visitor has begun this by a click."""
    return session.kept(f"wanted-{panel.slot}", None) == key


def _watch(job: Job[Progress, Result], panel: Panel[Progress], key: Hashable) -> None:
    """Show how far the work is; once it is over, run the page again."""
    if session.kept(f"stopped-{panel.slot}", None) == key:
        st.rerun()  # does not query the status, which would count as wanting the result
    status = job.status(visitor.name())
    if status.over:
        st.rerun()
    done, text = _bar(panel, status)
    st.progress(done, text=prose.compose(text))
    st.button(
        _("Stop"),
        icon=":material/stop_circle:",
        on_click=_stop,
        args=[job, panel.slot, key],
        key=f"stop-{panel.slot}",
    )


def _bar(panel: Panel[Progress], status: Status[Progress, Result]) -> tuple[float, prose.Template]:
    done, text = panel.bar(status.progress)
    if status.blocked is not None:
        return done, panel.blocked(status.blocked)
    if status.before:
        waiting = _("Waiting in the queue: {before:d} before you.")
        return done, prose.compose(waiting, before=status.before)
    return done, text


def _stop(job: Job, slot: str, key: Hashable) -> None:
    job.leave(visitor.name())
    session.keep(f"stopped-{slot}", key)


def _begin(slot: str, key: Hashable) -> None:
    session.keep(f"stopped-{slot}", None)
    session.keep(f"wanted-{slot}", key)
    session.set_flag(f"again-{slot}")
