"""One text under several tokenizers: each token stands under the characters it is made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import TOKENIZERS, Vocabulary, clean
from core.text.alignment import Row, align
from core.text.monospace import columns
from tests.nasty import STRINGS

WORDS = Vocabulary(["the", "film", "is"])


def rows(text: str, *names: str) -> tuple[Row, ...]:
    return align(text, [TOKENIZERS[name]() for name in names], {"words": WORDS})


def places(row: Row) -> list[tuple[str, float, float]]:
    return [(placed.token.text, placed.column, placed.width) for placed in row.tokens]


def test_a_worked_example():
    words, characters = rows("The 영화.", "words", "characters")
    assert places(words) == [("The", 0, 3), ("영화", 4, 4), (".", 8, 1)]
    assert [placed.id for placed in words.tokens] == [2, 1, 1]
    assert [placed.known for placed in words.tokens] == [True, False, False]
    assert (words.unknown, words.known_keys) == (2, 3)
    assert places(characters)[3:6] == [(" ", 3, 1), ("영", 4, 2), ("화", 6, 2)]
    assert [placed.id for placed in characters.tokens] == [None] * 7  # it has no vocabulary here
    assert characters.unknown == 0


def test_morphemes_of_one_syllable_share_its_columns():
    (row,) = rows("했다", "morphemes")
    assert [placed.token.key.split("/")[0] for placed in row.tokens] == ["하", "었", "다"]
    assert [placed.label for placed in row.tokens] == ["하", "었", "다"]
    assert places(row) == [("했", 0, 1), ("했", 1, 1), ("다", 2, 2)]


def test_letters_of_one_syllable_share_its_columns():
    (row,) = rows("좋뷁…", "syllables")
    assert [placed.label for placed in row.tokens] == ["좋", "ㅂ", "ㅞ", "ㄺ", "…"]
    assert [placed.width for placed in row.tokens][1:4] == pytest.approx([2 / 3] * 3)


def assert_tokens_keep_to_their_columns(text: str) -> None:
    starts = columns(text)
    for row in rows(text, *TOKENIZERS):
        end = 0.0
        for placed in row.tokens:
            token = placed.token
            assert placed.column >= end - 1e-9
            assert placed.width > 0
            assert starts[token.start] - 1e-9 <= placed.column
            end = placed.column + placed.width
            assert end <= starts[token.end] + 1e-9


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=30))
def test_tokens_stand_in_their_own_columns_and_in_no_others(text):
    assert_tokens_keep_to_their_columns(clean(text).text)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_tokens_of_hostile_texts_stand_in_their_own_columns_too(text):
    assert_tokens_keep_to_their_columns(clean(text[:300]).text)
