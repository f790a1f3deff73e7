"""The vocabulary in which a field of the view is declared: its default, its limits, its link.

A record of the view is a frozen dataclass whose fields are declared with the functions below::

    @dataclass(frozen=True)
    class StepThroughView:
        panel: str = one_of("panel", PANELS, N_("The link names a chart that is not here."))

Each of them takes the name that the field has in a link, what limits it, and the message for a
value that cannot be taken; the default is part of the declaration.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from core.notation import N_, Message, Notice

BETWEEN = "~"
"""Between the items of a list; browsers leave it as it is."""
_PARAMETER = "parameter"
_NO_MESSAGE = Message("")


class Refused(Exception):
    """A value in a link cannot be taken; holds a notice, and the nearest value if there is one."""

    def __init__(self, notice: Notice, nearest: object = None) -> None:
        self.notice, self.nearest = notice, nearest


@dataclass(frozen=True)
class Parameter:
    """How a field of the view stands in a link, and what limits it.

    Attributes:
        name: in the link.
        read: takes the text in the link, returns the value; raises ``Refused``.
        write: takes the value, returns the text for the link.
        options: the values of a choice, each with its name on screen; empty for other fields.
        ends: the least and the largest number.
        place_in: what the field is a place in; with another one, it returns to its default.
        formerly: its name in links from when another screen had the field; still read.
        drop_order: the order in which fields are left out of a link that is too long; 0 never is.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    options: Mapping[Any, Message] = field(default_factory=dict)
    ends: tuple[int, int] | None = None
    place_in: Literal["text", "network"] | None = None
    formerly: str = ""
    drop_order: int = 0


def read_by(
    name: str,
    read: Callable[[str], Any],
    write: Callable[[Any], str] = str,
    *,
    default: Any,
    **limits: Any,
) -> Any:
    """Declare a field that has a reader of its own.

    Args:
        name: of the field in a link.
        read: takes the text in the link, returns the value; raises ``Refused``.
        write: takes the value, returns the text for the link.
        default: the value where nothing is chosen.
        limits: further attributes of its ``Parameter``.
    """
    parameter = Parameter(name, read, write, **limits)
    return dataclasses.field(default=default, metadata={_PARAMETER: parameter})


def parameters_of(record: type) -> dict[str, Parameter]:
    """Return how each field of a record stands in a link, by the field's name."""
    declared = (each for each in dataclasses.fields(record) if _PARAMETER in each.metadata)
    return {each.name: each.metadata[_PARAMETER] for each in declared}


def one_of(
    name: str,
    options: Mapping[str, Message] | Sequence[str],
    message: Message,
    *,
    default: str | Literal["first"] | None = "first",
    **limits: Any,
) -> Any:
    """Declare a choice: its options, with their names where a picker shows them.

    The first one is the default unless another is given.
    """
    named = dict(options) if isinstance(options, Mapping) else dict.fromkeys(options, Message(""))

    def read(value: str) -> str:
        if value not in named:
            raise Refused(Notice(message))
        return value

    default = next(iter(named)) if default == "first" else default
    return read_by(name, read, default=default, options=named, **limits)


def number(
    name: str, low: int, high: int, message: Message, *, default: int | None, **limits: Any
) -> Any:
    """Declare a whole number from ``low`` to ``high``, both included; the message names them."""

    def read(value: str) -> int:
        number = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None
        if number is None or not low <= number <= high:
            nearest = None if number is None else min(max(number, low), high)
            raise Refused(Notice(message, {"low": low, "high": high}), nearest)
        return number

    return read_by(name, read, default=default, ends=(low, high), **limits)


def flag(name: str) -> Any:
    """Declare a yes or no, which links write as 1 or 0; no is the default."""

    def read(value: str) -> bool:
        if value not in ("0", "1"):
            raise Refused(
                Notice(
                    N_("The link has something other than 0 or 1 where only these are possible.")
                )
            )
        return value == "1"

    return read_by(name, read, lambda chosen: "1" if chosen else "0", default=False)


def text(
    name: str,
    *,
    default: str = "",
    most: int | None = None,
    message: Message = _NO_MESSAGE,
    **limits: Any,
) -> Any:
    """Declare a text; the message is for one with more than ``most`` characters, which is cut."""

    def read(value: str) -> str:
        if most is not None and len(value) > most:
            raise Refused(Notice(message), showable(value[:most]))
        return showable(value)

    return read_by(name, read, default=default, **limits)


def digits(name: str, count: int, message: Message | None = None) -> Any:
    """Declare the first hexadecimal digits of a hash, or ``None``.

    Without a message, a value that is no hash is ignored.
    """

    def read(value: str) -> str | None:
        if re.fullmatch(rf"[0-9a-f]{{{count}}}", value):
            return value
        if message is None:
            return None
        raise Refused(Notice(message))

    return read_by(name, read, default=None)


def showable(text: str) -> str:
    """Return a text with U+FFFD for each surrogate, which could not even be shown."""
    # The rest of the cleaning belongs to the reading.
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
