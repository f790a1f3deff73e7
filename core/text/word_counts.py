"""Texts as vectors without a network, one number per word; and projections to two dimensions.

scikit-learn counts and projects, with our tokenizers and our word counts. It takes a second to
import, so it is imported where it is used: only one screen needs it.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .tokenizers import Tokenizer


class Projection(NamedTuple):
    """Vectors projected on the k directions in which they vary most.

    Attributes:
        points: ``(n, k)``.
        shares: share of the total variance in each direction, ``(k,)`` in 0..1.
    """

    points: np.ndarray
    shares: np.ndarray


def one_hot(ids: Sequence[int], size: int) -> np.ndarray:
    """Return a row for each number, with a 1 in that column: uint8 ``(T, size)``.

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
        tokenizer: splits the texts.
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
    """Return the weight of each word: ln((1 + documents) / (1 + texts it is in)) + 1, ``(n,)``.

    This is the form that scikit-learn calls smooth: as if one more text contained every word, so
    that nothing is divided by zero.
    """
    return np.log((1 + documents) / (1 + np.asarray(document_counts))) + 1


def tf_idf(counts: np.ndarray, document_counts: np.ndarray, documents: int) -> np.ndarray:
    """Weight word counts by inverse document frequency, and scale the rows to length 1.

    Args:
        counts: how often each word is in each text, ``(n, words)``, from ``bag_of_words``.
        document_counts: how many of the training texts each word is in, ``(words,)``.
        documents: how many training texts there were.

    Returns:
        float64 ``(n, words)``, as from scikit-learn's ``TfidfVectorizer`` fitted on those texts;
        the row of a text without a known word is all zeros.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    transformer = TfidfTransformer()
    transformer.idf_ = inverse_document_frequencies(document_counts, documents)
    weighted: Any = transformer.transform(counts)  # sparse
    return weighted.toarray()


def project(vectors: np.ndarray, k: int = 2) -> Projection:
    """Return principal components, always with the same signs.

    Each direction and its opposite are equally valid; scikit-learn takes the one whose largest
    component is positive.

    Args:
        vectors: ``(n, d)``, n at least 2.
        k: number of directions, at most n and at most d.
    """
    from sklearn.decomposition import PCA

    analysis = PCA(k, svd_solver="full")  # exact; other solvers draw random numbers
    with np.errstate(invalid="ignore"):  # without any variance, a share is 0 / 0
        points = analysis.fit_transform(np.asarray(vectors, np.float64))
    return Projection(points, np.nan_to_num(analysis.explained_variance_ratio_))
