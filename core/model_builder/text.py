"""A model as a short text for links, such as ``input-200~embedding-10000-64~lstm-64~dense-2``.

The text has only characters that need no escaping in an address. Any text can be read: the result
is a model, and a notice for each part that could not be used as it was.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from ..notation import N_, Notice
from .forms import FORMS, NONE, Option, number_of, number_text
from .layers import Embedding, Input, Layer, Model, TimeDistributed
from .limits import MAXIMUM_LAYERS
from .names import kind_of

DEFAULT_STACK = "input-200~embedding-10000-64~lstm-64~dense-2"
TOKEN_IDS, VECTORS = Input(200), Input(200, 64)
"""The input of a text that names none: ids if an embedding comes first, else vectors."""

_BETWEEN, _WITHIN = "~", "-"
_DIGITS = 9
"""A number of more digits is out of every range, so it is not worth reading."""
_NUMBER = re.compile(r"[0-9]+")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_DISTRIBUTED = "timedistributed"

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

    >>> from .layers import Dropout, Recurrent
    >>> to_text(Model(Input(9), (Recurrent("gru", 8, 2, True, True), Dropout(0.2))))
    'input-9~gru-8-2-both-all~dropout-20'
    """
    records = (model.input, *model.layers)
    return _BETWEEN.join(_WITHIN.join(_words(record)) for record in records)


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


def _words(record: Input | Layer) -> Iterator[str]:
    """Yield what stands between the hyphens."""
    if isinstance(record, TimeDistributed):
        yield _DISTRIBUTED
        record = record.layer
    kind = "input" if isinstance(record, Input) else kind_of(record)
    yield kind
    form = FORMS[kind]
    for place, name in enumerate(form.numbers):
        value = getattr(record, name)
        if name == "length" and value is None:
            yield NONE
        elif place < form.fewest or value != _default(record, name):
            yield number_text(name, value)
    for option in form.options:
        value = getattr(record, option.name)
        if value != option.default:
            yield from _option_words(option, value)


def _option_words(option: Option, value: object) -> Sequence[str]:
    if option.number_after:
        return option.number_after, str(value)
    return [word for word, meaning in option.words.items() if meaning == value]


def _default(record: object, name: str) -> object:
    return type(record).__dataclass_fields__[name].default  # type: ignore[attr-defined]


def _read(part: str) -> tuple[Input | Layer | None, bool]:
    """Return the record that a part stands for, if any, and whether a number was clamped."""
    kind, *words = part.split(_WITHIN)
    distributed = kind == _DISTRIBUTED and bool(words)
    if distributed:
        kind, *words = words
    if kind not in FORMS:
        return None, False
    fields, clamped = _fields(kind, words)
    if fields is None:
        return None, False
    with suppress(ValueError):  # a vocabulary without a size, or a layer that has no steps
        record: Any = FORMS[kind].make(**fields)
        return (TimeDistributed(record) if distributed else record), clamped
    return None, False


def _fields(kind: str, words: list[str]) -> tuple[dict[str, Any] | None, bool]:
    """Return the fields that the words after a kind stand for, if all of them can be read."""
    form, fields, clamped = FORMS[kind], dict[str, Any](), False
    for name in form.numbers:
        if name == "length" and words[:1] == [NONE]:
            fields[name] = words.pop(0) and None
        elif words and (_RATE if name == "rate" else _NUMBER).fullmatch(words[0]):
            fields[name], moved = _number(name, words.pop(0))
            clamped |= moved
        else:
            break
    if len(fields) < form.fewest:
        return None, False
    for option in form.options:
        if words and words[0] in option.words:
            fields[option.name] = option.words[words.pop(0)]
        elif words[:1] == [option.number_after] and _NUMBER.fullmatch("".join(words[1:2])):
            fields[option.name], moved = _number(option.name, words[1])
            words, clamped = words[2:], clamped or moved
    return (None if words else fields), clamped


def _number(name: str, text: str) -> tuple[float, bool]:
    return number_of(name, text if name == "rate" or len(text) <= _DIGITS else "9" * (_DIGITS + 1))
