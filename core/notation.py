"""The words and symbols of the field, in the one place from which all others read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, LiteralString, NewType

Message = NewType("Message", str)
"""A text of ours, in English, that pages translate on showing it: no visitor has typed it."""


def N_(text: LiteralString) -> Message:
    """Mark a text for translation and return it unchanged; pages translate it on showing it."""
    return Message(text)


@dataclass(frozen=True)
class Notice:
    """Something that was done to a text: a message for pages to translate, and its numbers.

    ``prose.note(_(notice.message), **notice.values)`` shows it; values are numbers only.
    """

    message: Message
    values: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __reduce__(self) -> tuple[Any, ...]:  # a read-only view of a dict cannot be pickled
        return Notice, (self.message, dict(self.values))


@dataclass(frozen=True)
class Quantity:
    """One quantity that a cell computes at every step.

    Attributes:
        name: the field of the record that carries it, such as ``forget_gate``.
        symbol: its symbol in LaTeX, such as ``f_t``.
        equation: the right-hand side of its equation, in LaTeX.
        bounds: the open interval it lies in; ``None`` where it is unbounded.
        meaning: one sentence, in English; a message that pages translate.
    """

    name: str
    symbol: str
    equation: str
    bounds: tuple[float, float] | None
    meaning: Message


TITLES = {
    "hidden_state": N_("hidden state"),
    "cell_state": N_("cell state"),
    "input_gate": N_("input gate"),
    "forget_gate": N_("forget gate"),
    "output_gate": N_("output gate"),
    "candidate": N_("candidate"),
    "reset_gate": N_("reset gate"),
    "update_gate": N_("update gate"),
}
"""What each quantity is called on screen, by its name in the code."""
