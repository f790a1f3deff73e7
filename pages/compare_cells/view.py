"""The view of Compare cells: the text that replaces the first token."""

from dataclasses import dataclass

from core.notation import N_
from pages.shared.view.fields import text
from pages.shared.view.selection import MAX_INSTEAD


@dataclass(frozen=True)
class CompareCellsView:
    """The settings of the screen.

    Attributes:
        instead: the text that replaces the first token; empty means the unknown token.
    """

    instead: str = text(
        "instead",
        most=MAX_INSTEAD,
        message=N_(
            "The link's replacement for the first token is too long; showing its beginning."
        ),
    )
