"""A watcher that says whether a container is in view, so that what nobody sees is not made."""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser.assemble import assemble

_component = component(
    "gatescope_in_view",
    js=assemble(Path(__file__).parent / "in_view.js"),
    isolate_styles=False,
)


def in_view(container: str, drawn: bool, on_change: Callable[[], None], key: str) -> None:
    """Watch a container, and keep its height while there is nothing in it.

    Args:
        container: the container's key; it is near if less than half a window away from the view.
        drawn: whether anything is in it.
        on_change: called at the start of the rerun that follows when it came near or went far; the
            component's state then has a boolean under ``near``.
        key: the component's key.
    """
    _component(key=key, data={"container": container, "drawn": drawn}, on_near_change=on_change)
