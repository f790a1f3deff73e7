"""The shipped word vectors, learned from co-occurrence alone, with document counts and neighbours.

``python -m core.training.word_vectors`` learns them; they are shipped in ``core/checkpoints``.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from ..checkpoints import CHECKPOINTS, CheckpointError, read_checked, write_checked

LANGUAGES = ("english", "korean")
_HEADER = ("language", "tokenizer", "keys", "documents")  # everything but the arrays and the card


@dataclass(frozen=True)
class WordsCard:
    """How word vectors were learned, and how to learn them again.

    Attributes:
        task: ``word-vectors``.
        data: file name -> sha256 of the texts.
        command: the command that learns them again.
        seed: the seed of all random numbers.
        gensim_version: version of gensim that learned them.
        seconds: how long it took, including splitting the texts into tokens.
        recipe: setting -> value, by gensim's names.
        sizes: numbers of ``words``, ``dimensions``, ``texts`` and ``tokens``.
    """

    task: str
    data: Mapping[str, str]
    command: str
    seed: int
    gensim_version: str
    seconds: float
    recipe: Mapping[str, float]
    sizes: Mapping[str, int]


@dataclass(frozen=True)
class Words:
    """The frequent words of one language, each with its vector.

    Attributes:
        language: ``english`` or ``korean``.
        tokenizer: name of the tokenizer whose keys the words are.
        keys: n words, the most frequent first.
        rows: word -> its row in ``vectors`` and ``document_counts``.
        vectors: float32 ``(n, d)``, read-only; each of length 1.
        document_counts: how many texts each word is in, int64 ``(n,)``, read-only.
        documents: number of texts.
        card: how they were learned.
    """

    language: str
    tokenizer: str
    keys: tuple[str, ...]
    rows: Mapping[str, int]
    vectors: np.ndarray
    document_counts: np.ndarray
    documents: int
    card: WordsCard


class Neighbours(NamedTuple):
    """The rows of the nearest words, nearest first, and the cosines of the angles to them."""

    rows: np.ndarray
    cosines: np.ndarray


def load_words(language: str, folder: Path = CHECKPOINTS) -> Words:
    """Return the word vectors of a language.

    Args:
        language: ``english`` or ``korean``.
        folder: folder of the files and their manifest.

    Raises:
        ValueError: if there are none for the language.
        CheckpointError: if the file is missing or damaged.
    """
    if language not in LANGUAGES:
        raise ValueError(f"load_words expected one of {', '.join(LANGUAGES)}; got {language!r}.")
    path = folder / file_name(language)
    content = read_checked(path)
    try:
        return _words(content)
    except (SafetensorError, LookupError, TypeError, ValueError) as error:
        raise CheckpointError(
            f"{path.name} does not hold word vectors of this version; make it again "
            "(python -m core.training.word_vectors)."
        ) from error


def save_words(words: Words, folder: Path = CHECKPOINTS) -> Path:
    """Write word vectors, rounded to float16, and record the file's hash in the manifest."""
    header = {name: getattr(words, name) for name in _HEADER} | {"card": asdict(words.card)}
    counts = words.document_counts.astype(np.int32)
    tensors = {"document_counts": counts, "vectors": words.vectors.astype(np.float16)}
    entry = json.dumps(header, ensure_ascii=False, allow_nan=False)
    path = folder / file_name(words.language)
    write_checked(path, save(tensors, {"words": entry}))
    return path


def file_name(language: str) -> str:
    """Return the name of the file with a language's word vectors."""
    return f"{language}-words.safetensors"


def nearest(vectors: np.ndarray, word: int | np.ndarray, k: int) -> Neighbours:
    """Return the k nearest vectors by the cosine of the angle, from an exact search.

    Args:
        vectors: ``(n, d)``, of any lengths; one of length 0 has the cosine 0 with every other.
        word: a row, which is left out of its own neighbours; or a vector ``(d,)``.
        k: largest number of neighbours.
    """
    lengths = np.linalg.norm(vectors, axis=1)
    vector = word if isinstance(word, np.ndarray) else vectors[word]
    scale = lengths * np.linalg.norm(vector)
    cosines = np.divide(vectors @ vector, scale, out=np.zeros_like(lengths), where=scale > 0)
    order = np.argsort(-cosines, kind="stable")  # if equally near, the more frequent word first
    order = order if vector is word else order[order != word]
    return Neighbours(order[:k], np.clip(cosines[order[:k]], -1, 1))


def _words(content: bytes) -> Words:
    header_size = int.from_bytes(content[:8], "little")
    metadata = json.loads(content[8 : 8 + header_size])["__metadata__"]
    header: dict[str, Any] = json.loads(metadata["words"])
    tensors = load(content)
    vectors = tensors["vectors"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    counts = tensors["document_counts"].astype(np.int64)
    keys = tuple(header.pop("keys"))
    if not len(keys) == len(vectors) == len(counts):
        raise ValueError(f"Expected {len(keys)} vectors and counts.")
    vectors.flags.writeable = counts.flags.writeable = False
    rows = {key: row for row, key in enumerate(keys)}
    header["card"] = WordsCard(**header["card"])
    return Words(keys=keys, rows=rows, vectors=vectors, document_counts=counts, **header)
