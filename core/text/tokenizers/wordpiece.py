"""WordPiece: the longest known piece, then the longest that goes on from there."""

from .subwords import CONTINUES, SubwordTokenizer


class WordPieceTokenizer(SubwordTokenizer):
    """A word that cannot be made of known pieces altogether is one unknown token.

    >>> english = WordPieceTokenizer("english")
    >>> [english.label(token) for token in english.tokenize("Unforgettable films")]
    ['unfor', '##get', '##table', 'films']

    Source: Schuster and Nakajima 2012, Wu et al. 2016; marks as in BERT (Devlin et al. 2019).
    """

    kind = "wordpiece"

    def key(self, letters: str, begins: bool) -> str:
        """Return the letters, with ``##`` before what goes on within a word."""
        return letters if begins else CONTINUES + letters
