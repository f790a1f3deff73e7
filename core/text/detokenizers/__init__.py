"""Detokenizers: tokens of a vocabulary, written as people write them."""

from collections.abc import Callable, Mapping, Sequence

from ..tokenizers.cased_words import PARAGRAPH
from .cased_words import join_cased_words
from .morphemes import join_morphemes
from .syllables import join_syllables
from .words import join_words

_JOINS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "characters": "".join,
    "words": join_words,
    "morphemes": join_morphemes,
    "cased-words": join_cased_words,
    "syllables": join_syllables,
}


def detokenize(tokenizer: str, keys: Sequence[str], start: int = 0) -> str:
    r"""Return tokens as people write them, or what is written from one of them on.

    Read back, the text need not give the same tokens.

    >>> detokenize("words", ["it", "was", "n't", "bad", ".", "¶", "we", "saw", "it", "."])
    "It wasn't bad.\nWe saw it."
    >>> detokenize("words", ["it", "was", "n't", "bad", "."], start=2)
    "n't bad."

    Args:
        tokenizer: the name of the tokenizer that makes such tokens.
        keys: the tokens as the vocabulary spells them.
        start: the first token of the text that is wanted.

    Raises:
        ValueError: if there is no such tokenizer.
    """
    if tokenizer not in _JOINS:
        raise ValueError(f"detokenize expected one of {', '.join(_JOINS)}; got {tokenizer!r}.")
    join = _JOINS[tokenizer]
    whole = _by_paragraph(keys, join)
    before = _by_paragraph(keys[:start], join)
    return whole[len(before) :] if whole.startswith(before) else _by_paragraph(keys[start:], join)


def _by_paragraph(keys: Sequence[str], join: Callable[[Sequence[str]], str]) -> str:
    paragraphs: list[list[str]] = [[]]
    for key in keys:
        if key == PARAGRAPH:
            paragraphs.append([])
        else:
            paragraphs[-1].append(key)
    return "\n".join(map(join, paragraphs))
