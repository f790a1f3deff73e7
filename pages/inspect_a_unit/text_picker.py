"""Picks the text a unit is watched on: typed, uploaded, Python's library, or training text."""

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
from pages.inspect_a_unit.tracking_progress import NOT_YET
from pages.inspect_a_unit.view import CORPUS_SIZES, FILE_DIGITS, InspectAUnitView
from pages.language import _
from pages.shared import messages, pickers, prose
from pages.shared.limits import has_memory
from pages.shared.view import registry, session
from pages.shared.view.selection import Selection

MOST_TYPED = 20_000
"""Characters of the typed text that are shown here; other screens show fewer."""
_UPLOAD, _REFUSED = "upload", "refused"


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded in this session.

    Attributes:
        name: the file's name.
        text: its text.
        sha256: the hash of that text.
    """

    name: str
    text: str
    sha256: str

    @property
    def digits(self) -> str:
        """The first digits of its hash, by which a link identifies it."""
        return self.sha256[:FILE_DIGITS]


def pick(selection: Selection) -> None:
    """Show the pickers for network and text, and the field or upload for the reader's own text."""
    view = selection.of(InspectAUnitView)
    kind, size, model, cell = st.columns([40, 29, 52, 51])  # all three cells fit beside the sidebar
    with kind:
        _pick_kind()
    with size:
        _pick_size(selection)
    with model:
        pickers.pick_model()
    with cell:
        pickers.pick_cell()
    if view.corpus == "text":
        pickers.pick_sentence(selection)
    if view.corpus == "upload":
        _pick_file(selection)


def chosen(selection: Selection) -> Corpus:
    """Return the texts to watch the unit on; if there are none, say what to do and end."""
    view = selection.of(InspectAUnitView)
    try:
        if view.corpus == "text":
            return _typed(selection.text)
        if view.corpus == "upload":
            return _file(selection)
        return cached.corpus(view.corpus, selection.reference, view.corpus_size)
    except (NotAtHand, TextError) as error:
        messages.tell(error.notice)
        st.stop()


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


def _file(selection: Selection) -> Corpus:
    view = selection.of(InspectAUnitView)
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is None:
        message = (
            N_("This link was made with a file that is not here. Upload it to see the same.")
            if view.file
            else N_("Upload a text file of up to 2 MB to watch the unit on.")
        )
        messages.tell(Notice(message))
        st.stop()
    if view.file not in (None, upload.digits):
        messages.tell(Notice(N_("This link was made with another file; showing yours.")))
    named, most = selection.reference, view.corpus_size
    return cached.file_corpus(upload.name, upload.sha256, named, most, upload.text)


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


def _pick_file(selection: Selection) -> None:
    key = "file"
    if has_memory():
        st.file_uploader(
            _("A text file in UTF-8 or UTF-16, up to 2 MB"),
            key=key,
            max_upload_size=MAX_FILE // 2**20 + 1,
            on_change=session.on_change(key, _take),
        )
    else:
        prose.warn(_("This server has little memory left and takes no files. Try again later."))
    refused: Notice | None = session.kept(_REFUSED, None)
    if refused is not None:
        prose.error(_(refused.message), **refused.values, icon=":material/error:")
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is not None:
        _describe(upload, selection.of(InspectAUnitView).corpus_size)


def _describe(upload: Upload, most: int) -> None:
    text = _("{name}: {count:,} characters")
    if len(upload.text) > most:
        text = _("{name}: {count:,} characters, of which at most the first {most:,} are read")
    st.text(text.format(name=upload.name, count=len(upload.text), most=most))


def _take(file: Any) -> None:
    """Keep the uploaded file; one that the reader removes from the widget stays in use."""
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
    """Change what is read; reset place, span and step, which belonged to the previous text."""
    session.cue(**registry.beginnings("text") | changes)
