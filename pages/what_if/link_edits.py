"""The format of edits in a link: a list in which each edit is a few characters.

``f.12.3-9.100``: forget gate of unit 12 held at 1.00 from token 3 to token 9; ``all`` stands for
all units, and nothing after the dash for the end. ``swap.5.7``: the state after token 5 becomes
that of the other sentence after its token 7. ``cut.4``: token 4 is not read. ``put.4.good``:
another one is.
"""

import re
from urllib.parse import quote, unquote

from core.edits import Edit, Hold, Remove, Replace, Swap
from core.notation import N_, Notice
from pages.shared.view.fields import BETWEEN, Refused, showable
from pages.shared.view.selection import MAX_INSTEAD, MAX_POSITION, MAX_UNIT

MAX_EDITS = 12
MOST_HELD = 10.0
"""A cell state has no bounds; this is the largest value it can be held at."""
LETTERS = {
    "f": "forget_gate",
    "i": "input_gate",
    "g": "candidate",
    "o": "output_gate",
    "c": "cell_state",
    "h": "hidden_state",
    "r": "reset_gate",
    "z": "update_gate",
}
_LETTER_OF = {name: letter for letter, name in LETTERS.items()}
_ALL = "all"
_HOLD = re.compile(
    rf"([{''.join(LETTERS)}])\.({_ALL}|[0-9]{{1,5}})\.([0-9]{{1,5}})-([0-9]{{0,5}})\.(-?[0-9]{{1,4}})"
)
_SWAP = re.compile(r"swap\.([0-9]{1,5})\.([0-9]{1,5})")
_REMOVE = re.compile(r"cut\.([0-9]{1,5})")
_REPLACE = re.compile(r"put\.([0-9]{1,5})\.(.*)", re.DOTALL)


def edits(value: str) -> tuple[Edit, ...]:
    """Take the edits that can be read, in order; raises ``Refused`` if some were left out."""
    items = value.split(BETWEEN) if value else []
    read = [edit for edit in map(_edit, items) if edit is not None]
    if len(read) < len(items):
        message = N_("Edits of the link left out because they cannot be read: {count}.")
        raise Refused(Notice(message, {"count": len(items) - len(read)}), tuple(read[:MAX_EDITS]))
    if len(read) > MAX_EDITS:
        message = N_("At most {most} edits can be made; using the first ones.")
        raise Refused(Notice(message, {"most": MAX_EDITS}), tuple(read[:MAX_EDITS]))
    return tuple(read)


def to_text(edits: tuple[Edit, ...]) -> str:
    """Return the edits as a link has them."""
    return BETWEEN.join(map(_written, edits))


def limits(quantity: str) -> tuple[float, float]:
    """Return the least and the largest value that a quantity can be held at.

    >>> limits("forget_gate"), limits("candidate"), limits("cell_state")
    ((0.0, 1.0), (-1.0, 1.0), (-10.0, 10.0))
    """
    if quantity.endswith("gate"):
        return 0.0, 1.0
    return (-MOST_HELD, MOST_HELD) if quantity == "cell_state" else (-1.0, 1.0)


def _edit(item: str) -> Edit | None:
    if parts := _HOLD.fullmatch(item):
        return _hold(*parts.groups())
    if parts := _SWAP.fullmatch(item):
        position, other = map(_position, parts.groups())
        return None if position is None or other is None else Swap(position, other)
    if parts := _REMOVE.fullmatch(item):
        position = _position(parts[1])
        return None if position is None else Remove(position)
    if parts := _REPLACE.fullmatch(item):
        position, instead = _position(parts[1]), showable(unquote(parts[2]))
        if position is not None and len(instead) <= MAX_INSTEAD:
            return Replace(position, instead)
    return None


def _hold(letter: str, unit: str, first: str, last: str, hundredths: str) -> Hold | None:
    start, stop = _position(first), int(last) if last else None
    quantity, value = LETTERS[letter], int(hundredths) / 100
    low, high = limits(quantity)
    if start is None or not low <= value <= high:
        return None
    if unit != _ALL and int(unit) > MAX_UNIT:
        return None
    if stop is not None and not start < stop <= MAX_POSITION:
        return None
    return Hold(quantity, value, None if unit == _ALL else int(unit), start, stop)


def _position(number: str) -> int | None:
    """Return a position from 0 for a token that the link counts from 1."""
    return int(number) - 1 if 1 <= int(number) <= MAX_POSITION else None


def _written(edit: Edit) -> str:
    match edit:
        case Hold(quantity, float(value), unit, start, stop):
            at = f"{start + 1}-{'' if stop is None else stop}"
            which = _ALL if unit is None else unit
            return f"{_LETTER_OF[quantity]}.{which}.{at}.{round(value * 100)}"
        case Swap(position, other):
            return f"swap.{position + 1}.{other + 1}"
        case Remove(position):
            return f"cut.{position + 1}"
        case Replace(position, instead):
            return f"put.{position + 1}.{quote(instead, safe='').replace(BETWEEN, '%7E')}"
    raise ValueError(f"A link expected a hold at one value or another edit, got {edit!r:.80}.")
