"""One line of source before its arrows are known."""

from typing import Literal, NamedTuple

from .wired import Wired

Stage = Literal["import", "input", "make", "run"]


class Line(NamedTuple):
    """A line, the stage it belongs to, and what it makes; nothing where no arrow comes from it."""

    text: str
    stage: Stage
    key: str = ""


def input_steps(wired: Wired, kind: str = "input") -> int:
    """Return the number of steps that a model was given; of ``zero input``, with the zeros."""
    shape = next(arrow.shape for arrow in wired.arrows if arrow.folded and arrow.kind == kind)
    return shape[int(wired.wiring.batch_first)]
