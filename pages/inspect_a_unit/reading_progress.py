"""A network reads texts: at once where they are short, else in the background, until stopped."""

import streamlit as st

from core.corpus.documents import Corpus
from core.corpus.index.state_index import Store
from core.jobs.job import Job, Standing
from core.network import Network
from core.notation import N_
from pages.inspect_a_unit import cached
from pages.language import _
from pages.shared.view import session
from pages.shared.view.selection import Selection

EVERY = 0.5
"""Seconds between two looks at how far the work has come."""
_STOPPED, _AGAIN = "stopped-reading", "read-again"
_FAILED = N_("The text could not be read by the network. What went wrong:")


def store_of(selection: Selection, network: Network, corpus: Corpus) -> Store:
    """Return what a network makes of a corpus; while it is at it, say how far it is and end."""
    if corpus.name == "text":
        return cached.short_store(selection.model, selection.cell, corpus.documents[0])
    this = f"{selection.model} {selection.cell} {corpus.sha256}"
    if session.kept(_STOPPED, None) == this:
        _offer_again(_("The reading was stopped. Nothing is kept of it."))
    job = cached.jobs().join(network, corpus, session.visitor(), again=session.asked(_AGAIN))
    standing = job.look(session.visitor())
    if standing.store is not None:
        return standing.store
    if standing.error is not None:
        st.error(_(_FAILED), icon=":material/error:")
        st.code(str(standing.error), language=None, wrap_lines=True)
        _offer_again(_("Try once more, or choose another text."))
    st.fragment(_watch, run_every=EVERY)(job, this)
    st.stop()


def _watch(job: Job, this: str) -> None:
    """Show how far the work has come; once it is over, run the page again."""
    if session.kept(_STOPPED, None) == this:
        st.rerun()  # without a look at the job: who looks wants it
    standing = job.look(session.visitor())
    if standing.over:
        st.rerun()
    done = standing.done / standing.total if standing.total else 0.0
    st.progress(done, text=_said(standing))
    st.button(
        _("Stop"),
        icon=":material/stop_circle:",
        on_click=_stop,
        args=[job, this],
        key="stop-reading",
    )


def _said(standing: Standing) -> str:
    if standing.before:
        return _("Waiting: {before:d} readings come first.").format(before=standing.before)
    if standing.waiting:
        return _("Another process is reading the same text; waiting for it.")
    if not standing.total:
        return _("Splitting the text into tokens …")
    text = _(
        "The network reads: {done:,} of {total:,} tokens. Next time, it will be there at once."
    )
    return text.format(done=standing.done, total=standing.total)


def _stop(job: Job, this: str) -> None:
    job.leave(session.visitor())
    session.keep(_STOPPED, this)


def _offer_again(message: str) -> None:
    """Say why there is nothing, offer to begin anew, and end the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(message)
        st.button(_("Read it"), icon=":material/play_arrow:", on_click=_begin, key="read-again")
    st.stop()


def _begin() -> None:
    session.keep(_STOPPED, None)
    session.ask(_AGAIN)
