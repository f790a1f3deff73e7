"""A text as tokens and codes, ready for a network."""

from dataclasses import dataclass

import numpy as np

from ..text import Token
from ..text.padding import Code


@dataclass(frozen=True)
class Encoded:
    """A text as the network takes it in.

    Attributes:
        text: the cleaned text that the tokens stand in.
        tokens: the T tokens, in the order in which they are read.
        codes: the input for each: its id in the vocabulary, or the number or numbers typed.
        known: whether the network knows each of them.
    """

    text: str
    tokens: tuple[Token, ...]
    codes: tuple[Code, ...]
    known: tuple[bool, ...]

    def reversed(self) -> "Encoded":
        """Return it with the tokens in the other order, as a cell that reads backwards does."""
        return Encoded(self.text, self.tokens[::-1], self.codes[::-1], self.known[::-1])


def first_numbers(codes: np.ndarray) -> np.ndarray:
    """Return the series in the codes of numbers: of several at each step, the first, ``(T,)``.

    Args:
        codes: ``(T,)``, or ``(T, features)``.
    """
    return codes if codes.ndim == 1 else codes[:, 0]
