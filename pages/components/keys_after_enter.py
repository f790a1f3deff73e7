"""Gives the keys to what steps, once a sentence was entered or a network chosen."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_keys_after_enter", js=assemble(Path(__file__).with_suffix(".js")))


def step_after_enter() -> None:
    """Let the arrow keys step once a sentence was entered, on this page from now on."""
    _component(key="keys-after-enter")
