import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.text import ellipsis, visible
from core.text.tokenizers import CharacterTokenizer

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("token", "shown"),
    [
        ("", "∅"), (" ", "␣"), ("\t", "⇥"), ("\n", "⏎"), ("\r", "␍"), ("\r\n", "␍⏎"),
        ("\x00", "␀"), ("\x08", "␈"), ("\x1b", "␛"), ("\x7f", "␡"), ("\x85", "⟨NEL⟩"),
        ("\x9f", "⟨U+009F⟩"), ("\xa0", "⟨NBSP⟩"), ("\u2003", "⟨EMSP⟩"), ("\u3000", "⟨IDSP⟩"),
        ("\u200b", "⟨ZWSP⟩"), ("\u200c", "⟨ZWNJ⟩"), ("\u200d", "⟨ZWJ⟩"), ("\u2060", "⟨WJ⟩"),
        ("\ufeff", "⟨BOM⟩"), ("\xad", "⟨SHY⟩"), ("\u2028", "⟨LSEP⟩"), ("\u2029", "⟨PSEP⟩"),
        ("\u202e", "⟨RLO⟩"), ("\u2066", "⟨LRI⟩"), ("\u2069", "⟨PDI⟩"), ("\u061c", "⟨ALM⟩"),
        ("\ufffe", "⟨U+FFFE⟩"), ("\U0010ffff", "⟨U+10FFFF⟩"), ("\ue000", "⟨U+E000⟩"),
        ("\ud800", "⟨U+D800⟩"), ("\ufffd", "\ufffd"), ("\u3164", "⟨U+3164⟩"),
        ("\u2800", "⟨U+2800⟩"), ("\ufe0f", "⟨VS16⟩"), ("\U000e0041", "⟨U+E0041⟩"),
        ("\u0301", "◌\u0301"), ("a\u200d", "a⟨ZWJ⟩"), ("a\u200db", "a⟨ZWJ⟩b"),
        ("\x00\u0301", "␀◌\u0301"), ("a\x00b", "a␀b"),
    ],
)  # fmt: skip
def test_invisible_characters_are_shown(token: str, shown: str) -> None:
    assert visible(token) == shown


@pytest.mark.parametrize(
    "token",
    [
        "film", "e\u0301", "é", "각", "क्षि", "שלום", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇫🇷", "1️⃣", "❤️",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "\U0001fa77", "﷽",
        "<b>", "$a$", "**b**",
    ],
)  # fmt: skip
def test_visible_characters_stay(token: str) -> None:
    assert visible(token) == token


@given(ANY_TEXT)
def test_nothing_that_moves_or_breaks_a_line_is_left(text: str) -> None:
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Bidi_Control}\s\u200b\u2060\ufeff]", visible(text))


@given(st.characters())
def test_every_character_alone_has_something_to_see(character: str) -> None:
    assert regex.search(r"[^\p{C}\s\p{M}\p{Default_Ignorable_Code_Point}]", visible(character))


@given(ANY_TEXT)
def test_tokens_show_what_the_text_shows(text: str) -> None:
    shown = "".join(visible(token.text) for token in CharacterTokenizer().tokenize(text))
    assert shown.replace("◌", "") == (visible(text) if text else "").replace("◌", "")


def test_ellipsis_counts_as_a_person_does() -> None:
    assert ellipsis("x" * 32) == "x" * 32
    assert ellipsis("x" * 5_000) == "x" * 31 + "…"
    assert ellipsis("👩‍👩‍👧‍👦" * 32) == "👩‍👩‍👧‍👦" * 32
    assert ellipsis("👩‍👩‍👧‍👦" * 33) == "👩‍👩‍👧‍👦" * 31 + "…"
    assert ellipsis("e\u0301" * 5, limit=3) == "e\u0301e\u0301…"
