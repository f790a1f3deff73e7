"""The input of a training: texts, first vectors and the numbers of the recipe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from torch import Tensor

from ..network import Network
from ..network.windows import Convolution
from ..text import Vocabulary
from .batches import Batches


@dataclass(frozen=True)
class Recipe:
    """The numbers of a training.

    Attributes:
        epochs: times that every text is seen, at most.
        batch_size: texts in one step.
        learning_rate: of Adam; it rises over the first 100 steps and falls along a cosine to 0.
        patience: epochs in a row without a better figure; one more than this ends the training.
        clip: largest norm of the gradient; larger ones are scaled down to it.
        word_dropout: share of tokens replaced by the unknown one, which learns its vector this way.
        vector_dropout: share of the numbers in token vectors set to 0.
        state_dropout: share of units hidden from the readout, the same along a text.
        label_smoothing: share of the target spread over all outputs.
        agreement: weight of the difference between two passes over a text, each with its own
            dropout (R-Drop, Liang et al. 2021); 0 makes one pass.
        averaging: the network that is measured and kept has a running mean of the weights; this is
            the share of the mean that stays at each step (Polyak and Juditsky 1992); 0 is no mean.
        weight_decay: share of the learning rate by which all weights shrink (Loshchilov and Hutter
            2019).
        truncation: steps of a text after which gradients are cut off, for layers that read
            forwards; the loss is still that of the whole text. By default, nothing is cut.
        value_loss: of predicted values: ``mse``, the squared error, or ``mae``, the absolute one.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    patience: int = 1_000
    clip: float = 1.0
    word_dropout: float = 0.0
    vector_dropout: float = 0.0
    state_dropout: float = 0.0
    label_smoothing: float = 0.0
    agreement: float = 0.0
    averaging: float = 0.0
    weight_decay: float = 0.0
    truncation: int | None = None
    value_loss: str = "mse"


@dataclass(frozen=True)
class Shape:
    """The layers of a network, as its card has them."""

    num_layers: int = 1
    bidirectional: bool = False
    convolution: Convolution | None = None


PLAIN = Shape()
"""One layer that reads tokens forwards."""


@dataclass(frozen=True)
class Task:
    """A task for a network to learn.

    Attributes:
        name: as in links and file names.
        target: what it is to predict after each token, as on the card.
        tokenizer: name of the tokenizer.
        vocabulary: the keys the network will know.
        outputs: names of its outputs, in order.
        vectors: first token vectors, ``(len(vocabulary), input_size)``, padding's being 0;
            ``None`` where numbers go in as they are.
        vectors_learn: whether the training changes them.
        texts: what is read.
        figures: measures a network.
        judge: name of the figure whose lowest value marks the best epoch.
        data: file name -> sha256 of what was read.
        recipe: how it is learned, the same for all cells, so that nothing but the cell differs.
        hidden_size: units of the shipped networks.
        tied: whether the outputs are the vocabulary's keys and the readout learns their vectors.
        first_bias: the readout's first bias, ``(n_outputs,)``; 0 by default.
        shape: of the network's layers.
    """

    name: str
    target: str
    tokenizer: str
    vocabulary: Vocabulary
    outputs: tuple[str, ...]
    vectors: Tensor | None
    vectors_learn: bool
    texts: Batches
    figures: Callable[[Network], Mapping[str, float]]
    judge: str
    data: Mapping[str, str]
    recipe: Recipe
    hidden_size: int
    tied: bool = False
    first_bias: Tensor | None = None
    shape: Shape = PLAIN

    @property
    def input_size(self) -> int:
        """Length of a token's vector."""
        return 1 if self.vectors is None else self.vectors.shape[1]
