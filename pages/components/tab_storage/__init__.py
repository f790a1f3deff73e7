"""What is too long for a link, kept by the browser's tab itself: a reload shows it again."""

from collections.abc import Callable, Mapping
from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

KEY = "tab-storage"
_component = component(
    "gatescope_tab_storage", js=assemble(Path(__file__).parent / "tab_storage.js")
)


def keep(left: Mapping[str, str], name: str, wanted: str, on_found: Callable[[], None]) -> None:
    """Have the tab keep some texts, and ask it for others that it has kept.

    Args:
        left: what it keeps; nothing if empty.
        name: by which that is found again.
        wanted: the name of what is asked for, or empty.
        on_found: called at the start of the rerun that follows once it has answered; the
            component's state then has the text under ``found``, empty if there was none.
    """
    data = {"left": dict(left), "name": name, "wanted": wanted}
    _component(key=KEY, data=data, on_found_change=on_found)
