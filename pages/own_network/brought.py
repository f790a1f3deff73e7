"""The file that a visitor brought: uploaded, looked through, and kept for this session."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.imported import FoundNetwork, Refusal, find_networks
from core.notation import Notice
from pages.components.own_tab import takes_files
from pages.language import _
from pages.shared import prose
from pages.shared.limits import has_memory
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import has_room, upload_limits
from pages.shared.view import session, visitor

WIDGET = "own-network-file"
_BROUGHT, _REFUSED, _TAKEN = "own-network", "own-network-refused", "own-network-taken"


@dataclass(frozen=True, eq=False)
class Brought:
    """A file, and what was found in it.

    Attributes:
        name: of the file.
        content: its bytes.
        found: the networks in it; those that cannot be opened come last.
    """

    name: str
    content: bytes
    found: tuple[FoundNetwork, ...]


@dataclass(frozen=True)
class Refused:
    """Why a file was not taken, and the Python that converts it, if it is of another format."""

    notice: Notice
    lines: str


def now() -> Brought | None:
    """Return this session's file; ``None`` if there is none."""
    return session.kept(_BROUGHT, None)


def pick() -> Brought | None:
    """Show the widget for a file, and why the last one was refused; return the one that is here."""
    limits = upload_limits()
    room, memory, here = has_room(limits.network), has_memory(), takes_files("own-network-tab")
    file = st.file_uploader(
        _("A safetensors file with an RNN, an LSTM or a GRU, whatever its keys are called"),
        key=WIDGET,
        max_upload_size=max(limits.network // MEBIBYTE, 1),
        disabled=not (room and memory and here),
    )
    if not memory:
        prose.warn(_("This server has little memory left and takes no files. Try again later."))
    elif not room:
        prose.warn(_("The server has as many files as it keeps. Try again in a minute."))
    # Not in a callback: a session's first run, as after a restart of the server, calls none.
    if file is not None and session.kept(_TAKEN, None) != file.file_id:
        session.keep(_TAKEN, file.file_id)
        take_over(file.name, file.getvalue())
        visitor.discard_file(file.file_id)
        st.rerun()
    _say_refused()
    return now()


def take_over(name: str, content: bytes) -> None:
    """Look through a file and keep it; one that is refused leaves what was there before."""
    most = upload_limits().network
    try:
        found = find_networks(content, name=name, most_bytes=most)
    except Refusal as refusal:
        session.keep(_REFUSED, Refused(refusal.notice, refusal.lines))
        return
    session.keep(_BROUGHT, Brought(name, content, found))
    session.keep(_REFUSED, None)


def _say_refused() -> None:
    refused: Any = session.kept(_REFUSED, None)
    if refused is not None:
        prose.error(_(refused.notice.message), **refused.notice.values, icon=":material/error:")
        if refused.lines:
            st.code(refused.lines, language="python")
