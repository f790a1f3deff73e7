"""A part of a page that can be drawn again without the rest."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from pages import language


def part(
    draw: Callable[..., object],
    *arguments: Any,
    key: str | None = None,
    every: float | None = None,
) -> None:
    """Draw a part of the page, which may later be drawn again by itself.

    It keeps the visitor's language, unlike a fragment of Streamlit's: that is drawn again in a
    thread in which nobody has chosen one.

    Args:
        draw: draws it; what it returns is lost.
        arguments: for ``draw``, the same each time.
        key: a name by which ``session.on_settled`` has it drawn again.
        every: seconds after which it is drawn again of its own accord, again and again.
    """
    code = language.current()

    @wraps(draw)
    def drawn() -> None:
        language.use(code)
        draw(*arguments)

    st.fragment(drawn, key=key, run_every=every)()
