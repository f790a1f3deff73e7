"""A text as tokens and codes, ready for a network."""

from dataclasses import dataclass

from ..text import Token


@dataclass(frozen=True)
class Encoded:
    """A text as the network takes it in.

    Attributes:
        text: the cleaned text that the tokens stand in.
        tokens: the T tokens.
        codes: the input for each: its id in the vocabulary, or the value of a number.
        known: whether the network knows each of them.
    """

    text: str
    tokens: tuple[Token, ...]
    codes: tuple[float, ...]
    known: tuple[bool, ...]
