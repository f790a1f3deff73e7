"""A network reads a text: a typed one at once, any other in the background, until it is stopped."""

from typing import NoReturn

import streamlit as st

from core.corpus.documents import Corpus
from core.corpus.index.state_index import Progress, StateIndex
from core.corpus.jobs import ReadingJob, is_ready, join_reading
from core.jobs.status import Status
from core.jobs.turns import NoRoom
from core.network import Network
from core.notation import N_
from pages.inspect_a_unit import cached
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _
from pages.shared import prose
from pages.shared.part import part
from pages.shared.view import session
from pages.shared.view.selection import Selection

EVERY = 0.5
"""Seconds between two checks of the progress."""
SOON = 3.0
"""Seconds of waiting for another process after which the screen says what one can do."""
LONG = 300_000
"""Characters from which on a link alone starts no reading."""
_STOPPED, _AGAIN, _CONSENTED = "stopped-reading", "read-again", "wanted-reading"
_FAILED = N_("The text could not be read by the network. What went wrong:")
_FULL = N_("So much work is waiting that no more is taken for now. Try again in a moment.")
_OWN_FULL = N_("Much of your own work is waiting already. Try again when some of it has ended.")


def index_of(selection: Selection, network: Network, corpus: Corpus) -> StateIndex:
    """Return a network's states on a corpus; while it reads, show the progress and end the page."""
    if corpus.name == "text":
        return cached.index_of_typed(selection.reference, corpus.documents[0])
    key = f"{selection.model} {selection.cell} {corpus.sha256}"
    if session.kept(_STOPPED, None) == key:
        _offer_again(_("The reading was stopped. None of it is kept."), key)
    if _needs_consent(selection, key) and not is_ready(network, corpus):
        size = selection.of(InspectAUnitView).corpus_size
        text = _("This link has the network read up to {size:,} characters, which takes a while.")
        _offer_again(text.format(size=size), key)
    visitor, again = session.visitor(), session.take_flag(_AGAIN)
    try:
        job = join_reading(cached.jobs(), network, corpus, visitor, again)
    except NoRoom as full:
        _offer_again(_(_OWN_FULL if full.reason == "own" else _FULL), key)
    status = job.status(visitor)
    if status.result is not None:
        return status.result
    if status.error is not None:
        prose.error(_(_FAILED), icon=":material/error:")
        st.code(str(status.error), language=None, wrap_lines=True)
        _offer_again(_("Try once more, or choose another text."), key)
    part(_watch, job, key, every=EVERY)
    st.stop()


def _needs_consent(selection: Selection, key: str) -> bool:
    """Return whether only a link, and no visitor, has asked for a long reading."""
    linked = session.linked()
    if linked is None or session.kept(_CONSENTED, None) == key:
        return False
    asked, now = (each.of(InspectAUnitView) for each in (linked, selection))
    same = (linked.reference, asked.corpus, asked.corpus_size) == (
        selection.reference, now.corpus, now.corpus_size
    )  # fmt: skip
    return same and now.corpus_size >= LONG


def _watch(job: ReadingJob, key: str) -> None:
    """Show the progress; once the work is done, run the page again."""
    if session.kept(_STOPPED, None) == key:
        st.rerun()  # does not query the status, which would count as wanting the result
    status = job.status(session.visitor())
    if status.over:
        st.rerun()
    progress = status.progress
    done = progress.done / progress.total if progress and progress.total else 0.0
    st.progress(done, text=prose.compose(_message(status)))
    st.button(
        _("Stop"),
        icon=":material/stop_circle:",
        on_click=_stop,
        args=[job, key],
        key="stop-reading",
    )


def _message(status: Status[Progress, StateIndex]) -> prose.Template:
    progress = status.progress
    if status.blocked is not None:
        return _blocked(status.blocked)
    if status.before:
        return prose.compose(
            _("Waiting in the queue: {before:d} before you."), before=status.before
        )
    if not progress or not progress.total:
        return _("Splitting the text into tokens …")
    text = _(
        "The network reads: {done:,} of {total:,} tokens. Next time, this will be ready at once."
    )
    return prose.compose(text, done=progress.done, total=progress.total)


def _blocked(seconds: float) -> prose.Template:
    if seconds < SOON:
        return _("Another process is reading the same text; waiting for it.")
    text = _(
        "Another process is reading the same text, and this page has waited for it for "
        "{seconds:.0f} s. Keep waiting for its result, or choose another text."
    )
    return prose.compose(text, seconds=seconds)


def _stop(job: ReadingJob, key: str) -> None:
    job.leave(session.visitor())
    session.keep(_STOPPED, key)


def _offer_again(message: str, key: str) -> NoReturn:
    """Say why there is no result, offer to read the text, and end the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(message)
        icon = ":material/play_arrow:"
        st.button(_("Read it"), icon=icon, on_click=_begin, args=[key], key="read-again")
    st.stop()


def _begin(key: str) -> None:
    session.keep(_STOPPED, None)
    session.keep(_CONSENTED, key)
    session.set_flag(_AGAIN)
