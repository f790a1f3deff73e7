"""The dials of a live training."""

from dataclasses import asdict, dataclass, field
from typing import Any

from ...cells import CELLS
from ..clipping import Clipping
from ..loss import VALUE_LOSSES
from .designs import DESIGNS, FULL
from .optimisers import OPTIMISERS

LIMITS = {
    "hidden_size": 128,
    "num_layers": 3,
    "batch_size": 256,
    "length": 256,
    "truncation": 256,
    "seed": 2**32 - 1,
}
"""The largest value of each whole number; the smallest is 1, of the seed 0."""
_ONLY = {"value_loss": "mse", "gates": FULL}
"""What runs had before there was a choice: their digests stay."""
MOST_STATES = 400_000
"""Numbers in all hidden states of a batch: one step of learning never takes long."""


@dataclass(frozen=True)
class Settings:
    """What a network is like that is trained live, and how it learns.

    Attributes:
        cell: ``rnn``, ``lstm``, ``gru``, ``paper-gru`` or ``min-gru``.
        hidden_size: units of each layer.
        num_layers: recurrent layers.
        learning_rate: of the optimiser, constant until somebody changes it; above 0, at most 100.
        batch_size: newly made texts in a step of learning.
        length: time steps of each text; ``None`` for what suits the task.
        clipping: of the gradients.
        truncation: time steps after which gradients are cut off within a text, the state being
            handed on; ``None`` cuts nothing.
        optimiser: a key of ``OPTIMISERS``.
        forget_bias: the first bias of the gate that keeps the memory, towards keeping; -10 to 10.
        value_loss: the error of predicted numbers that is made small: their mean squared error,
            ``mse``, or their mean absolute error, ``mae``. Held-out losses are squared errors
            whatever was learned, so that they can be compared with the rulers.
        seed: of the first weights and of the texts. Runs of one seed, task, length and batch size
            learn from the same texts, whatever their cells.
        gates: a key of ``DESIGNS``: what is fixed of an LSTM's gates; of other cells, ``full``.

    Raises:
        ValueError: if one of them is not a value that it may have.
    """

    cell: str = "lstm"
    hidden_size: int = 10
    num_layers: int = 1
    learning_rate: float = 0.003
    batch_size: int = 32
    length: int | None = None
    clipping: Clipping = field(default_factory=Clipping)
    truncation: int | None = None
    optimiser: str = "adam"
    forget_bias: float = 1.0
    seed: int = 0
    value_loss: str = "mse"
    gates: str = FULL

    def __post_init__(self) -> None:
        _check(self.cell in CELLS, "cell", f"one of {', '.join(CELLS)}", self.cell)
        names = ", ".join(OPTIMISERS)
        _check(self.optimiser in OPTIMISERS, "optimiser", f"one of {names}", self.optimiser)
        losses = ", ".join(VALUE_LOSSES)
        _check(self.value_loss in VALUE_LOSSES, "value_loss", f"one of {losses}", self.value_loss)
        designs = tuple(DESIGNS) if self.cell == "lstm" else (FULL,)
        _check(self.gates in designs, "gates", f"one of {', '.join(designs)}", self.gates)
        for name, most in LIMITS.items():
            given, least = getattr(self, name), 0 if name == "seed" else 1
            if given is None and name in ("length", "truncation"):
                continue
            fits = isinstance(given, int) and least <= given <= most
            _check(fits, name, f"a whole number from {least} to {most}", given)
        _check(0 < self.learning_rate <= 100, "learning_rate", "above 0, at most 100",
               self.learning_rate)  # fmt: skip
        _check(abs(self.forget_bias) <= 10, "forget_bias", "-10 to 10", self.forget_bias)
        states = self.batch_size * (self.length or 1) * self.hidden_size * self.num_layers
        product = "batch_size × length × hidden_size × num_layers"
        _check(states <= MOST_STATES, product, f"at most {MOST_STATES:,}", states)

    def as_dict(self) -> dict[str, Any]:
        """Return the fields, for JSON; without what runs had when there was no choice."""
        fields = asdict(self)
        for name, only in _ONLY.items():
            if fields[name] == only:
                del fields[name]
        return fields

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Settings":
        """Return the settings of fields that ``as_dict`` returned and JSON has stored.

        Raises:
            KeyError, TypeError, ValueError: if they are not such fields.
        """
        return cls(**{**fields, "clipping": Clipping(**fields["clipping"])})


def _check(fits: bool, name: str, expected: str, got: object) -> None:
    if not fits:
        raise ValueError(f"Settings expected {name}: {expected}; got {got!r}. Choose another one.")
