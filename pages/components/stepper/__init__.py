"""The stepper: one trace on screen, stepped through in the browser without asking the server.

The JavaScript and CSS beside this file are plain sources, one concern a file, joined in reading
order: a component gets one module and one sheet, and there is no build step.
"""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from pages.components.base import joined
from pages.components.base.cue import Cue, Scene, Settled, read_settled
from pages.components.stepper.payload import pack

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    "payload.js",
    "elements.js",
    "colour.js",
    "symbols.js",
    "equations.js",
    "wiring.js",
    "diagram.js",
    "maps.js",
    "history.js",
    "forecast.js",
    "answers.js",
    "curve.js",
    "opinion.js",
    "tint.js",
    "ribbon.js",
    "transport.js",
    "steering.js",
    "stepper.js",
)
_STYLES = (
    "base.css",
    "ribbon.css",
    "transport.css",
    "diagram.css",
    "equations.css",
    "opinion.css",
    "history.css",
    "width.css",
)


_component = component(
    "gatescope_stepper",
    css=joined(_FOLDER, *_STYLES),
    js=joined(_FOLDER, *_SCRIPTS),
)


def stepper(scene: Scene, cue: Cue, *, on_settled: Callable[[], None], key: str) -> Settled | None:
    """Show a trace and let people step through it.

    The browser follows ``cue`` when its number or the trace changes, and else goes its own way.
    Give the same ``cue`` until the page itself wants to move the stepper: then every rerun sends
    the same bytes, and Streamlit sends 0.1 kB instead of the whole trace.

    Args:
        scene: what to show.
        cue: where to go.
        on_settled: called at the start of the rerun that a new position or unit causes.
        key: the component's key; what people chose (speed, tint) is kept under it.

    Returns:
        Where people stayed last, perhaps on an earlier trace: compare its digest. ``None`` before
        the first step.
    """
    result = _component(key=key, data=pack(scene, cue, key), on_settled_change=on_settled)
    return read_settled(result.get("settled"))
