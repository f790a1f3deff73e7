"""A network that reads numbers as they are, one at a time."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ..notation import N_
from ..text import Token, Vocabulary
from ..text.padding import Code
from ..text.tokenizers.numbers import value
from .card import ModelCard
from .network import Network


class NumberNetwork(Network):
    """Each number is its own vector, of length 1.

    Args:
        card: what to build, and what is known about it.
        vocabulary: empty, as numbers need none.
        generator: source of the cells' first weights.
    """

    unknown_means = N_(
        "Tokens that are not numbers from −1,000 to 1,000: {unknown} of {total}. Each is read as 0."
    )

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        super().__init__(card, vocabulary, _AsItIs(), generator)

    @property
    def unknown_code(self) -> Code:
        """What it reads in place of a token that is no number: 0."""
        return 0.0

    @property
    def padding_code(self) -> Code:
        """What it reads where there is no token: 0."""
        return self.unknown_code

    def _codes(self, tokens: Sequence[Token]) -> tuple[list[Code], list[bool]]:
        values = [value(token.key) for token in tokens]
        return [number or 0.0 for number in values], [number is not None for number in values]


class _AsItIs(nn.Module):
    """The vector of a number: the number."""

    def forward(self, values: Tensor) -> Tensor:
        return values.float().unsqueeze(-1)
