"""The stepper: one trace on screen, stepped through in the browser without asking the server.

Its JavaScript and CSS are those of ``core.browser``, assembled when this module is imported: a
component gets one script and one style sheet, and there is no build step.
"""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import STEPPER_STYLES
from core.browser.assemble import assemble, stylesheet
from core.browser.payload import pack
from core.browser.scene import FORMS, KINDS, Cue, Form, Kind, Scene, Unrolled
from pages.components.base.settled import Settled, read_settled
from pages.language import _

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_stepper",
    css=stylesheet(*STEPPER_STYLES),
    js=assemble(_FOLDER / "stepper.js"),
)


def stepper(
    scene: Scene,
    cue: Cue,
    on_settled: Callable[[], None],
    key: str,
    unrolled: Unrolled | None = None,
    on_unrolled: Callable[[], None] = lambda: None,
) -> Settled | None:
    """Show a trace and let people step through it.

    The browser follows ``cue`` when its number or the trace changes, and is otherwise on its own.
    Give the same ``cue`` until the page itself wants to move the stepper: then every rerun sends
    the same bytes, and Streamlit sends 0.1 kB instead of the whole trace.

    Args:
        scene: what to show.
        cue: where to go.
        on_settled: called at the start of the rerun that a new position or unit causes.
        key: the component's key; what people chose (speed, tint) is kept under it.
        unrolled: how the cell stands above the tokens, which the browser follows as it does the
            cue; ``None`` where it cannot stand there.
        on_unrolled: called at the start of the rerun that follows when people have it stand
            otherwise; ``read_unrolled(session.reported(key, "unrolled"))`` says how.

    Returns:
        Where the reader stopped last, perhaps on an earlier trace: compare its digest. ``None``
        before the first step.
    """
    result = _component(
        key=key,
        data=pack(scene, cue, key, _, unrolled),
        on_settled_change=on_settled,
        on_unrolled_change=on_unrolled,
    )
    return read_settled(result.get("settled"))


def read_unrolled(value: object) -> tuple[Form, Kind | None] | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_unrolled({"form": "folded", "kind": None})
    ('folded', None)
    >>> read_unrolled({"form": "torn", "kind": None}) is None
    True
    """
    match value:
        case {"form": form, "kind": kind} if form in FORMS and kind in (None, *KINDS):
            return form, kind
    return None
