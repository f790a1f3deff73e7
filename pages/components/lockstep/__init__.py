"""Networks in lock-step: one text, one step, a column for each, without asking the server.

It shares most of its JavaScript and CSS with the stepper, in ``core.browser``; this folder has
what only several networks need.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import BASE
from core.browser.assemble import assemble, stylesheet
from core.browser.scene import Cue
from pages.components.base.settled import Settled, read_settled
from pages.components.lockstep.payload import MOST_MEMBERS, Member, joint_digest, pack

__all__ = ["MOST_MEMBERS", "Member", "joint_digest", "lockstep"]

_FOLDER = Path(__file__).parent


_component = component(
    "gatescope_lockstep",
    css=stylesheet(
        BASE / "base.css",
        BASE / "ribbon.css",
        BASE / "more.css",
        BASE / "transport.css",
        BASE / "opinion.css",
        BASE / "history.css",
        BASE / "width.css",
        _FOLDER / "lockstep.css",
        _FOLDER / "chart.css",
    ),
    js=assemble(_FOLDER / "lockstep.js"),
)


def lockstep(
    members: Sequence[Member], cue: Cue, on_settled: Callable[[], None], key: str
) -> Settled | None:
    """Show networks beside each other and let people step through all of them at once.

    The browser follows ``cue`` as the stepper does: give the same one until the page itself wants
    to move.

    Args:
        members: one to three networks that read the same tokens and have the same outputs.
        cue: where to go; a unit beyond the largest network's last one becomes its last one.
        on_settled: called at the start of the rerun that a new position or unit causes.
        key: the component's key; what people chose (speed, tint) is kept under it.

    Returns:
        Where the reader stopped last, perhaps with other members: compare its digest with
        ``joint_digest(members)``. ``None`` before the first step.

    Raises:
        ValueError: if the members cannot be shown side by side.
    """
    result = _component(key=key, data=pack(members, cue, key), on_settled_change=on_settled)
    return read_settled(result.get("settled"))
