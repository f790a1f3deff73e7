"""Records of the layers of a model: sizes only, no weights.

Every size is a whole number from 1 to its maximum in ``MAXIMUM_SIZES``; other sizes are refused.
Activation functions are left out except in recurrent layers, because they have no parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from ..cells.torch_layers import LAYERS

MAXIMUM_LAYERS = 12
MAXIMUM_SIZES: Mapping[str, int] = {
    "length": 4_096,
    "size": 4_096,
    "vocabulary_size": 1_000_000,
    "filters": 4_096,
    "kernel_size": 4_096,
    "units": 4_096,
    "num_layers": 8,
}
"""The largest value of each size, by the name of its field; the smallest is 1."""
MAXIMUM_RATE = 0.99
_RATES = [percent / 100 for percent in range(100)]


class _Checked:
    """A record that checks its fields when it is created.

    Raises:
        ValueError: if a field has the wrong type or is out of range.
    """

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # each subclass is a dataclass
            value = getattr(self, field.name)
            if not (value is None and field.default is None):
                self._check(field.name, value)

    def _check(self, name: str, value: object) -> None:
        maximum = MAXIMUM_SIZES.get(name)
        if maximum is not None:
            fits = type(value) is int and 1 <= value <= maximum
            self._require(fits, name, f"a whole number from 1 to {maximum:,}", value)
        elif name == "rate":
            fits = type(value) in (float, int) and value in _RATES
            self._require(fits, name, f"whole hundredths from 0 to {MAXIMUM_RATE}", value)
        elif name == "cell":
            names = " or ".join(map(repr, LAYERS))
            self._require(value in LAYERS, name, names, value)
        elif name in ("bidirectional", "return_sequences"):
            self._require(type(value) is bool, name, "True or False", value)

    def _require(self, fits: bool, name: str, expected: str, value: object) -> None:
        if not fits:
            owner = type(self).__name__
            raise ValueError(f"{owner} expected {name} to be {expected}; got {value!r:.40}.")


@dataclass(frozen=True)
class Input(_Checked):
    """The input of a model: ``length`` token ids, or ``length`` vectors of ``size`` numbers.

    ``size`` is ``None`` for token ids.
    """

    length: int
    size: int | None = None


@dataclass(frozen=True)
class Embedding(_Checked):
    """A lookup table that turns each token id into a vector of ``size`` numbers."""

    vocabulary_size: int
    size: int


@dataclass(frozen=True)
class Conv1D(_Checked):
    """``filters`` sums over ``kernel_size`` neighbouring steps; stride 1, no padding ("valid")."""

    filters: int
    kernel_size: int


@dataclass(frozen=True)
class Recurrent(_Checked):
    """One or several stacked layers of RNN, LSTM or GRU.

    Attributes:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        units: number of units in each layer and direction.
        num_layers: number of stacked layers.
        bidirectional: whether each also reads backwards; both hidden states are concatenated.
        return_sequences: whether the output is the hidden state of every step, or only the last.
    """

    cell: str
    units: int
    num_layers: int = 1
    bidirectional: bool = False
    return_sequences: bool = False


@dataclass(frozen=True)
class Dropout(_Checked):
    """Sets numbers to 0 with probability ``rate``, in whole hundredths, during training."""

    rate: float


@dataclass(frozen=True)
class Dense(_Checked):
    """``units`` weighted sums of a vector plus a bias; for each step's vector if there are steps.

    PyTorch calls it ``Linear``.
    """

    units: int


Layer = Embedding | Conv1D | Recurrent | Dropout | Dense


@dataclass(frozen=True)
class Model:
    """An input and the layers it passes through, in order; ``shapes.walk`` checks that they fit.

    Raises:
        ValueError: if there are more than ``MAXIMUM_LAYERS``.
    """

    input: Input
    layers: tuple[Layer, ...] = ()

    def __post_init__(self) -> None:
        if len(self.layers) > MAXIMUM_LAYERS:
            problem = f"at most {MAXIMUM_LAYERS} layers; got {len(self.layers)}"
            raise ValueError(f"Model expected {problem}. A Recurrent can hold several.")


def with_cell(model: Model, cell: str) -> Model:
    """Return the model with ``cell`` in all its recurrent layers."""
    layers = (
        replace(layer, cell=cell) if isinstance(layer, Recurrent) else layer
        for layer in model.layers
    )
    return replace(model, layers=tuple(layers))
