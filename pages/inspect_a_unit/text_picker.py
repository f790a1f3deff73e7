"""Picks the text a unit is watched on: typed, uploaded, Python's library, or training text."""

from typing import Any

import streamlit as st

from core.analysis.tracking.tracking import Tracking
from core.corpus.documents import Corpus
from core.corpus.sources import NotAtHand, is_at_hand
from core.network import Network
from core.text import clean
from core.text.decoding import TextError
from pages.inspect_a_unit import cached, upload
from pages.inspect_a_unit.cached import Watched
from pages.inspect_a_unit.tracking_progress import NOT_YET
from pages.inspect_a_unit.view import CORPUS_SIZES, InspectAUnitView
from pages.language import _
from pages.shared import messages, other_script, pickers, place_picker, prose
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

MOST_TYPED = 20_000
"""Characters of the typed text that are shown here; other screens show fewer."""


def pick(selection: Selection) -> None:
    """Show the pickers for network and text, and the field or upload for the reader's own text."""
    view = selection.of(InspectAUnitView)
    # All cells fit beside the sidebar.
    kind, size, model, cell = st.columns([170, 112, 192, 318], vertical_alignment="bottom")
    with kind:
        _pick_kind()
    with size:
        _pick_size(selection)
    with model:
        pickers.pick_model()
    with cell:
        pickers.pick_cell()
    place_picker.pick(selection)
    if view.corpus == "text":
        pickers.pick_sentence(selection)
        other_script.offer(selection)
    if view.corpus == "upload":
        upload.pick_file(selection)


def chosen(selection: Selection) -> Corpus:
    """Return the texts to watch the unit on; if there are none, say what to do and end."""
    view = selection.of(InspectAUnitView)
    try:
        if view.corpus == "text":
            return _typed(selection.text)
        if view.corpus == "upload":
            return upload.file_chosen(selection)
        return cached.corpus(view.corpus, selection.reference, view.corpus_size)
    except (NotAtHand, TextError) as error:
        messages.tell(error.notice)
        st.stop()


def say_unknown(watched: Watched) -> None:
    """Say how many tokens of the text the network does not know."""
    notice = cached.unknown_notice(watched.state_index.key.name, watched)
    if notice is not None:
        messages.tell(notice)


def suggest(selection: Selection, network: Network, tracking: Tracking | None) -> None:
    """Offer a longer text if the typed one is too short to tell what units track."""
    measured = tracking is NOT_YET or (tracking is not None and None in tracking.reasons)
    if measured or selection.of(InspectAUnitView).corpus != "text" or not is_at_hand(network.card):
        return
    st.button(
        _("See what the units follow, on the text that the network learned from"),
        icon=":material/auto_stories:",
        on_click=_go,
        kwargs={"corpus": "training"},
        key="longer",
    )


def _typed(text: str) -> Corpus:
    cleaned = clean(text, limit=MOST_TYPED)
    for notice in cleaned.notices:
        messages.tell(notice)
    if not cleaned.text.strip():
        prose.note(
            _("Type a text above and press Enter, or choose another one to watch the unit on."),
            icon=":material/keyboard:",
        )
        st.stop()
    return Corpus("text", (cleaned.text,), ("",))


def _pick_kind() -> None:
    pickers.one_of("corpus", _("Watch the unit on"), shape="menu", change=_go)


def _pick_size(selection: Selection) -> None:
    view = selection.of(InspectAUnitView)
    pickers.one_of(
        "corpus_size",
        _("Characters at most"),
        sorted({*CORPUS_SIZES, view.corpus_size}),
        lambda size: f"{size:,}",
        shape="menu",
        disabled=view.corpus == "text",
        change=_go,
        key="corpus-size",
    )


def _go(**changes: Any) -> None:
    """Change what is read; reset place, span and step, which belonged to the previous text."""
    session.cue(**registry.beginnings("text") | changes)
