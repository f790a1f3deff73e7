"""Moves the focus into menus opened by keyboard, and keeps it on a layer that is moved."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_keyboard", js=assemble(Path(__file__).with_suffix(".js")))


def let_keyboard_in() -> None:
    """From now on, move the focus into menus at once and keep it on layers, on this page."""
    _component(key="keyboard")
