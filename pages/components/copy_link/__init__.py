"""A button that copies the address of the view."""

from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble, stylesheet
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_copy_link",
    css=stylesheet(_FOLDER / "copy_link.css"),
    js=assemble(_FOLDER / "copy_link.js"),
)


def copy_link(query: str) -> None:
    """Show the button.

    Args:
        query: the link's parameters, as they follow the question mark.
    """
    words = {"copy": _("Copy link"), "copied": _("Link copied"), "by_hand": _("Press Ctrl+C")}
    _component(key="copy-link", data={"query": query, "words": words})
