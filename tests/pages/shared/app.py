"""A page that shows what people send, each as a value of a paragraph and of a button's label."""

import streamlit as st

from pages.shared import prose
from tests.nasty import SENDABLE

FOR_STREAMLIT = (
    ":smile: :+1: :material/home: :streamlit: :red-background[a] :small[b]",
    "www.evil.example http://evil.example me@evil.example",
    "a -> b <- c -- d >= e <= f ~= g",
    "- a", "  # a", " 1. a", "+ a", "1. a", "1) a", "# a", "> a", "---", "- - -", "===",
    "``` a", "    a", "[^1]: a",
    "a | b\n- | -\nc | d", "~~a~~ __b__ `c` \\* \\", "a\n===", "[a]: http://evil.example\n\n[a]",
)  # fmt: skip
"""Texts that CommonMark, GitHub and Streamlit read as markup, at a line's start or anywhere."""
SHOWN = [
    text
    for text in (*(text[:300] for text in SENDABLE.values()), *FOR_STREAMLIT)
    if (text.strip() and text.isprintable()) or "\n" in text.strip()
]

if __name__ == "__main__":
    for text in SHOWN:
        prose.say("{text}", text=text)
    for place, text in enumerate(SHOWN):
        st.button(prose.compose("{text}", text=text), key=f"button-{place}")
