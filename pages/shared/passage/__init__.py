"""A passage of a corpus, every token coloured by the value of one unit.

Walking from token to token and from unit to unit happens in the browser; the server hears where
people stay and sends the next neighbourhood of units.
"""

from collections.abc import Callable

from pages.shared.passage.payload import (
    MOST_TOKENS,
    PassageCue,
    PassageSettled,
    PassageText,
    UnitValues,
    read_settled,
    units_around,
)

__all__ = [
    "MOST_TOKENS",
    "PassageCue",
    "PassageSettled",
    "PassageText",
    "UnitValues",
    "passage",
    "read_settled",
    "units_around",
]


def passage(
    text: PassageText,
    values: UnitValues,
    cue: PassageCue,
    *,
    on_settled: Callable[[], None],
    key: str,
) -> PassageSettled | None:
    """Show a passage and let people walk through it, change the unit and brush a span.

    The browser follows ``cue`` when its number or the passage changes, and else goes its own way.

    Args:
        text: the tokens.
        values: the values of the selected unit and its neighbours, ``units_around`` it.
        cue: where to go.
        on_settled: called at the start of the rerun that a new position, unit or span causes.
        key: the component's key.

    Returns:
        Where people stayed last, perhaps in an earlier passage: compare its digest. ``None``
        before the first step.
    """
    raise NotImplementedError
