"""What stands between white space."""

import regex

from .base import Token

_PATTERN = regex.compile(r"\S+")


class WhitespaceTokenizer:
    """One token for each run of characters that are no white space, its key as it was typed.

    So a comma sticks to its word, and the two make a word that is known to nobody.

    >>> [token.text for token in WhitespaceTokenizer().tokenize("Funny, and sad.")]
    ['Funny,', 'and', 'sad.']
    """

    name = "whitespace"

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return what stands between white space, in order."""
        matches = _PATTERN.finditer(text)
        return tuple(Token(match[0], *match.span(), match[0]) for match in matches)

    def label(self, token: Token) -> str:
        """Return the characters as they were typed."""
        return token.text
