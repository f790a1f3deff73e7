"""A text as tokens and codes, ready for a network."""

from dataclasses import dataclass

from ..text import Token


@dataclass(frozen=True)
class Encoded:
    """A text as the network takes it in.

    Attributes:
        text: the cleaned text that the tokens stand in.
        tokens: the T tokens, in the order in which they are read.
        codes: the input for each: its id in the vocabulary, or the value of a number.
        known: whether the network knows each of them.
    """

    text: str
    tokens: tuple[Token, ...]
    codes: tuple[float, ...]
    known: tuple[bool, ...]

    def reversed(self) -> "Encoded":
        """Return it with the tokens in the other order, as a cell that reads backwards does."""
        return Encoded(self.text, self.tokens[::-1], self.codes[::-1], self.known[::-1])
