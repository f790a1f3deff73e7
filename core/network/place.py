"""The place of a cell in a network: the coordinate by which screens and callers name it."""

from dataclasses import dataclass
from typing import Literal, get_args

Part = Literal["", "encoder", "decoder"]
Direction = Literal["forward", "backward"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True)
class CellPlace:
    """The place of one cell.

    Attributes:
        part: ``encoder`` or ``decoder`` of a network that has both, else empty.
        layer: counted from the token vectors upwards, from 0.
        direction: in which the cell reads the text.
    """

    part: Part = ""
    layer: int = 0
    direction: Direction = "forward"


FIRST = CellPlace()
"""The cell that reads the token vectors from left to right; most networks have only this one."""
