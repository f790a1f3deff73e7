"""A model as a short text for links, such as ``input-200~embedding-10000-64~lstm-64~dense-2``.

The text has only characters that need no escaping in an address. Any text can be read: the result
is a model, and a notice for each part that could not be used as it was.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ..cells.torch_layers import LAYERS
from ..notation import N_, Notice
from .layers import (
    MAXIMUM_LAYERS,
    MAXIMUM_RATE,
    MAXIMUM_SIZES,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Layer,
    Model,
    Recurrent,
)

DEFAULT_STACK = "input-200~embedding-10000-64~lstm-64~dense-2"
TOKEN_IDS, VECTORS = Input(200), Input(200, 64)
"""The input of a text that names none: ids if an embedding comes first, else vectors."""

_BETWEEN, _WITHIN, _BOTH, _ALL = "~", "-", "both", "all"
_DIGITS = 9
"""A number of more digits is out of every range, so it is not worth reading."""
_PERCENT = "percent"
_LARGEST = {**MAXIMUM_SIZES, _PERCENT: round(MAXIMUM_RATE * 100)}

_MOST_CUTS = 4 * MAXIMUM_LAYERS
"""How often a text is split; a rest that could be split further is an unreadable part."""

_UNREADABLE = N_("Part {part} of the link's model cannot be read; it is left out.")
_CLAMPED = N_(
    "A number in part {part} of the link's model is out of range; the nearest allowed number is "
    "used."
)
_TOO_MANY = N_("The link's model has more than {maximum} layers; the first {maximum} are used.")


def to_text(model: Model) -> str:
    """Return the text from which ``from_text`` reads this model.

    >>> to_text(Model(Input(9), (Recurrent("gru", 8, 2, True, True), Dropout(0.2))))
    'input-9~gru-8-2-both-all~dropout-20'
    """
    records = (model.input, *model.layers)
    return _BETWEEN.join(_WITHIN.join(map(str, _words(record))) for record in records)


def from_text(text: str) -> tuple[Model, tuple[Notice, ...]]:
    """Read a model from any text, without raising an error.

    Args:
        text: any string; the first ``MAXIMUM_LAYERS`` readable layers are used.

    Returns:
        The model, with each number clamped to its range, and notices of what was changed.
    """
    parts = text.split(_BETWEEN, _MOST_CUTS) if text else []
    first = _read(parts[0])[0] if parts else None
    layers: list[Layer] = []
    notices: list[Notice] = []
    for number, part in enumerate(parts, start=1):
        record, clamped = _read(part)
        if record is None or (isinstance(record, Input) and number > 1):
            notices.append(Notice(_UNREADABLE, {"part": number}))
            continue
        if len(layers) == MAXIMUM_LAYERS:
            notices.append(Notice(_TOO_MANY, {"maximum": MAXIMUM_LAYERS}))
            break
        if clamped:
            notices.append(Notice(_CLAMPED, {"part": number}))
        if not isinstance(record, Input):
            layers.append(record)
    default = TOKEN_IDS if layers and isinstance(layers[0], Embedding) else VECTORS
    return Model(first if isinstance(first, Input) else default, tuple(layers)), tuple(notices)


def _words(record: Input | Layer) -> Sequence[str | int]:
    match record:
        case Input(length, size):
            return ("input", length) if size is None else ("input", length, size)
        case Embedding(vocabulary_size, size):
            return "embedding", vocabulary_size, size
        case Conv1D(filters, kernel_size):
            return "conv1d", filters, kernel_size
        case Recurrent(cell, units, num_layers, both, every):
            stacked = (num_layers,) if num_layers > 1 else ()
            return cell, units, *stacked, *[_BOTH] * both, *[_ALL] * every
        case Dropout(rate):
            return "dropout", round(rate * 100)
        case Dense(units):
            return "dense", units


_Maker = Callable[..., Input | Layer]
_FORMS: Mapping[str, tuple[_Maker, int, tuple[str, ...]]] = {
    "input": (Input, 1, ("length", "size")),
    "embedding": (Embedding, 2, ("vocabulary_size", "size")),
    "conv1d": (Conv1D, 2, ("filters", "kernel_size")),
    **{cell: (partial(Recurrent, cell), 1, ("units", "num_layers")) for cell in LAYERS},
    "dropout": (lambda percent: Dropout(percent / 100), 1, (_PERCENT,)),
    "dense": (Dense, 1, ("units",)),
}
"""Kind -> the constructor of its record, the fewest numbers it needs, and the numbers' names."""


def _read(part: str) -> tuple[Input | Layer | None, bool]:
    """Return the record that a part stands for, if any, and whether a number was clamped."""
    kind, *words = part.split(_WITHIN)
    flags = {}
    for word, flag in ((_ALL, "return_sequences"), (_BOTH, "bidirectional")):
        if kind in LAYERS and words[-1:] == [word]:
            flags[flag] = bool(words.pop())
    if kind not in _FORMS or not all(re.fullmatch("[0-9]+", word) for word in words):
        return None, False
    construct, fewest, names = _FORMS[kind]
    if not fewest <= len(words) <= len(names):
        return None, False
    numbers = [int(word) if len(word) <= _DIGITS else 10**_DIGITS for word in words]
    ranges = [(0 if name == _PERCENT else 1, _LARGEST[name]) for name in names[: len(numbers)]]
    sizes = [min(max(n, low), high) for n, (low, high) in zip(numbers, ranges, strict=True)]
    return construct(*sizes, **flags), sizes != numbers
