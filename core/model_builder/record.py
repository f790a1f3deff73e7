"""Records that check their fields, by name, when they are created."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import ClassVar

from ..cells.torch_layers import LAYERS
from .limits import MAXIMUM_RATE, MAXIMUM_SIZES, RATE_DECIMALS

ACTIVATIONS = ("linear", "relu", "sigmoid", "softmax", "tanh")
PADDINGS = ("valid", "same", "causal")
MERGES = ("concat", "sum", "ave", "mul")
CHOICES: Mapping[str, Collection[str]] = {
    "cell": LAYERS,
    "activation": ACTIVATIONS,
    "padding": PADDINGS,
    "merge": MERGES,
}
"""The words that a field may have, by the field's name."""
FLAGS = ("bidirectional", "return_sequences", "one_hot", "tied")


class Checked:
    """A record that checks its fields when it is created.

    ``none_allowed`` names the fields that may be ``None``.

    Raises:
        ValueError: if a field has the wrong type or is out of range.
    """

    none_allowed: ClassVar[Collection[str]] = ()

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # each subclass is a dataclass
            value = getattr(self, field.name)
            if not (value is None and field.name in self.none_allowed):
                self._check(field.name, value)

    def _check(self, name: str, value: object) -> None:
        if name in MAXIMUM_SIZES:
            least, most = int(name != "proj_size"), MAXIMUM_SIZES[name]
            fits = type(value) is int and least <= value <= most
            self.require(fits, name, f"a whole number from {least} to {most:,}", value)
        elif name == "rate":
            self.require(_is_rate(value), name, _RATES, value)
        elif name in CHOICES:
            self.require(value in CHOICES[name], name, _either(CHOICES[name]), value)
        elif name in FLAGS:
            self.require(type(value) is bool, name, "True or False", value)

    def require(self, fits: bool, name: str, expected: str, value: object) -> None:
        """Raise an error that says what was expected of a field, unless its value fits."""
        if not fits:
            owner = type(self).__name__
            raise ValueError(f"{owner} expected {name} to be {expected}; got {value!r:.40}.")


_RATES = f"a number from 0 to {MAXIMUM_RATE} with at most {RATE_DECIMALS} decimals"


def _is_rate(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, float | int):
        return False
    return 0 <= value <= MAXIMUM_RATE and round(value, RATE_DECIMALS) == value


def _either(words: Collection[str]) -> str:
    return " or ".join(map(repr, words))
