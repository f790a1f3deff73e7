"""Places in a corpus as a list: a click on one opens the passage there."""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import BASE
from core.browser.assemble import assemble, stylesheet
from pages.components.snippets.payload import Chosen, Snippet, Snippets, pack, read_chosen

__all__ = ["Chosen", "Snippet", "Snippets", "pack", "read_chosen", "snippets"]

_FOLDER = Path(__file__).parent

_component = component(
    "gatescope_snippets",
    css=stylesheet(BASE / "base.css", BASE / "history.css", _FOLDER / "snippets.css"),
    js=assemble(_FOLDER / "snippets.js"),
)


def snippets(shown: Snippets, *, on_chosen: Callable[[], None], key: str) -> None:
    """Show snippets; a click or Enter on one reports it.

    Args:
        shown: the list.
        on_chosen: called at the start of the rerun that a choice causes; there
            ``read_chosen(session.reported(key, "chosen"))`` says which.
        key: the component's key.
    """
    _component(key=key, data=pack(shown), on_chosen_change=on_chosen)
