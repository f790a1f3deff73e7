"""What a training needs to know: the examples, the first vectors, the numbers of the recipe."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor

from core.network import Network
from core.text import Vocabulary


class Example(NamedTuple):
    """One text: T token numbers, the right output after each, and how much each of them counts."""

    ids: Sequence[int]
    targets: Sequence[int]
    weights: Sequence[float]


@dataclass(frozen=True)
class Recipe:
    """The numbers of a training.

    Attributes:
        epochs: times that every example is seen.
        batch_size: examples in one step.
        learning_rate: of Adam; it rises over the first 100 steps and falls along a cosine to 0.
        clip: largest norm of the gradient; larger ones are scaled down to it.
        word_dropout: share of tokens replaced by the unknown one, which thereby learns its vector.
        vector_dropout: share of the numbers in token vectors set to 0.
        state_dropout: share of units hidden from the readout, the same along a text.
        label_smoothing: share of the target spread over all outputs.
        agreement: weight of the difference between two looks at a text, each with its own dropout
            (R-Drop, Liang et al. 2021); 0 looks once.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    clip: float = 1.0
    word_dropout: float = 0.0
    vector_dropout: float = 0.0
    state_dropout: float = 0.0
    label_smoothing: float = 0.0
    agreement: float = 0.0


@dataclass(frozen=True)
class Task:
    """What a network is to learn.

    Attributes:
        name: as in links and file names.
        tokenizer: name of the tokenizer.
        vocabulary: the keys the network will know.
        outputs: names of its outputs, in order.
        vectors: first token vectors, ``(len(vocabulary), input_size)``.
        vectors_learn: whether the training changes them.
        examples: the training texts.
        figures: measures a network.
        judge: name of the figure whose lowest value marks the best epoch.
        data: file name -> sha256 of what was read.
    """

    name: str
    tokenizer: str
    vocabulary: Vocabulary
    outputs: tuple[str, ...]
    vectors: Tensor
    vectors_learn: bool
    examples: Sequence[Example]
    figures: Callable[[Network], Mapping[str, float]]
    judge: str
    data: Mapping[str, str]
