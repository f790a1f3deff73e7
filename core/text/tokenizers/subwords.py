"""Tokenizers by pieces of words, learned from the training texts: frequent words stay whole.

``python -m core.training.subwords`` learns the pieces; they are shipped in ``core/checkpoints``.
Everything typed is ordinary text: the library's piece for the unknown is the empty string.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from ...checkpoints import CHECKPOINTS, CheckpointError, read_checked
from ..vocabulary import Vocabulary
from .base import SURROGATES, Token
from .words import WordTokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer as Model

LONGEST_WORD = 100
"""Longest word in characters; the rest of a longer one is split as the next word."""

CONTINUES = "##"
"""The library's prefix of a piece that does not begin a word; no word begins with it."""

UNKNOWN = ""
"""The library's piece for the unknown: it has no spelling, so nobody can type it."""

_FOLDED = SURROGATES | {
    ord("İ"): "I",  # the only letter that is two characters in lower case
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a"), "'"),  # single quotation marks
    **dict.fromkeys(map(ord, "“”„"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),  # hyphens
}


class Piece(NamedTuple):
    """A piece of a word: its start and end in the word, and its key."""

    start: int
    end: int
    key: str


class SubwordTokenizer(ABC):
    """Pieces of the words that ``WordTokenizer`` gives, in lower case.

    Networks and screens number the pieces by a ``Vocabulary`` of keys, as for every tokenizer; the
    numbers in the library's file are not used.

    Args:
        language: ``english`` or ``korean``.
        folder: folder of the pieces and their manifest.

    Raises:
        CheckpointError: at the first use, if the file of the pieces is missing or damaged.
    """

    kind: ClassVar[str]
    version = WordTokenizer.version

    def __init__(self, language: str, folder: Path = CHECKPOINTS) -> None:
        self.name = f"{language}-{self.kind}"
        self._path = folder / file_name(self.name)

    @abstractmethod
    def key(self, letters: str, begins: bool) -> str:
        """Return the key of a piece, marked by whether it begins a word."""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All pieces in the order in which they were learned, single characters first."""
        numbers = _model(self._path).get_vocab()
        pieces = sorted(numbers.keys() - {UNKNOWN}, key=numbers.__getitem__)
        return Vocabulary(
            self.key(piece.removeprefix(CONTINUES), not piece.startswith(CONTINUES))
            for piece in pieces
        )

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Return the pieces in order; the key of an unknown one is in no vocabulary."""
        plain = folded(text)
        words = list(_words(plain))
        pieces = self._pieces(list(dict.fromkeys(letters for _, letters in words)))
        return tuple(
            Token(text[start + begin : start + end], start + begin, start + end, key)
            for start, letters in words
            for begin, end, key in pieces[letters]
        )

    def _pieces(self, words: Sequence[str]) -> Mapping[str, Sequence[Piece]]:
        """Split words, each of them once, however often it occurs in a text."""
        encoding = _model(self._path).encode(words, is_pretokenized=True, add_special_tokens=False)
        numbers = cast("list[int]", encoding.word_ids)  # None would be a special token's
        pieces: dict[str, list[Piece]] = {word: [] for word in words}
        for number, (begin, end) in zip(numbers, encoding.offsets, strict=True):
            word = words[number]
            pieces[word].append(Piece(begin, end, self.key(word[begin:end], begin == 0)))
        return pieces

    def label(self, token: Token) -> str:
        """Return the piece with its mark."""
        return token.key


def _words(plain: str) -> Iterator[tuple[int, str]]:
    """Yield the start of each word, and the word; words that are too long come as several."""
    for word in WordTokenizer.pattern.finditer(plain):
        for start in range(word.start(), word.end(), LONGEST_WORD):
            yield start, plain[start : min(start + LONGEST_WORD, word.end())]


def folded(text: str) -> str:
    """Return a text in lower case with straight quotation marks, character by character.

    >>> print(folded("“İt’s GOOD”"))
    "it's good"
    """
    return text.translate(_FOLDED).lower()


def file_name(name: str) -> str:
    """Return the name of the file with a tokenizer's pieces."""
    return f"{name}.tokenizer.json"


@cache
def _model(path: Path) -> "Model":
    from tokenizers import Tokenizer as Model  # here, because most sessions never need it

    content = read_checked(path)
    try:
        return Model.from_str(content.decode())
    except Exception as error:  # the library has no narrower one
        raise CheckpointError(
            f"{path.name} does not hold the pieces of a tokenizer; make it again "
            "(python -m core.training.subwords)."
        ) from error
