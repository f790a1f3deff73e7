"""One-hot, bag of words and TF-IDF equal scikit-learn's; a projection is the same each time."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import OneHotEncoder

from core.text.tokenizers import CharacterTokenizer, WordTokenizer
from core.text.word_counts import (
    bag_of_words,
    inverse_document_frequencies,
    one_hot,
    project,
    tf_idf,
)
from tests.nasty import SENDABLE, STRINGS

CORPUS = [
    "a stirring , funny film",
    "not funny , not a film at all",
    "the the the",
    "don't — “can't”",
    *(text[:2_000] for text in SENDABLE.values()),
]


def keys_of(text: str) -> list[str]:
    return [token.key for token in WordTokenizer().tokenize(text)]


WITHIN = Counter(key for text in CORPUS for key in set(keys_of(text)))
KEYS = sorted(WITHIN)
COUNTS = np.array([WITHIN[key] for key in KEYS])


# ---- one-hot -------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 9), min_size=1))
def test_one_hot_equals_scikit_learns(ids: list[int]) -> None:
    encoder = OneHotEncoder(sparse_output=False).set_params(categories=[list(range(10))])
    assert np.array_equal(one_hot(ids, 10), encoder.fit_transform([[number] for number in ids]))


def test_no_numbers_make_no_rows() -> None:
    assert one_hot([], 4).shape == (0, 4)


@pytest.mark.parametrize("ids", [[4], [-1], [0, 9]])
def test_a_number_out_of_range_is_refused(ids: list[int]) -> None:
    with pytest.raises(ValueError, match=r"expected numbers in 0\.\.3; got"):
        one_hot(ids, 4)


# ---- counting ------------------------------------------------------------------------------------


def test_bag_of_words_equals_scikit_learns() -> None:
    theirs = CountVectorizer(analyzer=keys_of).fit(CORPUS)  # type: ignore[arg-type]
    ours = bag_of_words(CORPUS, WordTokenizer(), list(theirs.get_feature_names_out()))

    assert np.array_equal(ours, theirs.transform(CORPUS).toarray())


@pytest.mark.parametrize("text", [text[:2_000] for text in STRINGS.values()], ids=STRINGS)
def test_every_token_is_counted_as_often_as_it_occurs(text: str) -> None:
    tokenizer = CharacterTokenizer()
    counts = Counter(token.key for token in tokenizer.tokenize(text))
    keys = [*counts, "no such token"]

    assert bag_of_words([text], tokenizer, keys).tolist() == [[*counts.values(), 0]]


def test_unknown_words_count_for_nothing() -> None:
    assert bag_of_words(["b z b", "", "A"], WordTokenizer(), ["a", "b"]).tolist() == [
        [0, 2],
        [0, 0],
        [1, 0],
    ]


# ---- weighing ------------------------------------------------------------------------------------


def test_tf_idf_from_counts_equals_scikit_learns_from_the_texts() -> None:
    theirs = TfidfVectorizer(analyzer=keys_of).fit(CORPUS)  # type: ignore[arg-type]
    assert list(theirs.get_feature_names_out()) == KEYS

    texts = [*CORPUS, "a film nobody has seen", "", "unheard-of"]
    ours = tf_idf(bag_of_words(texts, WordTokenizer(), KEYS), COUNTS, len(CORPUS))

    assert np.allclose(ours, theirs.transform(texts).toarray(), rtol=1e-12, atol=0)
    frequencies = inverse_document_frequencies(COUNTS, len(CORPUS))
    assert np.allclose(frequencies, theirs.idf_, rtol=1e-12)


def test_rows_have_length_one_unless_nothing_is_known() -> None:
    counts = bag_of_words(["funny film", "unheard-of"], WordTokenizer(), KEYS)
    lengths = np.linalg.norm(tf_idf(counts, COUNTS, len(CORPUS)), axis=1)

    assert lengths.tolist() == pytest.approx([1, 0])


def test_counts_are_left_as_they_were() -> None:
    counts = bag_of_words(CORPUS[:2], WordTokenizer(), KEYS)
    before = counts.copy()
    tf_idf(counts, COUNTS, len(CORPUS))
    assert np.array_equal(counts, before)


def test_a_word_that_is_everywhere_weighs_least_and_a_new_one_most() -> None:
    everywhere, rare, new = inverse_document_frequencies(np.array([9, 1, 0]), 9)
    assert everywhere == 1
    assert everywhere < rare < new


# ---- projecting ----------------------------------------------------------------------------------


@given(st.integers(0, 2**32 - 1))
def test_a_projection_is_centred_ordered_and_turned_the_same_way(seed: int) -> None:
    generator = np.random.default_rng(seed)
    vectors = generator.normal(size=(20, 4)) * [4, 2, 1, 0.5] + 3
    points, shares = project(vectors)
    directions = np.linalg.lstsq(vectors - vectors.mean(0), points)[0]  # (d, 2)

    assert points.shape == (20, 2)
    assert np.allclose(points.mean(0), 0)
    assert 1 >= shares.sum() > shares[0] >= shares[1] >= 0
    assert np.allclose(directions.T @ directions, np.eye(2))
    largest = np.abs(directions).argmax(0)
    assert (directions[largest, [0, 1]] > 0).all()
    spread = vectors.var(0).sum()
    assert np.allclose(points.var(0) / spread, shares)


def test_the_same_vectors_have_the_same_map_whatever_their_order() -> None:
    vectors = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)
    points = project(vectors).points

    assert np.array_equal(project(vectors).points, points)
    assert np.allclose(project(vectors[::-1]).points[::-1], points)


def test_vectors_that_do_not_differ_lie_in_one_place() -> None:
    points, shares = project(np.ones((3, 4)))

    assert not points.any()
    assert shares.tolist() == [0, 0]
