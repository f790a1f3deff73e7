"""How the parameters of a link are read: each taken, or refused with a word on it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.model_builder.text import from_text, to_text
from core.notation import N_, Notice
from pages.shared.view.selection import FILE_DIGITS, MAX_CORPUS, MAX_SPAN, MOST_NETWORKS, NETWORKS

WEIGHTS_DIGITS = 8
BETWEEN = "~"
"""Between the items of a list; browsers leave it as it is."""
MAX_INSTEAD = 40


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


def one_of(options: Sequence[str], message: str) -> Callable[[str], str]:
    """Return what takes one of some words; the message says that it was none of them."""

    def read(value: str) -> str:
        if value not in options:
            raise Refused(Notice(message))
        return value

    return read


def number(low: int, high: int, message: str) -> Callable[[str], int]:
    """Return what takes a whole number; the message names ``low`` and ``high``."""

    def read(value: str) -> int:
        number = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None
        if number is None or not low <= number <= high:
            nearest = None if number is None else min(max(number, low), high)
            raise Refused(Notice(message, {"low": low, "high": high}), nearest)
        return number

    return read


def flag(value: str) -> bool:
    """Take yes or no, as 1 or 0."""
    if value not in ("0", "1"):
        raise Refused(Notice(N_("The link says something other than 0 or 1 where it must.")))
    return value == "1"


def as_flag(flag: bool) -> str:
    """Write yes or no."""
    return "1" if flag else "0"


def weights(value: str) -> str | None:
    """Take the first digits of the weights' hash; anything else says nothing of them."""
    return value if _is_hash(value, WEIGHTS_DIGITS) else None


def file(value: str) -> str:
    """Take the first digits of a file's hash."""
    if not _is_hash(value, FILE_DIGITS):
        raise Refused(Notice(N_("The link does not say which file it was made with.")))
    return value


def _is_hash(value: str, digits: int) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{digits}}}", value) is not None


def span(value: str) -> tuple[int, int]:
    """Take the first and the last token that was brushed; they count from 1, as on screen."""
    ends = re.fullmatch(rf"([0-9]{{1,7}}){BETWEEN}([0-9]{{1,7}})", value)
    message = N_("The link's brushed tokens are not two numbers, the larger one last.")
    if ends is None or not 1 <= int(ends[1]) <= int(ends[2]) <= MAX_CORPUS:
        raise Refused(Notice(message))
    first, last = int(ends[1]), int(ends[2])
    if last - first >= MAX_SPAN:
        message = N_("At most {most} tokens can be brushed; taking the first ones.")
        raise Refused(Notice(message, {"most": MAX_SPAN}), (first - 1, first - 1 + MAX_SPAN))
    return first - 1, last


def as_span(span: tuple[int, int]) -> str:
    """Write the first and the last token that was brushed."""
    return f"{span[0] + 1}{BETWEEN}{span[1]}"


def networks(value: str) -> tuple[str, ...]:
    """Take the networks that stand side by side."""
    named = value.split(BETWEEN)
    known = tuple(dict.fromkeys(name for name in named if name in NETWORKS))[:MOST_NETWORKS]
    if list(known) != named:
        message = N_("The link names networks that cannot stand side by side here; showing others.")
        raise Refused(Notice(message), known or None)
    return known


def instead(value: str) -> str:
    """Take another first word."""
    if len(value) > MAX_INSTEAD:
        message = N_("The link's other first word is too long; showing its beginning.")
        raise Refused(Notice(message), text(value[:MAX_INSTEAD]))
    return text(value)


def stack(value: str) -> str:
    """Take a model's layers, as far as they can be read."""
    model, notices = from_text(value)
    if not value:
        raise Refused(Notice(N_("The link's model is empty; showing another.")))
    if notices:
        raise Refused(notices[0], to_text(model) if model.layers else None)
    return to_text(model)


def text(value: str) -> str:
    """Take a text."""
    # The rest of the cleaning belongs to the reading; a surrogate cannot even be shown.
    return re.sub("[\ud800-\udfff]", "\ufffd", value)
