"""A text of the visitor's own: where it comes from, and that networks are to learn it."""

from collections.abc import Callable

import streamlit as st

from core.notation import N_
from core.sequence_tasks.own_text import OwnText, own_text
from core.text.decoding import decode
from pages.language import _
from pages.shared import prose
from pages.shared.own_source import Source


def _read(content: bytes | str) -> OwnText:
    return own_text(decode(content) if isinstance(content, bytes) else content)


TEXT = Source(
    "own-text",
    _read,
    file=N_("A text file in UTF-8 or UTF-16"),
    paste=N_("Paste a text instead"),
    pasted=N_("A text in any language"),
)


def show(take: Callable[[OwnText], None]) -> None:
    """Show where a text comes from, what it has, and a button.

    Args:
        take: has networks learn the text; called in a callback.
    """
    TEXT.pick()
    task: OwnText | None = TEXT.now()
    if task is None:
        return
    prose.say(
        _(
            "Characters: {characters:,}, different ones: {different:,}. The networks read one at "
            "a time and predict the next. The last {held_out:,} are held out: on them the loss "
            "and the rulers are measured."
        ),
        characters=len(task.codes),
        different=len(task.symbols),
        held_out=len(task.codes) - task.start,
    )
    st.button(
        _("Train on this text"),
        icon=":material/play_arrow:",
        key="own-text-take",
        on_click=take,
        args=[task],
    )
