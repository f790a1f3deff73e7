"""The script of a text is the one that most of it is written in; numbers have none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.scripts import SCRIPTS, script_of
from tests.nasty import STRINGS


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The plot is thin.", "Latin"),
        ("스토리는 뻔하다", "Hangul"),
        ("ㅋㅋㅋ ㅠㅠ", "Hangul"),
        ("OST가 최고", "Hangul"),
        ("10점", "Hangul"),
        ("映画", "Han"),
        ("えいが", "Kana"),
        ("Фильм", "Cyrillic"),
        ("Ταινία", "Greek"),
        ("فيلم", "Arabic"),
        ("סרט", "Hebrew"),
        ("फ़िल्म", "Devanagari"),
        ("หนัง", "Thai"),
        ("ფილმი", "other"),
        ("", None),
        ("(1(2)1)", None),
        ("0.5 -1e-3 2E5", None),
        ("😀 — …", None),
    ],
)
def test_every_script_is_told_from_the_others(text, script):
    assert script_of(text) == script
    assert script is None or script in SCRIPTS


@given(st.text())
def test_only_a_text_without_letters_has_no_script(text):
    script = script_of(text)

    assert script is None or script in SCRIPTS
    if not any(unicodedata.category(character).startswith("L") for character in text):
        assert script is None


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_any_text_has_at_most_one_script(text):
    assert script_of(text) in (None, *SCRIPTS)
