"""One text under several tokenizers, each token in the columns of the characters it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from . import Token, Tokenizer, Vocabulary
from .monospace import columns


@dataclass(frozen=True)
class Placed:
    """A token in its place.

    Attributes:
        token: the token.
        id: its number in the vocabulary; ``None`` where there is none, as for numbers.
        column: where it begins, in columns from 0.
        width: its columns; morphemes that share a syllable share its columns, too.
    """

    token: Token
    id: int | None
    column: float
    width: float

    @property
    def known(self) -> bool:
        """Whether the vocabulary has it."""
        return self.id != Vocabulary.UNKNOWN


@dataclass(frozen=True)
class Row:
    """A text under one tokenizer.

    Attributes:
        tokenizer: its name.
        tokens: the T tokens in order.
        known_keys: how many keys the vocabulary has.
    """

    tokenizer: str
    tokens: tuple[Placed, ...]
    known_keys: int

    @property
    def unknown(self) -> int:
        """How many tokens the vocabulary does not have."""
        return sum(not placed.known for placed in self.tokens)


def align(
    text: str, tokenizers: Sequence[Tokenizer], vocabularies: Mapping[str, Vocabulary]
) -> tuple[Row, ...]:
    """Return a text under each tokenizer.

    Args:
        text: the text, cleaned.
        tokenizers: what splits it.
        vocabularies: tokenizer's name -> what numbers its tokens; those of others have no number.
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
    pairs = zip(tokens, ids, strict=True)
    for (start, end), group in groupby(pairs, key=lambda pair: (pair[0].start, pair[0].end)):
        together = list(group)
        width = (starts[end] - starts[start]) / len(together)
        placed += [
            Placed(token, number, starts[start] + width * place, width)
            for place, (token, number) in enumerate(together)
        ]
    return Row(tokenizer.name, tuple(placed), len(vocabulary.keys) if vocabulary else 0)
