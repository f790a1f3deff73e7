"""A model as a short text for links, such as ``input-200~embedding-10000-64~lstm-64~dense-2``.

Only characters that an address may have as they are. Reading is a total function: from any text
comes a model, and a notice for each thing that could not be taken as it was.
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
"""What a text means that says nothing of its input: ids before an embedding, else vectors."""

_BETWEEN, _WITHIN, _BOTH, _ALL = "~", "-", "both", "all"
_DIGITS = 9
"""A number of more digits is out of every range, and not worth the time to read it."""
_PERCENT = "percent"
_LARGEST = {**MAXIMUM_SIZES, _PERCENT: round(MAXIMUM_RATE * 100)}

_MOST_CUTS = 4 * MAXIMUM_LAYERS
"""How often a text is cut; what is left then and could be cut again is a part nobody can read."""

_UNREADABLE = N_("Part {part} of the link's model cannot be read; it is left out.")
_CLAMPED = N_("A number in part {part} of the link's model is out of range; the nearest is taken.")
_TOO_MANY = N_("The link's model has more than {maximum} layers; the first {maximum} are taken.")


def to_text(model: Model) -> str:
    """Return the text that ``from_text`` reads as this model.

    >>> to_text(Model(Input(9), (Recurrent("gru", 8, 2, True, True), Dropout(0.2))))
    'input-9~gru-8-2-both-all~dropout-20'
    """
    records = (model.input, *model.layers)
    return _BETWEEN.join(_WITHIN.join(map(str, _words(record))) for record in records)


def from_text(text: str) -> tuple[Model, tuple[Notice, ...]]:
    """Read a model; never raises.

    Args:
        text: any string; the first ``MAXIMUM_LAYERS`` layers that can be read are taken.

    Returns:
        The model, each number moved into its range, and what could not be taken as it was.
    """
    parts = text.split(_BETWEEN, _MOST_CUTS) if text else []
    opening = _read(parts[0])[0] if parts else None
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
    usual = TOKEN_IDS if layers and isinstance(layers[0], Embedding) else VECTORS
    return Model(opening if isinstance(opening, Input) else usual, tuple(layers)), tuple(notices)


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
"""Kind -> what makes the record, how many numbers it needs, and what the numbers are."""


def _read(part: str) -> tuple[Input | Layer | None, bool]:
    """Return the record that a part means, if any, and whether a number was moved into range."""
    kind, *words = part.split(_WITHIN)
    flags = {}
    for word, flag in ((_ALL, "return_sequences"), (_BOTH, "bidirectional")):
        if kind in LAYERS and words[-1:] == [word]:
            flags[flag] = bool(words.pop())
    if kind not in _FORMS or not all(re.fullmatch("[0-9]+", word) for word in words):
        return None, False
    make, fewest, names = _FORMS[kind]
    if not fewest <= len(words) <= len(names):
        return None, False
    given = [int(word) if len(word) <= _DIGITS else 10**_DIGITS for word in words]
    ranges = [(0 if name == _PERCENT else 1, _LARGEST[name]) for name in names[: len(given)]]
    sizes = [min(max(n, low), high) for n, (low, high) in zip(given, ranges, strict=True)]
    return make(*sizes, **flags), sizes != given
