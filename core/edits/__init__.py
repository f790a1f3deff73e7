"""Edits to a network's reading of a text: each changes one thing, and they apply in order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hold:
    """A quantity is held at a value, whatever the cell computes for it.

    A hidden state held at 0 silences its unit: neither the next step nor the readout sees it.

    Attributes:
        quantity: its name, one of the cell's own.
        value: what it is held at, or one value for each of the cell's units.
        unit: the unit, from 0; ``None`` for all units.
        start: the first position at which it is held, from 0.
        stop: the position from which on it is free again; ``None`` for never.
    """

    quantity: str
    value: float | tuple[float, ...]
    unit: int | None = None
    start: int = 0
    stop: int | None = None


@dataclass(frozen=True)
class Swap:
    """The whole state after one token becomes that of another text after one of its tokens.

    Attributes:
        position: the token of this text, from 0.
        other: the token of the other text, from 0.
    """

    position: int
    other: int


@dataclass(frozen=True)
class Remove:
    """A token is not read.

    Attributes:
        position: which one, from 0.
    """

    position: int


@dataclass(frozen=True)
class Replace:
    """Another token is read in a token's place.

    Attributes:
        position: which one, from 0.
        text: a text, whose first token takes its place; the unknown token if it has none.
    """

    position: int
    text: str


Edit = Hold | Swap | Remove | Replace
"""Positions are always those of the text as it was typed: no edit shifts the position of another.
"""
