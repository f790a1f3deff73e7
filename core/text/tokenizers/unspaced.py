"""A tokenizer by characters that passes over white space."""

import regex

from .base import Token
from .characters import CharacterTokenizer

_WHITE_SPACE = regex.compile(r"\s+")


class UnspacedTokenizer:
    """One token for each character as a person sees it, white space left out.

    A network that says where spaces belong must not see them.
    """

    name = "unspaced"
    version = 1

    def __init__(self) -> None:
        self._characters = CharacterTokenizer()

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return one token for each character that is not white space."""
        tokens = self._characters.tokenize(text)
        return tuple(token for token in tokens if not _WHITE_SPACE.fullmatch(token.text))

    def label(self, token: Token) -> str:
        """Return the character."""
        return token.text
