"""What each parameter of a link is called, how it is read and how it is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.analysis.features.registry import BY_TASK, BY_TOKENIZER
from core.conventions import CONVENTIONS
from core.models.text import from_text, to_text
from core.notation import N_
from core.text import TOKENIZERS, Notice
from core.text.padding import SIDES
from pages.shared.language import LANGUAGES
from pages.shared.selection import (
    BARS,
    CELLS,
    CORPORA,
    CORPUS_SIZES,
    FILE_DIGITS,
    LONGEST,
    LOOKS,
    MAX_BUDGET,
    MAX_CORPUS,
    MAX_LAYERS,
    MAX_POSITION,
    MAX_SIZE,
    MAX_SPAN,
    MAX_UNIT,
    MEASURES,
    MODELS,
    MOST_NETWORKS,
    NETWORKS,
    PANELS,
    QUANTITIES,
    RANKINGS,
    VIEWS,
)

WEIGHTS_DIGITS = 8
BETWEEN = "~"
"""Between the items of a list; browsers leave it as it is."""
MAX_INSTEAD = 40
FEATURES = tuple(
    dict.fromkeys(
        feature.id for by in (BY_TASK, BY_TOKENIZER) for few in by.values() for feature in few
    )
)
"""All that any network is held against; which of them a network is, its tokens decide."""


class Refused(Exception):
    """A value in a link that cannot be taken; says so, and what comes nearest if anything does."""

    def __init__(self, notice: Notice, nearest: object = None) -> None:
        self.notice, self.nearest = notice, nearest


@dataclass(frozen=True)
class Field:
    """One parameter of the link: its name there, how it is read and how it is written."""

    name: str
    read: Callable[[str], object]
    write: Callable[..., str] = str


def _one_of(options: Sequence[str], message: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in options:
            raise Refused(Notice(message))
        return value

    return read


def _number(low: int, high: int, message: str) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None
        if number is None or not low <= number <= high:
            nearest = None if number is None else min(max(number, low), high)
            raise Refused(Notice(message, {"low": low, "high": high}), nearest)
        return number

    return read


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise Refused(Notice(N_("The link says something other than 0 or 1 where it must.")))
    return value == "1"


def _as_flag(flag: bool) -> str:
    return "1" if flag else "0"


def _weights(value: str) -> str | None:
    return value if _is_hash(value, WEIGHTS_DIGITS) else None


def _file(value: str) -> str:
    if not _is_hash(value, FILE_DIGITS):
        raise Refused(Notice(N_("The link does not say which file it was made with.")))
    return value


def _is_hash(value: str, digits: int) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{digits}}}", value) is not None


def _span(value: str) -> tuple[int, int]:
    """Read the first and the last token that was brushed; they count from 1, as on screen."""
    ends = re.fullmatch(rf"([0-9]{{1,7}}){BETWEEN}([0-9]{{1,7}})", value)
    message = N_("The link's brushed tokens are not two numbers, the larger one last.")
    if ends is None or not 1 <= int(ends[1]) <= int(ends[2]) <= MAX_CORPUS:
        raise Refused(Notice(message))
    first, last = int(ends[1]), int(ends[2])
    if last - first >= MAX_SPAN:
        message = N_("At most {most} tokens can be brushed; taking the first ones.")
        raise Refused(Notice(message, {"most": MAX_SPAN}), (first - 1, first - 1 + MAX_SPAN))
    return first - 1, last


def _as_span(span: tuple[int, int]) -> str:
    return f"{span[0] + 1}{BETWEEN}{span[1]}"


def _networks(value: str) -> tuple[str, ...]:
    named = value.split(BETWEEN)
    known = tuple(dict.fromkeys(name for name in named if name in NETWORKS))[:MOST_NETWORKS]
    if list(known) != named:
        message = N_("The link names networks that cannot stand side by side here; showing others.")
        raise Refused(Notice(message), known or None)
    return known


def _instead(value: str) -> str:
    if len(value) > MAX_INSTEAD:
        message = N_("The link's other first word is too long; showing its beginning.")
        raise Refused(Notice(message), _text(value[:MAX_INSTEAD]))
    return _text(value)


def _stack(value: str) -> str:
    model, notices = from_text(value)
    if not value:
        raise Refused(Notice(N_("The link's model is empty; showing another.")))
    if notices:
        raise Refused(notices[0], to_text(model) if model.layers else None)
    return to_text(model)


def _text(value: str) -> str:
    # The rest of the cleaning belongs to the reading; a surrogate cannot even be shown.
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


FIELDS: Mapping[str, Field] = {
    "text": Field("text", _text),
    "model": Field(
        "model", _one_of(MODELS, N_("The link names a network that is not here; showing another."))
    ),
    "cell": Field(
        "cell", _one_of(CELLS, N_("The link names a cell that is not here; showing the LSTM."))
    ),
    "position": Field(
        "t", _number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "unit": Field(
        "unit", _number(0, MAX_UNIT, N_("The link's unit is not a number from {low} to {high}."))
    ),
    "panel": Field("panel", _one_of(PANELS, N_("The link names a chart that is not here."))),
    "input_size": Field(
        "d", _number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "hidden_size": Field(
        "h", _number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "num_layers": Field(
        "layers",
        _number(1, MAX_LAYERS, N_("The link's layers are not a number from {low} to {high}.")),
    ),
    "bidirectional": Field("both", _flag, _as_flag),
    "convention": Field(
        "count", _one_of(tuple(CONVENTIONS), N_("The link names a convention that is not here."))
    ),
    "budget": Field(
        "budget",
        _number(1, MAX_BUDGET, N_("The link's budget is not a number from {low} to {high}.")),
    ),
    "bars": Field("bars", _one_of(BARS, N_("The link names a chart that is not here."))),
    "stack": Field("stack", _stack),
    "networks": Field("vs", _networks, BETWEEN.join),
    "instead": Field("instead", _instead),
    "tokenizer": Field(
        "tok", _one_of(tuple(TOKENIZERS), N_("The link names a tokenizer that is not here."))
    ),
    "length": Field(
        "len", _number(1, LONGEST, N_("The link's length is not a number from {low} to {high}."))
    ),
    "pad": Field("pad", _one_of(SIDES, N_("The link names a side other than before or after."))),
    "cut": Field("cut", _one_of(SIDES, N_("The link names a side other than before or after."))),
    "measure": Field("of", _one_of(MEASURES, N_("The link names a chart that is not here."))),
    "view": Field("view", _one_of(VIEWS, N_("The link names a chart that is not here."))),
    "corpus": Field("corpus", _one_of(CORPORA, N_("The link names a text that is not here."))),
    "corpus_size": Field(
        "size",
        _number(
            min(CORPUS_SIZES),
            max(CORPUS_SIZES),
            N_("The link's number of characters is not from {low} to {high}."),
        ),
    ),
    "place": Field(
        "at", _number(0, MAX_CORPUS, N_("The link's place is not a number from {low} to {high}."))
    ),
    "spot": Field(
        "p", _number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "quantity": Field("q", _one_of(QUANTITIES, N_("The link names a quantity that is not here."))),
    "rank": Field("rank", _one_of(RANKINGS, N_("The link names a ranking that is not here."))),
    "feature": Field(
        "f", _one_of(FEATURES, N_("The link names a feature of the text that is not here."))
    ),
    "look": Field("look", _one_of(LOOKS, N_("The link names a chart that is not here."))),
    "span": Field("span", _span, _as_span),
    "threshold": Field(
        "on", _number(1, 99, N_("The link's threshold is not a number from {low} to {high}."))
    ),
    "edges": Field("edges", _flag, _as_flag),
    "file": Field("file", _file),
    "lecture": Field("lecture", _flag, _as_flag),
    "language": Field(
        "lang", _one_of(tuple(LANGUAGES), N_("The link names a language that is not here."))
    ),
    "weights": Field("w", _weights),
}
