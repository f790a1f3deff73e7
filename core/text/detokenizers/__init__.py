"""Detokenizers: tokens of a vocabulary, written as people write them."""

from collections.abc import Callable, Mapping, Sequence

from ..tokenizers.cased_words import PARAGRAPH
from .cased_words import join_cased_words
from .joined import Joined, Stretch, one_behind_the_other
from .morphemes import join_morphemes
from .syllables import join_syllables
from .words import join_words

_JOINS: Mapping[str, Callable[[Sequence[str]], Joined]] = {
    "characters": one_behind_the_other,
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
    whole, before = (join(tokenizer, some).text for some in (keys, keys[:start]))
    return whole[len(before) :] if whole.startswith(before) else join(tokenizer, keys[start:]).text


def join(tokenizer: str, keys: Sequence[str]) -> Joined:
    r"""Return the text of ``detokenize``, and which stretch of it each token became.

    >>> join("words", ["it", "was", "¶", "no"])
    Joined(text='It was\nNo', stretches=[(0, 2), (3, 6), (6, 7), (7, 9)])

    Args:
        tokenizer: the name of the tokenizer that makes such tokens.
        keys: the tokens as the vocabulary spells them.

    Raises:
        ValueError: if there is no such tokenizer.
    """
    if tokenizer not in _JOINS:
        raise ValueError(f"detokenize expected one of {', '.join(_JOINS)}; got {tokenizer!r}.")
    text = ""
    stretches: list[Stretch] = []
    for number, paragraph in enumerate(_paragraphs(keys)):
        if number:
            stretches.append((len(text), len(text) + 1))
            text += "\n"
        part = _JOINS[tokenizer](paragraph)
        stretches += [(len(text) + start, len(text) + stop) for start, stop in part.stretches]
        text += part.text
    return Joined(text, stretches)


def _paragraphs(keys: Sequence[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for key in keys:
        if key == PARAGRAPH:
            paragraphs.append([])
        else:
            paragraphs[-1].append(key)
    return paragraphs
