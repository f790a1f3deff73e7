"""The reader's own text file: its widget, what is kept of it, and what to do if it is missing."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import streamlit as st

from core.corpus.documents import Corpus
from core.notation import N_, Notice
from core.text import clean
from core.text.decoding import TextError, decode
from pages.components.own_tab import takes_files
from pages.inspect_a_unit import cached
from pages.inspect_a_unit.view import FILE_DIGITS, InspectAUnitView
from pages.language import _, ngettext
from pages.shared import messages, prose
from pages.shared.limits import has_memory
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import has_room, upload_limits
from pages.shared.view import registry, session, visitor
from pages.shared.view.selection import Selection

_WIDGET = "file"
_UPLOAD, _REFUSED, _TAKEN = "upload", "refused", "taken"


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


def pick_file(selection: Selection) -> None:
    """Show the widget for a file, and what became of the last one; take over a new one."""
    most, room, memory = upload_limits().file, has_room(), has_memory()
    here = takes_files()
    file = st.file_uploader(
        _("A text file in UTF-8 or UTF-16"),
        key=_WIDGET,
        max_upload_size=max(most // MEBIBYTE, 1),  # which the widget says, in whole MB
        disabled=not (room and memory and here),
    )
    if not memory:
        prose.warn(_("This server has little memory left and takes no files. Try again later."))
    elif not room:
        prose.warn(_("The server has as many files as it keeps. Try again in a minute."))
    # Not in a callback: a session's first run, as after a restart of the server, calls none.
    if file is not None and session.kept(_TAKEN, None) != file.file_id:
        session.keep(_TAKEN, file.file_id)
        _take(file)
        visitor.discard_file(file.file_id)
        st.rerun()
    if _is_gone():
        message = N_(
            "The server no longer has the file that is named above: it was restarted, or this "
            "page was away for too long. Please upload it again."
        )
        messages.tell(Notice(message))
    refused: Notice | None = session.kept(_REFUSED, None)
    if refused is not None:
        prose.error(_(refused.message), **refused.values, icon=":material/error:")
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is not None:
        _describe(upload, selection.of(InspectAUnitView).corpus_size)


def file_chosen(selection: Selection) -> Corpus:
    """Return the text of the file; if there is none, say what to do and end the page.

    Raises:
        TextError: if no line has any text to read.
    """
    view = selection.of(InspectAUnitView)
    upload: Upload | None = session.kept(_UPLOAD, None)
    if upload is None:
        if not _is_gone():  # which has been said
            linked = N_(
                "This link was made with a file that is not here. Upload it to see the same."
            )
            wanted = N_("Upload a text file to watch the unit on.")
            messages.tell(Notice(linked if view.file else wanted))
        st.stop()
    if view.file not in (None, upload.digits):
        messages.tell(Notice(N_("This link was made with another file; showing yours.")))
    named, most = selection.reference, view.corpus_size
    return cached.file_corpus(upload.name, upload.sha256, named, most, upload.text)


def _is_gone() -> bool:
    """Return whether the widget names a file that the server does not have and nobody has read."""
    named = session.value_of(_WIDGET)
    return named is not None and named.file_id != session.kept(_TAKEN, None)


def _describe(upload: Upload, most: int) -> None:
    text = ngettext("{name}: {count:,} character", "{name}: {count:,} characters", len(upload.text))
    if len(upload.text) > most:
        text = _("{name}: {count:,} characters, of which at most the first {most:,} are read")
    st.text(text.format(name=upload.name, count=len(upload.text), most=most))


def _take(file: Any) -> None:
    """Keep an uploaded file; one that the reader removes from the widget stays in use."""
    try:
        text = clean(decode(file.getvalue()), limit=None).text
    except TextError as error:
        session.keep(_REFUSED, error.notice)
        return
    upload = Upload(file.name, text, sha256(text.encode()).hexdigest())
    session.keep(_REFUSED, None)
    session.keep(_UPLOAD, upload)
    # The file that the link was made with is shown where the link says.
    same = session.view(InspectAUnitView).file == upload.digits
    session.cue(**({} if same else registry.beginnings("text")) | {"file": upload.digits})
