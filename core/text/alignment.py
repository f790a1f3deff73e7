"""One text under several tokenizers, with each token in the columns of its characters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from . import MorphemeTokenizer, SyllableTokenizer, Token, Tokenizer, Vocabulary, labels
from .monospace import columns
from .tokenizers.syllables import shown_letter


@dataclass(frozen=True)
class PlacedToken:
    """A token and its place in the columns of a text.

    Attributes:
        token: the token.
        label: its characters; what it is, for a morpheme or letter that shares them with others.
        id: its number in the vocabulary; ``None`` if there is no vocabulary, as for numbers.
        column: where it begins, in columns from 0.
        width: width in columns; morphemes in the same syllable share its columns.
    """

    token: Token
    label: str
    id: int | None
    column: float
    width: float

    @property
    def known(self) -> bool:
        """Whether it is in the vocabulary."""
        return self.id != Vocabulary.UNKNOWN


@dataclass(frozen=True)
class Row:
    """A text under one tokenizer.

    Attributes:
        tokenizer: name of the tokenizer.
        tokens: the T tokens in order.
        known_keys: number of keys in the vocabulary.
    """

    tokenizer: str
    tokens: tuple[PlacedToken, ...]
    known_keys: int

    @property
    def unknown(self) -> int:
        """The number of tokens that are not in the vocabulary."""
        return sum(not placed.known for placed in self.tokens)


def align(
    text: str, tokenizers: Sequence[Tokenizer], vocabularies: Mapping[str, Vocabulary]
) -> tuple[Row, ...]:
    """Return a text under each tokenizer.

    Args:
        text: the text, cleaned.
        tokenizers: the tokenizers, one for each row.
        vocabularies: tokenizer's name -> the vocabulary that numbers its tokens; tokens of other
            tokenizers have no number.
    """
    starts = columns(text)
    return tuple(_row(text, each, vocabularies.get(each.name), starts) for each in tokenizers)


def _row(
    text: str, tokenizer: Tokenizer, vocabulary: Vocabulary | None, starts: tuple[float, ...]
) -> Row:
    tokens = tokenizer.tokenize(text)
    keys = (token.key for token in tokens)
    ids = [None] * len(tokens) if vocabulary is None else vocabulary.ids(keys)
    placed = []
    rows = zip(tokens, _names(tokenizer, tokens), ids, strict=True)
    for (start, end), group in groupby(rows, key=lambda row: (row[0].start, row[0].end)):
        sharing = list(group)
        width = (starts[end] - starts[start]) / len(sharing)
        placed += [
            PlacedToken(token, name, number, starts[start] + width * index, width)
            for index, (token, name, number) in enumerate(sharing)
        ]
    return Row(tokenizer.name, tuple(placed), len(vocabulary.keys) if vocabulary else 0)


def _names(tokenizer: Tokenizer, tokens: Sequence[Token]) -> list[str]:
    """Return what is drawn: a token's characters, or its part of those that several share."""
    if isinstance(tokenizer, MorphemeTokenizer):
        return labels(tokenizer, tokens)
    if isinstance(tokenizer, SyllableTokenizer):
        return [
            token.text if token.text == token.key else shown_letter(token.key).strip("…")
            for token in tokens
        ]
    return [token.text for token in tokens]
