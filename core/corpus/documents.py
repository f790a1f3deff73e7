"""The record of a corpus: its texts, their titles, and a hash by which it is recognised."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Self

from ..text import clean


@dataclass(frozen=True)
class Corpus:
    """Texts, each of which a network reads separately, from the zero state.

    A position in a corpus is the place of a token among those of all documents in order, from 0.

    Attributes:
        name: what it is, such as ``python``.
        documents: the texts, cleaned.
        titles: the title of each, such as the path of a module.
    """

    name: str
    documents: tuple[str, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, name: str, texts: Iterable[tuple[str, str]]) -> Self:
        """Return the corpus of texts, given as (title, text), each of which is cleaned."""
        titles, documents = [], []
        for title, text in texts:
            titles.append(title)
            documents.append(clean(text, limit=None).text)
        return cls(name, tuple(documents), tuple(titles))

    @cached_property
    def sha256(self) -> str:
        """The hash of all texts and of where each ends, without the titles."""
        sha = sha256()
        for document in self.documents:
            text = document.encode()
            sha.update(len(text).to_bytes(8, "little"))
            sha.update(text)
        return sha.hexdigest()
