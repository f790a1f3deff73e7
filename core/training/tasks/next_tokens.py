"""The common part of the tasks whose networks predict the next word, morpheme or syllable.

Their vectors are tied: a token is predicted by the vector by which it is read.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import torch
from torch import Tensor

from ...text import Vocabulary
from ..batches import Stream
from ..task import Recipe, Task
from .characters import figures, passage

FIRST_SPREAD = 0.1
"""Standard deviation of the numbers in the first vectors."""

LENGTH = 40
"""Tokens over which gradients reach back; states reach further."""


class Sizes(NamedTuple):
    """The numbers of a vector and of a hidden state."""

    vector: int
    hidden: int


class Tokens(NamedTuple):
    """The texts that measure a network, as keys.

    Attributes:
        tokenizer: the name of the tokenizer that made them.
        measured: some of those that are learned from.
        dev: held out; like the others, each is read by itself, from the zero state.
    """

    tokenizer: str
    measured: Sequence[Sequence[str]]
    dev: Sequence[Sequence[str]]


def known_keys(texts: Iterable[Sequence[str]], min_count: int) -> tuple[Vocabulary, Tensor]:
    """Return the keys seen often enough, and the logarithms of their shares, ``(keys,)``.

    The shares are a readout's first bias: it does not have to learn them.
    """
    counts = Counter(chain.from_iterable(texts))
    vocabulary = Vocabulary.from_counts(counts, min_count)
    shares = torch.tensor([counts[key] for key in vocabulary.keys], dtype=torch.float32)
    return vocabulary, (shares / shares.sum()).log()


def next_token_task(
    name: str,
    tokens: Tokens,
    known: tuple[Vocabulary, Tensor],
    learned: Iterable[Sequence[str]],
    sizes: Sizes,
    data: Mapping[str, str],
    recipe: Recipe,
) -> Task:
    """Return the task to continue texts, token by token.

    Args:
        name: of the task.
        tokens: the texts that measure it.
        known: the vocabulary and the readout's first bias.
        learned: the texts that are learned from, as keys; they are read one after another.
        sizes: of the network.
        data: the files by name -> their sha256, for the card.
        recipe: the settings of the training.
    """
    vocabulary, first_bias = known
    generator = torch.Generator().manual_seed(0)
    first = FIRST_SPREAD * torch.randn(len(vocabulary), sizes.vector, generator=generator)
    first[Vocabulary.PADDING] = 0
    some = [passage(text, vocabulary) for text in tokens.measured]
    held_out = [passage(text, vocabulary) for text in tokens.dev]
    return Task(
        name=name,
        target="next-token",
        tokenizer=tokens.tokenizer,
        vocabulary=vocabulary,
        outputs=vocabulary.keys,
        vectors=first,
        vectors_learn=True,
        texts=Stream(*passage(chain.from_iterable(learned), vocabulary), length=LENGTH),
        figures=lambda network: figures(network, some, held_out),
        judge="dev_loss",
        data=data,
        recipe=recipe,
        hidden_size=sizes.hidden,
        tied=True,
        first_bias=first_bias,
    )
