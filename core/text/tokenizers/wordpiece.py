"""WordPiece: the longest known piece, then the longest that continues from there."""

from .subwords import CONTINUES, SubwordTokenizer


class WordPieceTokenizer(SubwordTokenizer):
    """Takes the longest known pieces; a word that is not made up of them is one unknown token.

    >>> english = WordPieceTokenizer("english")
    >>> [english.label(token) for token in english.tokenize("Unforgettable films")]
    ['unfor', '##get', '##table', 'films']

    Source: Schuster and Nakajima 2012, Wu et al. 2016; marks as in BERT (Devlin et al. 2019).
    """

    kind = "wordpiece"

    def key(self, letters: str, begins: bool) -> str:
        """Return the letters, after ``##`` if they do not begin a word."""
        return letters if begins else CONTINUES + letters
