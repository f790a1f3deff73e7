"""A network that reads several numbers at each step."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from ..notation import N_
from ..text import Token, Vocabulary
from ..text.padding import Code
from ..text.tokenizers.numbers import values
from .card import ModelCard
from .number_network import NumberNetwork


class NumbersNetwork(NumberNetwork):
    """The numbers of a step are its vector, ``input_size`` of them, joined by | in a text.

    Args:
        card: what to build, and what is known about it.
        vocabulary: empty, as numbers need none.
        generator: source of the cells' first weights.
    """

    unknown_means = N_(
        "Steps that do not have as many numbers from −1,000 to 1,000, joined by |, as the network "
        "reads at once: {unknown} of {total}. Each is read as zeros."
    )

    def __init__(
        self, card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
    ) -> None:
        super().__init__(card, vocabulary, generator)
        self.embedding = _SideBySide(card.input_size)

    @property
    def unknown_code(self) -> Code:
        """What it reads in place of a token that is no such numbers: zeros."""
        return (0.0,) * self.card.input_size

    def _codes(self, tokens: Sequence[Token]) -> tuple[list[Code], list[bool]]:
        steps = [values(token.key, self.card.input_size) for token in tokens]
        return [step or self.unknown_code for step in steps], [step is not None for step in steps]


class _SideBySide(nn.Module):
    """The vector of several numbers: the numbers."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.features = features

    def forward(self, steps: Tensor) -> Tensor:
        # A text without tokens has no step from which the number of features can be seen.
        return steps.float() if steps.numel() else steps.new_zeros(0, self.features).float()
