"""The stepper: one trace on screen, stepped through in the browser without asking the server.

The JavaScript and CSS beside this file are plain sources, one concern a file, joined in reading
order: a component gets one module and one sheet, and there is no build step.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from streamlit.components.v2 import component

from pages.shared.stepper.payload import Cue, Opinions, Scene, Settled, pack

__all__ = ["Cue", "Opinions", "Scene", "Settled", "stepper"]

FOLDER = Path(__file__).parent
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
    "stepper.css",
    "ribbon.css",
    "transport.css",
    "diagram.css",
    "equations.css",
    "opinion.css",
    "history.css",
    "width.css",
)


def joined(paths: Iterable[Path]) -> str:
    """Return the sources, one after the other."""
    return "\n".join(path.read_text("utf-8") for path in paths)


_component = component(
    "gatescope_stepper",
    css=joined(FOLDER / name for name in _STYLES),
    js=joined(FOLDER / name for name in _SCRIPTS),
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


def read_settled(value: object) -> Settled | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_settled({"position": 3, "unit": 0, "digest": "a1"})
    Settled(position=3, unit=0, digest='a1')
    >>> read_settled({"position": "3"}) is None
    True
    """
    match value:
        case {"position": int(position), "unit": int(unit), "digest": str(digest)}:
            return Settled(position, unit, digest)
    return None
