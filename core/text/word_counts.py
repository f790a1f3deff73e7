"""Texts as vectors without a network, one number a word; and many dimensions seen in two.

Counting and projecting is done by scikit-learn, with our tokenizers and our word counts. It takes
a second to import, so it is imported where it is used: only one screen needs it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .tokenizers import Tokenizer


class Projection(NamedTuple):
    """Vectors seen in the k directions in which they differ most.

    Attributes:
        points: ``(n, k)``.
        shares: of the whole variance, the share that each direction has, ``(k,)`` in 0..1.
    """

    points: np.ndarray
    shares: np.ndarray


def one_hot(ids: Sequence[int], size: int) -> np.ndarray:
    """Return a row for each number, with a 1 in its column: uint8 ``(T, size)``.

    Args:
        ids: T numbers in 0..size-1.
        size: how many numbers there are.

    Raises:
        ValueError: if a number is out of range.

    >>> one_hot([2, 0], 3)
    array([[0, 0, 1],
           [1, 0, 0]], dtype=uint8)
    """
    numbers = np.asarray(ids, dtype=np.int64)
    if len(numbers) and not 0 <= numbers.min() <= numbers.max() < size:
        raise ValueError(
            f"one_hot expected numbers in 0..{size - 1}; got {numbers.min()}..{numbers.max()}."
        )
    rows = np.zeros((len(numbers), size), np.uint8)
    rows[np.arange(len(numbers)), numbers] = 1
    return rows


def bag_of_words(texts: Sequence[str], tokenizer: Tokenizer, keys: Sequence[str]) -> np.ndarray:
    """Return how often each word is in each text; words that are not listed are not counted.

    Args:
        texts: n texts.
        tokenizer: what splits them.
        keys: the words to count, each once, in the order of the columns.

    Returns:
        int64 ``(n, len(keys))``.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    def analyzer(text: str) -> list[str]:
        return [token.key for token in tokenizer.tokenize(text)]

    settings: dict[str, Any] = {"analyzer": analyzer, "vocabulary": keys}
    return CountVectorizer(**settings).transform(texts).toarray()


def inverse_document_frequencies(document_counts: np.ndarray, documents: int) -> np.ndarray:
    """Return how telling each word is: ln((1 + documents) / (1 + texts it is in)) + 1, ``(n,)``.

    As if one more text had every word in it, so that nothing is divided by zero: the form that
    scikit-learn calls smooth.
    """
    return np.log((1 + documents) / (1 + np.asarray(document_counts))) + 1


def tf_idf(counts: np.ndarray, document_counts: np.ndarray, documents: int) -> np.ndarray:
    """Weigh the words of each text by how telling they are, and make the rows of length 1.

    Args:
        counts: how often each word is in each text, ``(n, words)``, as ``bag_of_words`` gives it.
        document_counts: how many of the training texts each word is in, ``(words,)``.
        documents: how many training texts there were.

    Returns:
        float64 ``(n, words)``: what scikit-learn's ``TfidfVectorizer``, fitted on those texts,
        would give; a text without a known word is all zeros.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    transformer = TfidfTransformer()
    transformer.idf_ = inverse_document_frequencies(document_counts, documents)
    weighed: Any = transformer.transform(counts)  # sparse
    return weighed.toarray()


def project(vectors: np.ndarray, k: int = 2) -> Projection:
    """Return principal components, turned the same way each time.

    Each direction and its opposite are equally good; the one whose largest part is positive is
    taken, as scikit-learn does.

    Args:
        vectors: ``(n, d)``, n at least 2.
        k: how many directions, at most n and at most d.
    """
    from sklearn.decomposition import PCA

    analysis = PCA(k, svd_solver="full")  # the exact one; others draw random numbers
    with np.errstate(invalid="ignore"):  # of no variance at all, a share is 0 of 0
        points = analysis.fit_transform(np.asarray(vectors, np.float64))
    return Projection(points, np.nan_to_num(analysis.explained_variance_ratio_))
