"""PyTorch and Keras source of a wired model, each line with the arrows that it makes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .arrows import Arrow
from .keras_lines import keras_lines
from .lines import Line, Stage
from .pytorch_lines import pytorch_lines
from .wired import Wired

Dialect = Literal["pytorch", "keras"]
DIALECTS: Mapping[Dialect, Callable[[Wired], Iterator[Line]]] = {
    "pytorch": pytorch_lines,
    "keras": keras_lines,
}

_CALL, _LAST = "call {part} {layer}", "last"
_MADE_BY: Mapping[str, tuple[str, ...]] = {
    "input": ("x",),
    "zero input": ("pad",),
    "convolved input": ("convolve",),
    "hidden state": (_CALL,),
    "cell state": (_CALL,),
    "initial hidden state": ("before {layer}", _CALL),
    "initial cell state": ("before {layer}", _CALL),
    "final hidden state": ("h_n", _CALL),
    "final cell state": ("c_n", _CALL),
    "returned hidden state": ("h_n", _CALL),
    "returned cell state": ("c_n", _CALL),
    "direction output": (_CALL,),
    "layer output": ("merge {part} {layer}", _CALL),
    "output": ("output", "merge {part} {layer}", _CALL),
    "scores": ("scores",),
    "last step": (_LAST, _CALL),
    "last of a direction": (_LAST, _CALL),
    "context hidden state": ("context {layer}", "call decoder {layer}"),
    "context cell state": ("context {layer}", "call decoder {layer}"),
    "first decoder input": ("start", "feed"),
    "last output": ("feed", "call decoder 0"),
    "last symbol": ("feed",),
    "target": ("feed",),
    "weight sharing": ("make {part} {layer}",),
}
"""Kind of an arrow -> the line that makes it; a later one where the first does not stand."""


@dataclass(frozen=True)
class SourceLine:
    """One line of the source.

    Attributes:
        text: the line, with its indentation.
        arrows: ids of the arrows that it makes.
        stage: ``import``; ``input``: what is read; ``make``: layers and their weights; ``run``.
    """

    text: str
    arrows: tuple[str, ...]
    stage: Stage


def source(wired: Wired, dialect: Dialect) -> tuple[SourceLine, ...]:
    """Return the source of what is wired.

    In PyTorch the variables of all expressions of ``Arrow.pytorch`` are left behind, and the result
    is ``last`` without return_sequences, else ``output``. Run again, its lines of the stage ``run``
    are the next batch. In Keras, ``model`` is left behind. Weights are as each library draws them.

    >>> from core.wiring import Wiring, random_inputs, wire
    >>> wiring = Wiring("gru", input_size=3, hidden_size=4, kind="many-to-one")
    >>> for line in source(wire(wiring, random_inputs(wiring)), "pytorch"):
    ...     print(line.text)
    import torch
    from torch import nn
    <BLANKLINE>
    x = torch.randn(2, 5, 3)
    gru = nn.GRU(3, 4, batch_first=True)
    output, h_n = gru(x)
    last = output[:, -1]  # (2, 4)

    Args:
        wired: a model that was run; the shapes are those of the run.
        dialect: ``pytorch`` or ``keras``.

    Raises:
        KeyError: if there is no such dialect.
    """
    lines = [*DIALECTS[dialect](wired)]
    keys = {line.key for line in lines}
    made: dict[str, list[Arrow]] = {}
    for arrow in wired.arrows:
        made.setdefault(_key(arrow, keys), []).append(arrow)
    return tuple(
        SourceLine(
            line.text + _comment(made.get(line.key, [])),
            tuple(arrow.id for arrow in made.get(line.key, [])),
            line.stage,
        )
        for line in lines
    )


def text_of(lines: tuple[SourceLine, ...]) -> str:
    """Return the lines as one text, ready to be run."""
    return "".join(f"{line.text}\n" for line in lines)


def _key(arrow: Arrow, keys: set[str]) -> str:
    part, layer = arrow.part, arrow.layer
    if arrow.kind == "weight sharing" and layer is None:
        return "make readout" if arrow.target == "symbol" else "make conv"
    wanted = [key.format(part=part, layer=layer) for key in _MADE_BY[arrow.kind]]
    return next(key for key in wanted if key in keys)


def _comment(made: list[Arrow]) -> str:
    """Return the shape of what a line makes, where that is one tensor for all steps."""
    kinds = ("zero input", "convolved input", "layer output", "output", "scores", "last step")
    shapes = {arrow.shape for arrow in made if arrow.folded and arrow.kind in kinds}
    return f"  # {shapes.pop()}" if len(shapes) == 1 else ""
