"""A tokenizer by characters as a person sees them."""

from itertools import accumulate

import regex

from .base import CLUSTER, FLAGS, Token


class CharacterTokenizer:
    """One token for each character as a person sees it, including white space."""

    name = "characters"
    version = 1
    _pattern = regex.compile(rf"{CLUSTER} | \s", FLAGS)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return one token for each character."""
        characters = text if text.isascii() else self._pattern.findall(text)
        ends = list(accumulate(map(len, characters)))  # there are no gaps between them
        return tuple(map(Token, characters, (0, *ends), ends, characters))

    def label(self, token: Token) -> str:
        """Return the character."""
        return token.text
