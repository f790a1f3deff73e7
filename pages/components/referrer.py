"""Keeps the page's address, which contains the sentence, from other sites."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_referrer", js=assemble(Path(__file__).with_suffix(".js")))


def send_no_referrer() -> None:
    """Tell the browser to send no referrer; Streamlit sets no such header itself."""
    _component(key="referrer")
