"""What a unit is watched on: the typed text, an uploaded file, Python's library, training text."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import streamlit as st

from core.analysis.tracking.tracking import Tracking
from core.corpus.documents import Corpus
from core.corpus.sources import NotAtHand, is_at_hand
from core.network import Network
from core.notation import N_, Notice
from core.text import clean
from core.text.decoding import MAX_FILE, TextError, decode
from pages.inspect_a_unit import cached
from pages.language import _
from pages.shared import messages, pickers
from pages.shared.view import session
from pages.shared.view.selection import (
    AT_THE_BEGINNING,
    CORPORA,
    CORPUS_SIZES,
    FILE_DIGITS,
    Selection,
)

CORPUS_NAMES = {
    "text": N_("A text that you type"),
    "upload": N_("A file of yours"),
    "python": N_("Python's library"),
    "training": N_("Its training text"),
}
MOST_TYPED = 20_000
"""Characters of the typed text that are shown here; other screens show fewer."""
_UPLOAD, _REFUSED = "upload", "refused"


@dataclass(frozen=True)
class Upload:
    """A file that was brought in this session.

    Attributes:
        name: what it is called.
        text: what it says.
        sha256: the hash of that.
    """

    name: str
    text: str
    sha256: str

    @property
    def digits(self) -> str:
        """The first digits of its hash, by which a link knows it."""
        return self.sha256[:FILE_DIGITS]


def pick(selection: Selection) -> None:
    """Ask which network is watched on which text, and bring the text in, where it is a reader's."""
    kind, size, model, cell = st.columns([40, 29, 52, 51])  # all three cells fit beside the sidebar
    with kind:
        _pick_kind(selection)
    with size:
        _pick_size(selection)
    with model:
        pickers.pick_model(selection)
    with cell:
        pickers.pick_cell(selection)
    if selection.corpus == "text":
        pickers.pick_sentence(selection)
    if selection.corpus == "upload":
        _pick_file(selection)


def chosen(selection: Selection) -> Corpus:
    """Return the texts to watch the unit on; where there are none, say what to do and end."""
    try:
        if selection.corpus == "text":
            return _typed(selection.text)
        if selection.corpus == "upload":
            return _file(selection)
        return cached.corpus(
            selection.corpus, selection.model, selection.cell, selection.corpus_size
        )
    except (NotAtHand, TextError) as error:
        messages.tell(error.notice)
        st.stop()


def suggest(selection: Selection, network: Network, tracking: Tracking | None) -> None:
    """Offer a longer text where the typed one is too short to tell what units follow."""
    measured = tracking is not None and None in tracking.reasons
    if measured or selection.corpus != "text" or not is_at_hand(network.card):
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
        st.info(
            _("Type a text above and press Enter, or choose another one to watch the unit on."),
            icon=":material/keyboard:",
        )
        st.stop()
    return Corpus("text", (cleaned.text,), ("",))


def _file(selection: Selection) -> Corpus:
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is None:
        message = (
            N_("This link was made with a file that is not here. Upload it to see the same.")
            if selection.file
            else N_("Upload a text file of up to 2 MB to watch the unit on.")
        )
        messages.tell(Notice(message))
        st.stop()
    if selection.file not in (None, upload.digits):
        messages.tell(Notice(N_("This link was made with another file; showing yours.")))
    model, cell, most = selection.model, selection.cell, selection.corpus_size
    return cached.file_corpus(upload.name, upload.sha256, model, cell, most, upload.text)


def _pick_kind(selection: Selection) -> None:
    key = session.widget("corpus", selection.corpus)
    st.selectbox(
        _("Watch the unit on"),
        CORPORA,
        format_func=lambda name: _(CORPUS_NAMES[name]),
        key=key,
        on_change=session.on_change(key, lambda name: _go(corpus=name)),
    )


def _pick_size(selection: Selection) -> None:
    sizes = sorted({*CORPUS_SIZES, selection.corpus_size})
    key = session.widget("corpus-size", selection.corpus_size)
    st.selectbox(
        _("Characters at most"),
        sizes,
        format_func=lambda size: f"{size:,}",
        key=key,
        disabled=selection.corpus == "text",
        on_change=session.on_change(key, lambda size: _go(corpus_size=size)),
    )


def _pick_file(selection: Selection) -> None:
    key = "file"
    st.file_uploader(
        _("A text file in UTF-8 or UTF-16, up to 2 MB"),
        key=key,
        max_upload_size=MAX_FILE // 2**20 + 1,
        on_change=session.on_change(key, _take),
    )
    refused: Notice | None = session.kept(_REFUSED, None)
    if refused is not None:
        st.error(_(refused.message).format(**refused.values), icon=":material/error:")
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is not None:
        _said(upload, selection.corpus_size)


def _said(upload: Upload, most: int) -> None:
    text = _("{name}: {count:,} characters")
    if len(upload.text) > most:
        text = _("{name}: {count:,} characters, of which at most the first {most:,} are read")
    st.text(text.format(name=upload.name, count=len(upload.text), most=most))


def _take(file: Any) -> None:
    """Keep the file that was uploaded; one that was taken away again stays in use."""
    if file is None:
        return
    try:
        text = clean(decode(file.getvalue()), limit=None).text
    except TextError as error:
        session.keep(_REFUSED, error.notice)
        return
    upload = Upload(file.name, text, sha256(text.encode()).hexdigest())
    session.keep(_REFUSED, None)
    session.keep(_UPLOAD, upload)
    _go(file=upload.digits)


def _go(**changes: Any) -> None:
    """Change what is read; the place, the span and the step belonged to what was read before."""
    session.cue(**AT_THE_BEGINNING, **changes)
