"""Let the keyboard into a menu that it opens, and keep the focus on a layer that it moves."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_keyboard", js=assemble(Path(__file__).with_suffix(".js")))


def let_keyboard_in() -> None:
    """Have the focus moved into menus at once and kept by layers, on this page from now on."""
    _component(key="keyboard")
