"""Characters as a person sees them."""

from itertools import accumulate

import regex

from .base import CLUSTER, FLAGS, Token


class CharacterTokenizer:
    """One token for each character as a person sees it, white space too."""

    name = "characters"
    _pattern = regex.compile(rf"{CLUSTER} | \s", FLAGS)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return one token for each character."""
        characters = text if text.isascii() else self._pattern.findall(text)
        ends = list(accumulate(map(len, characters)))  # they follow each other without a gap
        return tuple(map(Token, characters, (0, *ends), ends, characters))

    def label(self, token: Token) -> str:
        """Return the character."""
        return token.text
