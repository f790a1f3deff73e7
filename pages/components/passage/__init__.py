"""A passage of a corpus, every token coloured by the value of one unit.

Moving from token to token and from unit to unit happens in the browser; it reports to the server
where the reader stops, and the server sends the next neighbourhood of units.
"""

from collections.abc import Callable
from pathlib import Path

from streamlit.components.v2 import component

from core.browser import BASE
from core.browser.assemble import assemble, stylesheet
from pages.components.passage.payload import (
    MOST_TOKENS,
    PackedPassage,
    PassageText,
    UnitValues,
    pack,
    units_around,
)
from pages.components.passage.place import PassageCue, PassageSettled, read_settled

__all__ = [
    "MOST_TOKENS",
    "PackedPassage",
    "PassageCue",
    "PassageSettled",
    "PassageText",
    "UnitValues",
    "pack",
    "passage",
    "read_settled",
    "units_around",
]

_FOLDER = Path(__file__).parent

_component = component(
    "gatescope_passage",
    css=stylesheet(
        BASE / "base.css", BASE / "transport.css", BASE / "history.css", _FOLDER / "passage.css"
    ),
    js=assemble(_FOLDER / "passage.js"),
)


def passage(
    packed: PackedPassage,
    cue: PassageCue,
    *,
    on_settled: Callable[[], None],
    key: str,
) -> PassageSettled | None:
    """Show a passage and let people step through it, change the unit and mark a span.

    The browser follows ``cue`` when its number or the passage changes, and is otherwise on its own.

    Args:
        packed: the tokens, and the values of the selected unit and its neighbours,
            ``units_around`` it, packed with this ``key``.
        cue: where to go.
        on_settled: called at the start of the rerun that a new position, unit or span causes.
        key: the component's key.

    Returns:
        Where the reader stopped last, perhaps in an earlier passage: compare its digest. ``None``
        before the first step.
    """
    result = _component(key=key, data=packed.at(cue), on_settled_change=on_settled)
    return read_settled(result.get("settled"))
