from time import process_time
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean
from core.text.cleaning import MAX_LENGTH, MAX_MARKS

ANY_TEXT = st.text(st.characters(), max_size=100)  # lone surrogates too
MARKS = st.text("ae\u0301\u0323\u0344\u0958\U0001d160각\u1100\u1161\u11a8", max_size=80)


JOINED = "Letters and their accents were joined into single characters (Unicode NFC)."


def messages(text: str) -> list[str]:
    return [notice.message.format(**notice.values) for notice in clean(text).notices]


@given(ANY_TEXT | MARKS)
def test_result_is_normal_and_can_be_encoded(text: str) -> None:
    cleaned = clean(text).text
    assert is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


@given(ANY_TEXT | MARKS, st.sampled_from([7, 40, None]))
def test_cleaning_twice_is_cleaning_once(text: str, limit: int | None) -> None:
    cleaned = clean(text, limit).text
    assert clean(cleaned, limit).text == cleaned
    assert limit is None or len(cleaned) <= limit


@given(ANY_TEXT | MARKS)
def test_every_change_comes_with_a_notice(text: str) -> None:
    cleaned = clean(text)
    assert (cleaned.text != text) == bool(cleaned.notices)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\t\n\r\n", "a\x00b", "\u202egnp", "👩‍👩‍👧‍👦", "ﬁ①²", "İß", "ㅋㅋ", "\uffff"],
)
def test_odd_but_valid_text_stays(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).notices == ()


@pytest.mark.parametrize(
    ("text", "cleaned", "message"),
    [
        ("x" * 3_000, "x" * 2_000, "Showing the first 2000 of 3000 characters."),
        ("\ud800x", "\ufffdx", "Broken characters (lone surrogates) shown as \ufffd: 1."),
        ("e\u0301", "é", JOINED),
        ("\u1100\u1161\u11a8", "각", JOINED),
        (
            "q" + "\u0301" * 1_000,
            "q" + "\u0301" * MAX_MARKS,
            "Combining marks left out because more than 30 were in a row: 970.",
        ),
    ],
)  # fmt: skip
def test_each_change_has_its_message(text: str, cleaned: str, message: str) -> None:
    assert clean(text).text == cleaned
    assert messages(text) == [message]


def test_letters_that_grow_do_not_outgrow_the_limit() -> None:
    text = "\u0958" * MAX_LENGTH  # each becomes a letter and a mark
    assert len(clean(text).text) == MAX_LENGTH
    assert messages(text)[0] == "Showing the first 2000 of 2000 characters."


@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 50_000, "x" * 100_000, "a\u0301" * 50_000])
def test_hostile_text_of_any_length_is_fast(text: str) -> None:
    started = process_time()
    clean(text)
    clean(text, limit=None)
    assert process_time() - started < 0.5  # 6.7 s if marks were not capped first
