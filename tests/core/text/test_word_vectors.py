"""Word vectors come back as they were saved, and neighbours are exactly the nearest."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkpoints import CHECKPOINTS, CheckpointError, write_checked
from core.text.tokenizers import TOKENIZERS
from core.text.word_vectors import (
    LANGUAGES,
    Words,
    WordsCard,
    file_name,
    load_words,
    nearest,
    save_words,
)

CARD = WordsCard("word-vectors", {"a.tsv": "00"}, "make", 0, "4", 1.5, {"sg": 1}, {"words": 3})
KEYS = ("the", '"', "</b>\u202e영화")


def few(language: str = "korean") -> Words:
    vectors = np.array([[1, 0], [0.6, 0.8], [0, -1]], np.float32)
    rows = {key: row for row, key in enumerate(KEYS)}
    return Words(language, "morphemes", KEYS, rows, vectors, np.array([5, 2, 1]), 7, CARD)


def test_word_vectors_come_back_as_they_were_saved(tmp_path: Path) -> None:
    path = save_words(few(), tmp_path)
    words = load_words("korean", tmp_path)

    assert path == tmp_path / file_name("korean")
    assert words.keys == KEYS
    assert words.rows == few().rows
    assert np.allclose(words.vectors, few().vectors, atol=1e-3)
    assert np.allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-6)
    assert words.document_counts.tolist() == [5, 2, 1]
    assert (words.language, words.tokenizer, words.documents) == ("korean", "morphemes", 7)
    assert words.card == CARD


def test_the_shared_arrays_are_read_only(tmp_path: Path) -> None:
    save_words(few(), tmp_path)
    words = load_words("korean", tmp_path)

    for array in (words.vectors, words.document_counts):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match="english, korean; got 'klingon'"):
        load_words("klingon")


def test_a_file_that_is_not_the_known_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="does not know"):
        load_words("english", tmp_path)
    path = save_words(few("english"), tmp_path)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(CheckpointError, match="damaged"):
        load_words("english", tmp_path)


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\xff" * 40, b"\2\0\0\0\0\0\0\0{}"])
def test_a_file_of_another_kind_is_refused_with_advice(tmp_path: Path, content: bytes) -> None:
    write_checked(tmp_path / file_name("english"), content)
    with pytest.raises(CheckpointError, match=r"core\.training\.word_vectors"):
        load_words("english", tmp_path)


@pytest.mark.parametrize("part", [{"keys": KEYS[:2]}, {"card": None}])
def test_a_file_whose_parts_do_not_fit_is_refused(tmp_path: Path, part: dict) -> None:
    if part.get("card", CARD) is None:
        part = {"card": WordsCard(*[None] * 8)}  # type: ignore[arg-type]
        content = replace(few("english"), **part)
        path = save_words(content, tmp_path)
        spoilt = path.read_bytes().replace(b'\\"seconds\\"', b'\\"sEconds\\"')
        write_checked(path, spoilt)
    else:
        save_words(replace(few("english"), **part), tmp_path)
    with pytest.raises(CheckpointError, match="of this version"):
        load_words("english", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_word_vectors_are_complete(language: str) -> None:
    words = load_words(language)
    card, (n, d) = words.card, words.vectors.shape

    assert (CHECKPOINTS / file_name(language)).stat().st_size <= 2_700_000
    assert words.tokenizer in TOKENIZERS
    assert (card.sizes["words"], card.sizes["dimensions"]) == (n, d)
    assert card.sizes["texts"] == words.documents
    assert 1 <= words.document_counts.min() <= words.document_counts.max() <= words.documents
    assert card.data
    assert all(len(digest) == 64 for digest in card.data.values())
    assert len(set(words.keys)) == n


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("english", "film", {"movie"}),
        ("english", "script", {"screenplay", "plot"}),
        ("english", "great", {"good", "excellent"}),
        ("english", "boring", {"dull", "lame"}),
        ("english", "not", {"n't", "never"}),
        ("korean", "영화/NNG", {"드라마/NNG"}),
        ("korean", "배우/NNG", {"연기자/NNG"}),
        ("korean", "재미있/VA", {"재밌/VA"}),
        ("korean", "지루/XR", {"따분/XR"}),
    ],
)
def test_neighbours_make_sense_when_read(language: str, word: str, expected: set[str]) -> None:
    words = load_words(language)
    rows, _ = nearest(words.vectors, words.rows[word], 8)

    assert expected <= {words.keys[row] for row in rows}


# ---- neighbours ----------------------------------------------------------------------------------


@given(st.integers(1, 30), st.integers(1, 5), st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_neighbours_are_those_of_all_pairs(n: int, d: int, k: int, seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(n, d))
    word = seed % n
    rows, cosines = nearest(vectors, word, k)

    def cosine(row: int) -> float:
        a, b = vectors[word], vectors[row]
        return float(a @ b / np.sqrt(a @ a) / np.sqrt(b @ b))

    others = sorted((row for row in range(n) if row != word), key=lambda row: -cosine(row))[:k]
    assert len(rows) == len(others)
    assert np.allclose(cosines, [cosine(row) for row in others])
    assert np.allclose(cosines, [cosine(row) for row in rows])
    assert word not in rows


def test_any_word_may_be_the_neighbour_of_a_vector_that_is_no_row() -> None:
    rows, cosines = nearest(few().vectors, np.array([0.0, -3.0]), 1)

    assert rows.tolist() == [2]
    assert cosines.tolist() == [1.0]


def test_a_vector_of_length_zero_is_near_to_no_other() -> None:
    rows, cosines = nearest(np.array([[0.0, 0], [1, 0], [2, 0]]), 0, 5)
    assert cosines.tolist() == [0, 0]
    assert rows.tolist() == [1, 2]
    rows, cosines = nearest(np.array([[0.0, 0], [1, 0], [2, 0]]), 2, 5)
    assert rows.tolist() == [1, 0]


def test_a_numpy_number_is_a_row_too() -> None:
    rows, _ = nearest(few().vectors, np.int64(0), 1)  # type: ignore[arg-type]
    assert rows.tolist() == [1]
