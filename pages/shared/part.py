"""A part of a page that can be drawn again without the rest."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from pages import language
from pages.components.in_view import in_view
from pages.shared.view import parts


def part(
    draw: Callable[..., object],
    *arguments: Any,
    key: str | None = None,
    every: float | None = None,
) -> None:
    """Draw a part of the page, which may later be drawn again by itself.

    It keeps the visitor's language, unlike a fragment of Streamlit's: that is drawn again in a
    thread in which nobody has chosen one. Where something in it changes the view, all of the page
    is drawn again.

    Args:
        draw: draws it; what it returns is lost.
        arguments: for ``draw``, the same each time.
        key: a name by which ``parts.on_settled`` has it drawn again.
        every: seconds after which it is drawn again of its own accord, again and again.
    """
    code = language.current()

    @wraps(draw)
    def drawn() -> None:
        language.use(code)
        parts.draw_all_if_changed()
        draw(*arguments)

    st.fragment(drawn, key=key, run_every=every)()


def part_in_view(draw: Callable[..., object], *arguments: Any, key: str) -> None:
    """Draw a part of the page as soon as it is in view, or nearly, and leave it empty until then.

    Args:
        draw: draws it.
        arguments: for ``draw``, the same each time.
        key: of the part, as ``part`` has it.
    """
    room = f"{key}-room"
    with st.container(key=room, gap=None):
        with st.container():
            part(_draw, key, draw, arguments, key=key)
        part(_watch, key, room, key=f"{key}-watch")  # last: it may be gone when the other comes


def _watch(key: str, room: str) -> None:
    watch = f"{key}-watch"
    in_view(room, parts.is_near(key), parts.on_near(watch, key), watch)


def _draw(key: str, draw: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    if parts.is_near(key):
        draw(*arguments)
