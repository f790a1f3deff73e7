"""The terms and symbols of the field, defined in one place for all modules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, LiteralString, NewType

Message = NewType("Message", str)
"""An English text from the code that pages translate when showing it; never typed by a visitor."""


def N_(text: LiteralString) -> Message:
    """Mark a text for translation and return it unchanged; pages translate it when showing it."""
    return Message(text)


@dataclass(frozen=True)
class Notice:
    """A message about something done to a text, for pages to translate, and its values.

    ``prose.note(_(notice.message), **notice.values)`` shows it; texts are shown as they are.
    """

    message: Message
    values: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __reduce__(self) -> tuple[Any, ...]:  # a read-only view of a dict cannot be pickled
        return Notice, (self.message, dict(self.values))


@dataclass(frozen=True)
class Quantity:
    """One quantity that a cell computes at every step.

    Attributes:
        name: the name of its field in a cell's records, such as ``forget_gate``.
        symbol: its symbol in LaTeX, such as ``f_t``.
        equation: the right-hand side of its equation, in LaTeX.
        bounds: the open interval it lies in; ``None`` if it is unbounded.
        meaning: one English sentence, which pages translate.
        sense: what a value of 1 does, in a few words that stand wherever the quantity does; only
            where another form of the cell has the opposite.
        also: another symbol that the field writes for it, in LaTeX; empty if there is none.
    """

    name: str
    symbol: str
    equation: str
    bounds: tuple[float, float] | None
    meaning: Message
    sense: Message | None = None
    also: str = ""


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
"""Display name of each quantity, by its name in the code."""


def full_title(quantity: Quantity, translate: Callable[[Message], str]) -> str:
    """Return a quantity's display name, with its sense if it has one.

    >>> z = Quantity("update_gate", "z_t", "", (0, 1), N_(""), sense=N_("keeps the old"))
    >>> full_title(z, str)
    'update gate (keeps the old)'
    """
    title = translate(TITLES[quantity.name])
    if quantity.sense is None:
        return title
    return f"{title} ({translate(quantity.sense)})"


READING_ORDER = (
    "reset_gate",
    "update_gate",
    "forget_gate",
    "input_gate",
    "candidate",
    "cell_state",
    "output_gate",
    "hidden_state",
)
"""The order in which screens show what a cell computes, as the lecture notes have it: f, i, c̃, c,
o, h for the LSTM; r, z, candidate, h for the GRUs. Traces, files and links have PyTorch's."""


def in_reading_order(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Return quantities in the order in which screens show them."""
    return tuple(sorted(quantities, key=lambda quantity: READING_ORDER.index(quantity.name)))
