"""The tokens of a corpus with their text: the input of every feature."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....network import Network
from ....text import Vocabulary
from .source import Source


@dataclass(frozen=True, eq=False)
class Tokens:
    """T tokens in order, and all documents joined into one text.

    Attributes:
        network: the network that read them.
        documents: the texts.
        first_tokens: where each document begins among the tokens, and T, ``(documents + 1,)``.
        starts: where each token begins in the text of its document, ``(T,)``.
        ends: where each token ends there, ``(T,)``.
        codes: what the network read for each, ``(T,)``: ids in the vocabulary, or values.
    """

    network: Network
    documents: tuple[str, ...]
    first_tokens: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    codes: np.ndarray

    def __len__(self) -> int:
        """Return T."""
        return len(self.starts)

    @cached_property
    def document(self) -> np.ndarray:
        """The index of the document that each token belongs to, ``(T,)`` int64."""
        return np.repeat(np.arange(len(self.documents)), np.diff(self.first_tokens))

    @cached_property
    def position(self) -> np.ndarray:
        """How many tokens of its document have been read after each, ``(T,)``: 1 at the first."""
        return np.arange(1, len(self) + 1) - self.first_tokens[self.document]

    @cached_property
    def begins(self) -> np.ndarray:
        """Whether each token is the first of its document, ``(T,)``."""
        return self.position == 1

    @cached_property
    def ends_document(self) -> np.ndarray:
        """Whether each token is the last of its document, ``(T,)``."""
        return np.append(self.begins[1:], True)[: len(self)]

    @cached_property
    def first_characters(self) -> np.ndarray:
        """Where each document begins in the joined text, and its length, ``(documents + 1,)``."""
        return np.cumsum([0, *map(len, self.documents)])

    @cached_property
    def places(self) -> np.ndarray:
        """Where each token begins in the joined text, ``(T,)``."""
        return self.starts + self.first_characters[self.document]

    @cached_property
    def last_places(self) -> np.ndarray:
        """Where the last character of each token is in the joined text, ``(T,)``."""
        return self.places + (self.ends - self.starts) - 1

    @cached_property
    def source(self) -> Source:
        """Kind and nesting of every character if the documents are Python source."""
        return Source.read(self.documents)

    @cached_property
    def characters(self) -> np.ndarray:
        """The code point that each token begins with, ``(T,)`` uint32."""
        points = np.frombuffer("".join(self.documents).encode("utf-32-le"), np.uint32)
        return points[self.places]

    def where(self, condition: Callable[[str], bool]) -> np.ndarray:
        """Return which tokens begin with a character that meets a condition, ``(T,)`` bool."""
        points, which = np.unique(self.characters, return_inverse=True)
        return np.array([condition(chr(point)) for point in points], bool)[which]

    def among(self, characters: Collection[str]) -> np.ndarray:
        """Return which tokens begin with one of these characters, ``(T,)`` bool."""
        return np.isin(self.characters, [ord(character) for character in characters])

    @cached_property
    def different_codes(self) -> tuple[np.ndarray, np.ndarray]:
        """The distinct codes, and which of them each token has, ``(T,)``."""
        codes, which = np.unique(self.codes, return_inverse=True)
        return codes, which

    def keyed(self, condition: Callable[[str], bool]) -> np.ndarray:
        """Return which tokens' keys meet a condition, ``(T,)`` bool; False for unknown tokens."""
        codes, which = self.different_codes
        keys, first = self.network.vocabulary.keys, Vocabulary.UNKNOWN + 1
        matches = [code >= first and condition(keys[code - first]) for code in codes.tolist()]
        return np.array(matches, bool)[which]
