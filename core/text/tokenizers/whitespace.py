"""A tokenizer that splits at white space."""

import regex

from .base import Token

_PATTERN = regex.compile(r"\S+")


class WhitespaceTokenizer:
    """One token for each run of characters other than white space; its key is its text.

    So a comma stays attached to its word, and together they are a word that is in no vocabulary.

    >>> [token.text for token in WhitespaceTokenizer().tokenize("Funny, and sad.")]
    ['Funny,', 'and', 'sad.']
    """

    name = "whitespace"
    version = 1

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the runs of characters other than white space, in order."""
        matches = _PATTERN.finditer(text)
        return tuple(Token(match[0], *match.span(), match[0]) for match in matches)

    def label(self, token: Token) -> str:
        """Return the characters as they were typed."""
        return token.text
