"""A page that has nothing but the series, for its tests: the screen that has it asks the same."""

import streamlit as st

import pages.every_view  # noqa: F401
from core.language import best
from pages import language
from pages.generate import series
from pages.shared.part import part
from pages.shared.view import parts, session


def page() -> None:
    """Show the series that the link has."""
    selection = session.open_selection("series")
    language.use(selection.language or best(None))
    part(st.text, "link", key=parts.LINK)
    part(st.text, "navigation", key=parts.NAVIGATION)
    series.show(selection)


if __name__ == "__main__":
    page()
