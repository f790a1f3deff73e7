"""Byte-pair encoding, over characters: pairs are joined in the order in which that was learned."""

from .subwords import SubwordTokenizer


class BPETokenizer(SubwordTokenizer):
    """Only the characters that are unknown make an unknown token, not the whole word.

    It joins characters, not bytes, so that every piece is a span of the text that can be read: of a
    Korean syllable's three bytes, one alone is nothing.

    >>> english = BPETokenizer("english")
    >>> [english.label(token) for token in english.tokenize("Unforgettable films")]
    ['▁unfor', 'get', 'table', '▁films']

    Source: Sennrich, Haddow and Birch 2016; the mark of a word's start as in SentencePiece (Kudo
    and Richardson 2018).
    """

    kind = "bpe"

    def key(self, letters: str, begins: bool) -> str:
        """Return the letters, with ``▁`` before what begins a word."""
        return "▁" + letters if begins else letters
