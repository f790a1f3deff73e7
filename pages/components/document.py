"""Settings of the browser's document that Streamlit has no option for."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble
from pages import language

_component = component("gatescope_document", js=assemble(Path(__file__).with_suffix(".js")))


def set_document() -> None:
    """Say the page's language, keep its address from other sites, and its numbers fresh.

    The address contains the sentence. Charts get layers of their own, which speeds them up.
    """
    _component(key="document", data={"language": language.current()})
