"""The link of a view: the same view in any browser, any time.

Reading a link is a total function: whatever stands in it, there is a selection, and a notice for
each thing that could not be taken as it was.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from core.conventions import CONVENTIONS
from core.notation import N_
from core.text import TOKENIZERS, Notice
from core.text.padding import SIDES
from pages.shared.language import LANGUAGES
from pages.shared.selection import (
    CELLS,
    DEFAULT_TEXTS,
    LONGEST,
    MAX_POSITION,
    MAX_SIZE,
    MAX_UNIT,
    MEASURES,
    MODELS,
    PANELS,
    VIEWS,
    Selection,
)

VERSION = "1"
MAX_LINK_TEXT = 500
MAX_LINK = 2_000
ADDRESS = 200
"""Room in a link for what stands before the question mark."""
WEIGHTS_DIGITS = 8


class _Refused(Exception):
    """A value in a link that cannot be taken; says so, and what comes nearest if anything does."""

    def __init__(self, notice: Notice, nearest: object = None) -> None:
        self.notice, self.nearest = notice, nearest


@dataclass(frozen=True)
class _Field:
    """One parameter of the link: its name there, how it is read and how it is written."""

    name: str
    read: Callable[[str], object]
    write: Callable[..., str] = str


def _one_of(options: Sequence[str], message: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in options:
            raise _Refused(Notice(message))
        return value

    return read


def _number(low: int, high: int, message: str) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value) if re.fullmatch(r"-?[0-9]{1,6}", value) else None
        if number is None or not low <= number <= high:
            nearest = None if number is None else min(max(number, low), high)
            raise _Refused(Notice(message, {"low": low, "high": high}), nearest)
        return number

    return read


def _weights(value: str) -> str | None:
    return value if re.fullmatch(rf"[0-9a-f]{{{WEIGHTS_DIGITS}}}", value) else None


def _text(value: str) -> str:
    # The rest of the cleaning belongs to the reading; a surrogate cannot even be shown.
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


FIELDS: Mapping[str, _Field] = {
    "text": _Field("text", _text),
    "model": _Field(
        "model", _one_of(MODELS, N_("The link names a network that is not here; showing another."))
    ),
    "cell": _Field(
        "cell", _one_of(CELLS, N_("The link names a cell that is not here; showing the LSTM."))
    ),
    "position": _Field(
        "t", _number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "unit": _Field(
        "unit", _number(0, MAX_UNIT, N_("The link's unit is not a number from {low} to {high}."))
    ),
    "panel": _Field("panel", _one_of(PANELS, N_("The link names a chart that is not here."))),
    "input_size": _Field(
        "d", _number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "hidden_size": _Field(
        "h", _number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "convention": _Field(
        "count", _one_of(tuple(CONVENTIONS), N_("The link names a convention that is not here."))
    ),
    "tokenizer": _Field(
        "tok", _one_of(tuple(TOKENIZERS), N_("The link names a tokenizer that is not here."))
    ),
    "length": _Field(
        "len", _number(1, LONGEST, N_("The link's length is not a number from {low} to {high}."))
    ),
    "pad": _Field("pad", _one_of(SIDES, N_("The link names a side other than before or after."))),
    "cut": _Field("cut", _one_of(SIDES, N_("The link names a side other than before or after."))),
    "measure": _Field("of", _one_of(MEASURES, N_("The link names a chart that is not here."))),
    "view": _Field("view", _one_of(VIEWS, N_("The link names a chart that is not here."))),
    "lecture": _Field("lecture", lambda value: value == "1", lambda value: "1" if value else "0"),
    "language": _Field(
        "lang", _one_of(tuple(LANGUAGES), N_("The link names a language that is not here."))
    ),
    "weights": _Field("w", _weights),
}
ALWAYS = ("text", "model", "cell", "position", "unit")
"""What a link says even where it is the default, so that it means the same when defaults change."""


def parse(query: Mapping[str, Sequence[str]]) -> tuple[Selection, tuple[Notice, ...]]:
    """Read a link's parameters; never raises.

    Args:
        query: parameter -> its values, as ``st.query_params.get_all`` gives them.

    Returns:
        The selection, and what could not be taken as it was.
    """
    taken, notices = {}, []
    if (query.get("v") or [VERSION])[0] != VERSION:
        notices.append(Notice(N_("This link was made for another version of Gatescope.")))
    if any(len(query.get(parameter.name) or []) > 1 for parameter in FIELDS.values()):
        notices.append(Notice(N_("The link says something twice; the first is taken.")))
    for attribute, parameter in FIELDS.items():
        values = query.get(parameter.name) or []
        if values:
            try:
                taken[attribute] = parameter.read(values[0])
            except _Refused as refused:
                notices.append(refused.notice)
                if refused.nearest is not None:
                    taken[attribute] = refused.nearest
    if "text" not in taken and "model" in taken:
        taken["text"] = DEFAULT_TEXTS[taken["model"]]
    return Selection(**taken), tuple(notices)


def to_query(selection: Selection) -> dict[str, str]:
    """Return the parameters of the selection's link, as few as say it all.

    A text that is too long for a link is left out: see ``fits_in_link``.
    """
    query = _written(selection)
    if not fits_in_link(selection):
        del query["text"]
    return query


def fits_in_link(selection: Selection) -> bool:
    """Return whether the text is short enough to be shared by link."""
    if len(selection.text) > MAX_LINK_TEXT:
        return False
    return len(urlencode(_written(selection))) <= MAX_LINK - ADDRESS


def _written(selection: Selection) -> dict[str, str]:
    query = {"v": VERSION}
    for field in fields(selection):
        value = getattr(selection, field.name)
        if value is not None and (field.name in ALWAYS or value != field.default):
            query[FIELDS[field.name].name] = FIELDS[field.name].write(value)
    return query
