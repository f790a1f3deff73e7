"""The drawing of a wired model, unrolled in time, stepped through in the browser."""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import WIRED_STYLES
from core.browser.assemble import assemble, stylesheet
from core.browser.scene import Cue
from core.browser.wired_scene import WiredScene, pack_wired
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_wired",
    css=stylesheet(*WIRED_STYLES),
    js=assemble(_FOLDER / "wired.js"),
)


def wired_drawing(scene: WiredScene, cue: Cue, on_settled: Callable[[], None], key: str) -> None:
    """Show a wired model: its arrows with shapes and numbers, their table, and the source.

    Args:
        scene: what to show.
        cue: where to go, as ``stepper`` has it.
        on_settled: called at the start of the rerun that a new step causes; there
            ``read_settled(session.reported(key, "settled"))`` says which.
        key: the component's key.
    """
    _component(key=key, data=pack_wired(scene, cue, key, _), on_settled_change=on_settled)
