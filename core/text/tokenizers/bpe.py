"""Byte-pair encoding over characters: pairs are joined in the order in which they were learned."""

from .subwords import SubwordTokenizer


class BPETokenizer(SubwordTokenizer):
    """Joins pairs of pieces; an unknown character is an unknown token, not its whole word.

    It joins characters, not bytes, so that every piece is a readable span of the text: one of the
    three bytes of a Korean syllable is not.

    >>> english = BPETokenizer("english")
    >>> [english.label(token) for token in english.tokenize("Unforgettable films")]
    ['▁unfor', 'get', 'table', '▁films']

    Source: Sennrich, Haddow and Birch 2016; words are marked at their start as in SentencePiece
    (Kudo and Richardson 2018).
    """

    kind = "bpe"

    def key(self, letters: str, begins: bool) -> str:
        """Return the letters, after ``▁`` if they begin a word."""
        return "▁" + letters if begins else letters
