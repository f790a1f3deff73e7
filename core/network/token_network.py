"""A network that reads tokens of a vocabulary and gives each of its outputs a probability."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ..notation import N_
from ..text import Token, Vocabulary
from ..text.padding import Code
from .card import ModelCard
from .network import Network


class TokenNetwork(Network):
    """Each token of the vocabulary has a vector.

    Args:
        card: what to build, and what is known about it.
        vocabulary: the keys it knows.
        generator: source of the cells' first weights.
    """

    unknown_means = N_(
        "Tokens that are not in this network's vocabulary: {unknown} of {total}. It reads each of "
        "them as the same unknown token."
    )

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        embedding = _Embedding(len(vocabulary), card.input_size, padding_idx=Vocabulary.PADDING)
        super().__init__(card, vocabulary, embedding, generator)

    def _codes(self, tokens: Sequence[Token]) -> tuple[list[Code], list[bool]]:
        ids = self.vocabulary.ids(token.key for token in tokens)
        return [*ids], [number != Vocabulary.UNKNOWN for number in ids]


class _Embedding(nn.Embedding):
    """Uninitialised: PyTorch's first weights would cost time and the process's random numbers."""

    def reset_parameters(self) -> None:
        pass

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(input.long())
