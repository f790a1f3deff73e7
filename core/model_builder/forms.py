"""How each kind of layer is written in links: its numbers, in order, and then its options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from ..cells.torch_layers import LAYERS
from .layers import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Input,
    Layer,
    LayerNorm,
    MaxPooling1D,
    Recurrent,
    RepeatVector,
)
from .limits import MAXIMUM_RATE, MAXIMUM_SIZES, RATE_DECIMALS
from .record import ACTIVATIONS, MERGES, PADDINGS

NONE = "none"
"""A length that is left open."""
_PER_CENT = 100


@dataclass(frozen=True)
class Option:
    """A field that is written only if it is not its default.

    Attributes:
        name: the field's, in the record.
        default: the field's value if nothing is written.
        words: each word that can be written, and the value that it stands for.
        number_after: the word before the field's number, if it is a number.
    """

    name: str
    default: object
    words: Mapping[str, object] = field(default_factory=dict)
    number_after: str = ""


@dataclass(frozen=True)
class Form:
    """How one kind of layer is written.

    Attributes:
        make: makes the record of the fields.
        numbers: the fields that are written as numbers alone, in order.
        fewest: how many of them have to be there; the others may be left out at their default.
        options: in the order in which they follow.
    """

    make: Callable[..., Input | Layer]
    numbers: tuple[str, ...] = ()
    fewest: int = 0
    options: tuple[Option, ...] = ()


def _flag(name: str, word: str) -> Option:
    return Option(name, False, {word: True})


def _choice(name: str, words: tuple[str, ...], default: str) -> Option:
    return Option(name, default, {word: word for word in words if word != default})


_ACTIVATION = _choice("activation", ACTIVATIONS, "linear")
_PER_CELL: Mapping[str, tuple[Option, ...]] = {
    "rnn": (_choice("activation", ("tanh", "relu"), "tanh"),),
    "lstm": (Option("proj_size", 0, number_after="proj"),),
    "gru": (),
}
_RECURRENT = (
    _flag("bidirectional", "both"),
    _choice("merge", MERGES, "concat"),
    _flag("return_sequences", "all"),
)
FORMS: Mapping[str, Form] = {
    "input": Form(Input, ("length", "size"), 1, (_flag("one_hot", "onehot"),)),
    "embedding": Form(Embedding, ("vocabulary_size", "size"), 2),
    "conv1d": Form(
        Conv1D,
        ("filters", "kernel_size"),
        2,
        (
            Option("stride", 1, number_after="stride"),
            _choice("padding", PADDINGS, "valid"),
            Option("dilation", 1, number_after="dilation"),
            _ACTIVATION,
        ),
    ),
    "maxpooling1d": Form(MaxPooling1D, ("size", "stride"), 1),
    "globalmaxpooling1d": Form(GlobalMaxPooling1D),
    "flatten": Form(Flatten),
    "repeatvector": Form(RepeatVector, ("n",), 1),
    **{
        cell: Form(
            partial(Recurrent, cell), ("units", "num_layers"), 1, (*_RECURRENT, *_PER_CELL[cell])
        )
        for cell in LAYERS
    },
    "dropout": Form(Dropout, ("rate",), 1),
    "layernorm": Form(LayerNorm),
    "batchnorm": Form(BatchNorm),
    "dense": Form(Dense, ("units",), 1, (_ACTIVATION, _flag("tied", "tied"))),
}
"""By the word that a layer's text begins with. Links are kept, so words are only added here."""


def number_text(name: str, value: float) -> str:
    """Return a number as it is written; a rate in per cent.

    >>> number_text("rate", 0.125), number_text("rate", 0.07), number_text("units", 64)
    ('12.5', '7', '64')
    """
    if name != "rate":
        return str(value)
    return f"{(Decimal(str(value)) * _PER_CENT).normalize():f}"


def number_of(name: str, text: str) -> tuple[float, bool]:
    """Return the number that a text of digits stands for, in its range, and whether it was moved.

    >>> number_of("rate", "12.5"), number_of("num_layers", "0"), number_of("rate", "100")
    ((0.125, False), (1, True), (0.99, True))
    """
    if name == "rate":
        rate = float(round(Decimal(text) / _PER_CENT, RATE_DECIMALS))
        return min(rate, MAXIMUM_RATE), rate > MAXIMUM_RATE
    number = int(text)
    nearest = min(max(number, 1), MAXIMUM_SIZES[name])
    return nearest, nearest != number
