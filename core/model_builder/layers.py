"""Records of the layers of a model: sizes only, no weights.

Every size is a whole number from 1 to its maximum in ``MAXIMUM_SIZES``; other sizes are refused.
What a layer cannot take, or a model that is too large for memory, ``summary.summarise`` refuses.
"""

from dataclasses import dataclass, replace

from .limits import MAXIMUM_LAYERS
from .record import Checked


@dataclass(frozen=True)
class Input(Checked):
    """The input of a model: ``length`` token ids, or ``length`` vectors of ``size`` numbers.

    ``size`` is ``None`` for token ids, and ``length`` is ``None`` if it is left open. With
    ``one_hot``, each vector stands for a token of a vocabulary of ``size``.
    """

    none_allowed = ("length", "size")
    length: int | None
    size: int | None = None
    one_hot: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        needed = "the size of the vocabulary for one-hot vectors"
        self.require(self.size is not None or not self.one_hot, "size", needed, self.size)


@dataclass(frozen=True)
class Embedding(Checked):
    """A lookup table that turns each token id into a vector of ``size`` numbers."""

    vocabulary_size: int
    size: int


@dataclass(frozen=True)
class Conv1D(Checked):
    """``filters`` sums over ``kernel_size`` steps, which are ``dilation`` apart.

    Attributes:
        filters: numbers in the vector of each step that is passed on.
        kernel_size: steps in each sum.
        stride: steps from one sum to the next.
        padding: ``"valid"`` for none, ``"same"`` for zeros on both sides, or ``"causal"`` for zeros
            before the first step only, so that no sum has a later step than its own.
        dilation: steps from one step of a sum to the next.
        activation: one of ``record.ACTIVATIONS``; it has no parameters.
    """

    filters: int
    kernel_size: int
    stride: int = 1
    padding: str = "valid"
    dilation: int = 1
    activation: str = "linear"


@dataclass(frozen=True)
class MaxPooling1D(Checked):
    """The largest of each ``size`` neighbouring steps, number by number.

    ``stride`` is the number of steps from one such window to the next; ``None`` for ``size``.
    """

    none_allowed = ("stride",)
    size: int
    stride: int | None = None


@dataclass(frozen=True)
class GlobalMaxPooling1D(Checked):
    """The largest of all steps, number by number: a single vector."""


@dataclass(frozen=True)
class Flatten(Checked):
    """All steps' vectors one after another, as a single vector."""


@dataclass(frozen=True)
class RepeatVector(Checked):
    """A single vector, given ``n`` times, once for each step."""

    n: int


@dataclass(frozen=True)
class Recurrent(Checked):
    """One or several stacked layers of RNN, LSTM or GRU.

    Attributes:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        units: number of units in each layer and direction.
        num_layers: number of stacked layers.
        bidirectional: whether each also reads backwards.
        return_sequences: whether the output is the hidden state of every step, or only the last.
        merge: of both directions: ``"concat"``, ``"sum"``, ``"ave"`` or ``"mul"``.
        proj_size: length to which an LSTM's hidden state is projected; 0 for no projection.
        activation: ``"tanh"``, or ``"relu"`` in an RNN.
    """

    cell: str
    units: int
    num_layers: int = 1
    bidirectional: bool = False
    return_sequences: bool = False
    merge: str = "concat"
    proj_size: int = 0
    activation: str = "tanh"

    def __post_init__(self) -> None:
        super().__post_init__()
        activations = ("tanh", "relu") if self.cell == "rnn" else ("tanh",)
        expected = f"{' or '.join(map(repr, activations))} in {self.cell!r}"
        self.require(self.activation in activations, "activation", expected, self.activation)
        projected = self.cell == "lstm" or not self.proj_size
        self.require(projected, "proj_size", f"0 in {self.cell!r}", self.proj_size)

    @property
    def state_size(self) -> int:
        """The length of one direction's hidden state."""
        return self.proj_size or self.units


@dataclass(frozen=True)
class Dropout(Checked):
    """Sets numbers to 0 with probability ``rate`` during training."""

    rate: float


@dataclass(frozen=True)
class LayerNorm(Checked):
    """Each vector shifted and scaled to mean 0 and variance 1, then by weights that are learned."""


@dataclass(frozen=True)
class BatchNorm(Checked):
    """Each number of the vectors normalised over all texts and steps, then as in ``LayerNorm``.

    Outside training it uses running means and variances, which no gradient changes.
    """


@dataclass(frozen=True)
class Dense(Checked):
    """``units`` weighted sums of a vector plus a bias; for each step's vector if there are steps.

    PyTorch calls it ``Linear``. ``tied`` takes the embedding's weights, so that only the bias is
    its own; ``activation`` is one of ``record.ACTIVATIONS`` and has no parameters.
    """

    units: int
    activation: str = "linear"
    tied: bool = False


@dataclass(frozen=True)
class TimeDistributed(Checked):
    """Keras's name for a layer that is applied to every step, with the same weights.

    ``layer`` is a ``Dense`` that is not tied, a ``Dropout``, a ``LayerNorm`` or a ``BatchNorm``.
    """

    layer: "Dense | Dropout | LayerNorm | BatchNorm"

    def __post_init__(self) -> None:
        inner = self.layer
        fits = isinstance(inner, Dense | Dropout | LayerNorm | BatchNorm)
        fits = fits and not (isinstance(inner, Dense) and inner.tied)
        self.require(fits, "layer", "Dense (not tied), Dropout, LayerNorm or BatchNorm", inner)


Layer = (
    Embedding
    | Conv1D
    | MaxPooling1D
    | GlobalMaxPooling1D
    | Flatten
    | RepeatVector
    | Recurrent
    | Dropout
    | LayerNorm
    | BatchNorm
    | Dense
    | TimeDistributed
)


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


def of_cell(layer: Recurrent, cell: str) -> Recurrent:
    """Return the layer with another cell, without what that cell does not have."""
    activation = layer.activation if cell == "rnn" else "tanh"
    proj_size = layer.proj_size if cell == "lstm" else 0
    return replace(layer, cell=cell, activation=activation, proj_size=proj_size)


def with_cell(model: Model, cell: str) -> Model:
    """Return the model with ``cell`` in all its recurrent layers."""
    layers = (
        of_cell(layer, cell) if isinstance(layer, Recurrent) else layer for layer in model.layers
    )
    return replace(model, layers=tuple(layers))
