"""The draft of the next edit, kept for the session; links hold only the edits that are made."""

from dataclasses import dataclass, replace
from typing import Any

from core.edits import Edit, Hold, Remove, Replace, Swap
from core.network import Network
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.what_if.link_edits import limits

END = 0
"""Stands for the end of the text in the menu, where ``None`` would mean that nothing is chosen."""
_FIRST = ("forget_gate", "update_gate", "hidden_state")
"""Quantities that keep a memory. Where the draft's quantity is not one of the cell's, the first of
these that the cell has takes its place."""
_DRAFT = "edit-draft"


@dataclass(frozen=True)
class Draft:
    """An edit that is not made yet.

    Attributes:
        kind: ``hold``, ``silence``, ``swap``, ``replace`` or ``remove``.
        quantity: the quantity that is held, one of the cell's own.
        value: the value it is held at.
        every: whether all units are held, not the selected one only.
        last: the last token at which it is held, from 1; ``END`` for the text's last token.
        there: the token of the other sentence whose state is taken, from 1; if none, the one at the
            same position.
        instead: the text whose first token is read instead.
    """

    kind: str = "hold"
    quantity: str = "forget_gate"
    value: float = 0.0
    every: bool = True
    last: int = END
    there: int | None = None
    instead: str = ""


def draft_now() -> Draft:
    """Return the draft as it was left."""
    return session.kept(_DRAFT, Draft())


def draft_of(network: Network) -> Draft:
    """Return the draft, with a quantity that the cell has and a value within its limits."""
    draft = draft_now()
    names = [quantity.name for quantity in network.cell.quantities]
    if draft.quantity not in names:
        draft = replace(draft, quantity=next(name for name in _FIRST if name in names))
    low, high = limits(draft.quantity)
    draft = replace(draft, value=min(max(draft.value, low), high))
    session.keep(_DRAFT, draft)
    return draft


def change(**fields: Any) -> None:
    """Change fields of the draft."""
    session.keep(_DRAFT, replace(draft_now(), **fields))


def other_token(draft: Draft, selection: Selection, others: int) -> int:
    """Return the token of the other sentence whose state is taken, from 1 to ``others``."""
    return min(draft.there or selection.position, others)


def to_edit(draft: Draft, selection: Selection, tokens: int, others: int) -> Edit | None:
    """Return the edit that a draft describes; ``None`` for a swap without another sentence.

    Args:
        draft: the draft.
        selection: holds the token and the unit.
        tokens: how many the text has.
        others: how many the other sentence has.
    """
    position = selection.position - 1
    if draft.kind == "swap":
        return Swap(position, other_token(draft, selection, others) - 1) if others else None
    if draft.kind == "remove":
        return Remove(position)
    if draft.kind == "replace":
        return Replace(position, draft.instead)
    stop = draft.last if selection.position <= draft.last <= tokens else None
    if draft.kind == "silence":
        return Hold("hidden_state", 0.0, selection.unit, position, stop)
    unit = None if draft.every else selection.unit
    return Hold(draft.quantity, draft.value, unit, position, stop)
