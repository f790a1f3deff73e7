"""Moves the focus into menus opened with the keyboard, and keeps it on a layer that is moved."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_keyboard", js=assemble(Path(__file__).with_suffix(".js")))


def let_keyboard_in() -> None:
    """Move the focus into menus at once and keep it on moved layers, on this page from now on."""
    _component(key="keyboard")
