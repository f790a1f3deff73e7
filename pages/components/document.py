"""Settings of the browser's document that Streamlit has no option for."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble
from pages import language

_component = component("gatescope_document", js=assemble(Path(__file__).with_suffix(".js")))


def set_document(page: str) -> None:
    """Say the page's language and path, keep its address from other sites, its numbers fresh.

    The address contains the sentence. Charts get layers of their own, which speeds them up.

    Args:
        page: its file; the script runs again where that is another one.
    """
    _component(key="document", data={"language": language.current(), "page": page})
