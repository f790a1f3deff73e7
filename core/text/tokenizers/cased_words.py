"""A tokenizer of English prose for networks that write it: words keep their case."""

import regex

from .base import FLAGS, Token
from .words import LONGEST_WORD, WordTokenizer, spelled

PARAGRAPH = "¶"
"""The key of the line ends that end a paragraph."""

_OPENS = regex.compile(r"(?<! [^\s(\[{] ) . | (?<= [-–—/\"'“\u2018] ) . (?= \w )", FLAGS)
_OPENING = {'"': "“", "'": "\u2018"}
_CLOSING = {'"': "”", "'": "’"}


class CasedWordTokenizer:
    r"""The words of ``WordTokenizer`` in their case, quotation marks by their side, and paragraphs.

    A network that writes has to say where a quotation begins and where it ends, so that the two
    are different keys, however they were typed. A straight mark opens after white space or a
    bracket and at the start; after a dash or another mark, before a word.

    >>> tokens = CasedWordTokenizer().tokenize('"I am," said Alice.\n"Oh!"')
    >>> " ".join(token.key for token in tokens)
    '“ I am , ” said Alice . ¶ “ Oh ! ”'
    """

    name = "cased-words"
    version = 1
    _pattern = regex.compile(rf"[\r\n] (?: \s* [\r\n] )? | {WordTokenizer.pattern.pattern}", FLAGS)

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return words, clitics, marks and line ends, without the white space between them."""
        return tuple(
            Token(match[0], *match.span(), self._key(text, match.start(), match[0]))
            for match in self._pattern.finditer(text)
        )

    def label(self, token: Token) -> str:
        """Return the word as it was typed; ``¶`` for the end of a paragraph."""
        return token.key if token.key == PARAGRAPH else token.text

    def _key(self, text: str, start: int, word: str) -> str:
        if word[0] in "\r\n":
            return PARAGRAPH
        key = word if len(word) > LONGEST_WORD else spelled(word)
        if key not in _OPENING:
            return key
        if word in "“\u2018„":
            return _OPENING[key]
        opens = word not in "”’" and _OPENS.match(text, start)
        return (_OPENING if opens else _CLOSING)[key]
