"""A network reads a text: a short one at once, any other in the background, until it is stopped."""

import streamlit as st

from core.corpus.documents import Corpus
from core.corpus.index.build import trace_corpus
from core.corpus.index.state_index import Progress, StateIndex
from core.corpus.jobs import is_ready, join_reading
from core.jobs.steps import Steps, retold
from core.network import Network
from core.notation import N_
from pages.inspect_a_unit.view import InspectAUnitView
from pages.language import _
from pages.shared import prose
from pages.shared.background import Panel, ask, offer, wanted
from pages.shared.cached.jobs import jobs
from pages.shared.results import Work, result
from pages.shared.view import session, visitor
from pages.shared.view.selection import Selection

SOON = 3.0
"""Seconds of waiting for another process after which the screen says what one can do."""
LONG = 300_000
"""Characters from which on a link alone starts no reading."""
SECONDS = 2e-7
"""Of one processor, for a token and a unit."""
_STOPPED, _BEGIN = N_("The reading was stopped. None of it is kept."), N_("Read it")


def index_of(selection: Selection, network: Network, corpus: Corpus) -> StateIndex:
    """Return a network's states on a corpus; while it reads, show the progress and end the page."""
    if corpus.name == "text":
        index = _typed(selection, network, corpus)
    else:
        index = _read(selection, network, corpus)
    if index is None:
        st.stop()
    return index


def _typed(selection: Selection, network: Network, corpus: Corpus) -> StateIndex | None:
    """Return the states on a typed text, which are kept in memory only."""
    panel = Panel("reading", _typed_bar, _STOPPED, _BEGIN)
    key = ("index", selection.reference, corpus.documents)
    seconds = SECONDS * len(corpus.documents[0]) * network.card.hidden_size
    return result(panel, key, Work(lambda: _shares(network, corpus), seconds))


def _shares(network: Network, corpus: Corpus) -> Steps[float, StateIndex]:
    """Read a text, and yield the share that has been read."""
    steps = trace_corpus(network, corpus)
    return (yield from retold(steps, lambda step: step.done / step.total if step.total else 0.0))


def _read(selection: Selection, network: Network, corpus: Corpus) -> StateIndex | None:
    """Return the states on a corpus, which are kept on disk."""
    panel = Panel("reading", _bar, _STOPPED, _BEGIN, _blocked)
    key = f"{selection.model} {selection.cell} {corpus.sha256}"
    asks_first = _is_only_linked(selection) and not wanted(panel, key)
    if asks_first and not is_ready(network, corpus):
        size = selection.of(InspectAUnitView).corpus_size
        text = _("This link has the network read up to {size:,} characters, which takes a while.")
        return offer(panel, key, text.format(size=size))
    return ask(
        panel, key, lambda again: join_reading(jobs(), network, corpus, visitor.name(), again)
    )


def _is_only_linked(selection: Selection) -> bool:
    """Return whether only a link, and no visitor, has asked for a long reading."""
    linked = session.linked()
    if linked is None:
        return False
    asked, now = (each.of(InspectAUnitView) for each in (linked, selection))
    same = (linked.reference, asked.corpus, asked.corpus_size) == (
        selection.reference, now.corpus, now.corpus_size
    )  # fmt: skip
    return same and now.corpus_size >= LONG


def _typed_bar(share: float | None) -> tuple[float, prose.Template]:
    return share or 0.0, _("The network reads …")


def _bar(progress: Progress | None) -> tuple[float, prose.Template]:
    if not progress or not progress.total:
        return 0.0, _("Splitting the text into tokens …")
    text = _(
        "The network reads: {done:,} of {total:,} tokens. Next time, this will be ready at once."
    )
    said = prose.compose(text, done=progress.done, total=progress.total)
    return progress.done / progress.total, said


def _blocked(seconds: float) -> prose.Template:
    if seconds < SOON:
        return _("Another process is reading the same text; waiting for it.")
    text = _(
        "Another process is reading the same text, and this page has waited for it for "
        "{seconds:.0f} s. Keep waiting for its result, or choose another text."
    )
    return prose.compose(text, seconds=seconds)
