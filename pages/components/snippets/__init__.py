"""Places in a corpus as a list: a click on one opens the passage there."""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from pages.components.base import joined
from pages.components.snippets.payload import Chosen, Snippet, Snippets, pack, read_chosen

__all__ = ["Chosen", "Snippet", "Snippets", "pack", "read_chosen", "snippets"]

_FOLDER = Path(__file__).parent
_SHARED_SCRIPTS = ("elements.js", "colour.js", "symbols.js", "maps.js")
_SCRIPTS = ("snippets.js",)
_SHARED_STYLES = ("base.css", "history.css")
_STYLES = ("snippets.css",)

_component = component(
    "gatescope_snippets",
    css=joined(_FOLDER, *_SHARED_STYLES, *_STYLES),
    js=joined(_FOLDER, *_SHARED_SCRIPTS, *_SCRIPTS),
)


def snippets(shown: Snippets, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show snippets; a click or Enter on one reports it.

    Args:
        shown: the list.
        on_chosen: called at the start of the rerun that a choice causes; there
            ``read_chosen(session.value_of(key).get("chosen"))`` says which.
        key: the component's key.
    """
    _component(key=key, data=pack(shown), on_chosen_change=on_chosen)
