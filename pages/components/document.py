"""Settings of the browser's document that Streamlit has no option for."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component("gatescope_document", js=assemble(Path(__file__).with_suffix(".js")))


def set_document() -> None:
    """Keep the page's address, which contains the sentence, from other sites; speed up charts."""
    _component(key="document")
