"""Numbers as people type them: one after the other, or with commas or semicolons between."""

import regex

from core.text.tokenizers.base import Token

_PIECE = regex.compile(r"([^\s;,]++)(?:\s*+[;,])*+|[;,]++")


class NumberTokenizer:
    """One token for each number, with the separator behind it, and for each other piece.

    >>> [token.key for token in NumberTokenizer().tokenize("0.5, -1 2 ; x")]
    ['0.5', '-1', '2', 'x']
    """

    name = "numbers"

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the pieces in order."""
        pieces = _PIECE.finditer(text)
        return tuple(Token(piece[0], *piece.span(), piece[1] or "") for piece in pieces)

    def label(self, token: Token) -> str:
        """Return the number as it was typed."""
        return token.key or token.text
