"""Where a visitor's own material comes from: uploaded or pasted, read, kept for this session."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.notation import Message
from core.text.decoding import MAX_FILE, TextError
from pages.components.own_tab import takes_files
from pages.language import _
from pages.shared import prose
from pages.shared.limits import has_memory
from pages.shared.memory import MEBIBYTE
from pages.shared.upload_limits import has_room, upload_limits
from pages.shared.view import session, visitor


@dataclass(frozen=True)
class Source:
    """A file, or what is pasted instead of one.

    Attributes:
        name: begins the keys of its widgets, and of what is kept.
        read: takes a file's bytes or a pasted text; raises ``TextError``.
        file: says which files are read.
        paste: leads to the field to paste into.
        pasted: says what is pasted there.
    """

    name: str
    read: Callable[[bytes | str], Any]
    file: Message
    paste: Message
    pasted: Message

    def now(self) -> Any:
        """Return what was read last in this session; ``None`` if nothing was."""
        return session.kept(f"{self.name}-read", None)

    def pick(self) -> None:
        """Show the widget for a file and the field to paste into; say why one is refused."""
        self._pick_file()
        with st.expander(_(self.paste), icon=":material/content_paste:"):
            typed = session.kept(f"{self.name}-typed", "")
            st.text_area(
                _(self.pasted),
                height=160,
                max_chars=MAX_FILE,
                **session.bind_text(f"{self.name}-pasted", typed, self._paste, lines=True),
            )
        refused = session.kept(f"{self.name}-refused", None)
        if refused is not None:
            prose.error(_(refused.message), **refused.values, icon=":material/error:")

    def _pick_file(self) -> None:
        room, memory, here = has_room(), has_memory(), takes_files(f"{self.name}-tab")
        file = st.file_uploader(
            _(self.file),
            key=f"{self.name}-file",
            max_upload_size=max(upload_limits().file // MEBIBYTE, 1),
            disabled=not (room and memory and here),
        )
        if not memory:
            prose.warn(_("This server has little memory left and takes no files. Try again later."))
        elif not room:
            prose.warn(_("The server has as many files as it keeps. Try again in a minute."))
        # Not in a callback: a session's first run, as after a restart of the server, calls none.
        taken = f"{self.name}-taken"
        if file is not None and session.kept(taken, None) != file.file_id:
            session.keep(taken, file.file_id)
            self._take_over(file.getvalue())
            visitor.discard_file(file.file_id)
            st.rerun()

    def _paste(self, text: str) -> None:
        session.keep(f"{self.name}-typed", text)
        if text.strip():
            self._take_over(text)

    def _take_over(self, content: bytes | str) -> None:
        """Keep what is read; what cannot be read is said, and what was there before stays."""
        try:
            session.keep(f"{self.name}-read", self.read(content))
            session.keep(f"{self.name}-refused", None)
        except TextError as error:
            session.keep(f"{self.name}-refused", error.notice)
