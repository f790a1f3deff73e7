"""Edits in words, such as "forget gate of unit 12 held at 1 from token 3 “not” on".

The words may contain typed text, so they are shown only where nothing is read as markup.
"""

from collections.abc import Sequence

from core.edits import Edit, Hold, Remove, Replace, Swap
from pages.language import _
from pages.shared.quantity_titles import titles


def in_words(edit: Edit, cell: str, labels: Sequence[str], others: Sequence[str] = ()) -> str:
    """Return an edit in words.

    Args:
        edit: the edit.
        cell: the cell that it is made in.
        labels: how the tokens of the text are shown.
        others: how those of the other sentence are shown.
    """
    match edit:
        case Hold():
            return _hold(edit, cell, labels)
        case Swap(position, other):
            text = _("state after {here} replaced by that after {there} of the other sentence")
            return text.format(here=token(position, labels), there=token(other, others))
        case Remove(position):
            return _("{token} left out").format(token=token(position, labels))
        case Replace(position, ""):
            text = _("an unknown token read instead of {token}")
            return text.format(token=token(position, labels))
        case Replace(position, instead):
            text = _("“{instead}” read instead of {token}")
            return text.format(instead=instead, token=token(position, labels))


def token(position: int, labels: Sequence[str]) -> str:
    """Return a token's number, from 1, and the token itself if the text has it.

    >>> token(1, ["not", "bad"]), token(8, ["not", "bad"])
    ('token 2 “bad”', 'token 9')
    """
    if position < len(labels):
        return _("token {number:d} “{token}”").format(number=position + 1, token=labels[position])
    return _("token {number:d}").format(number=position + 1)


def _hold(edit: Hold, cell: str, labels: Sequence[str]) -> str:
    when, value = _when(edit, labels), edit.value
    if edit.quantity == "hidden_state" and value == 0:
        if edit.unit is None:
            return _("all units silenced {when}").format(when=when)
        return _("unit {unit:d} silenced {when}").format(unit=edit.unit, when=when)
    parts = {"quantity": titles(cell)[edit.quantity], "when": when}
    parts["value"] = _("given values") if isinstance(value, tuple) else f"{value:.4g}"
    if edit.unit is None:
        return _("{quantity} of all units held at {value} {when}").format(**parts)
    text = _("{quantity} of unit {unit:d} held at {value} {when}")
    return text.format(unit=edit.unit, **parts)


def _when(edit: Hold, labels: Sequence[str]) -> str:
    """Return the tokens during which a quantity is held."""
    first = token(edit.start, labels)
    if edit.stop is None:
        return _("from {first} on").format(first=first) if edit.start else _("throughout")
    if edit.stop == edit.start + 1:
        return _("at {token}").format(token=first)
    return _("from {first} to {last}").format(first=first, last=token(edit.stop - 1, labels))
