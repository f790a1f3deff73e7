"""The labels of tokens on a screen: their own characters, or the morphemes in a shared syllable."""

from collections import Counter
from collections.abc import Sequence

from .parts_of_speech import form_and_tag
from .tokenizers import MorphemeTokenizer, Token, Tokenizer


def labels(tokenizer: Tokenizer, tokens: Sequence[Token]) -> list[str]:
    """Return what each of a text's tokens is called on a screen, which tags of speech are not.

    Morphemes are called by their characters. Those that share their characters with others, which
    cannot be told apart there, are called by their dictionary forms: 했다 is 하, 었 and 다.

    >>> tokenizer = MorphemeTokenizer()
    >>> labels(tokenizer, tokenizer.tokenize("좋았고 또 했다"))
    ['좋', '았', '고', '또', '하', '었', '다']
    """
    if not isinstance(tokenizer, MorphemeTokenizer):
        return [tokenizer.label(token) for token in tokens]
    sharing = Counter((token.start, token.end) for token in tokens)
    return [
        form_and_tag(token.key)[0] if sharing[token.start, token.end] > 1 else token.text
        for token in tokens
    ]


def tags(tokenizer: Tokenizer, tokens: Sequence[Token]) -> list[str]:
    """Return the tag of each token's part of speech; empty where its tokenizer gives none."""
    if not isinstance(tokenizer, MorphemeTokenizer):
        return [""] * len(tokens)
    return [form_and_tag(token.key)[1] for token in tokens]
