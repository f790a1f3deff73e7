"""Numbers as people type them: where each is in the text, and its value."""

from time import process_time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.text import NumberTokenizer
from core.text.tokenizers.numbers import LIMIT, value

SEPARATORS = st.sampled_from([" ", ", ", ",", ";", " ; ", "\t", "\n", ",\u3000"])
HUNDREDTHS = st.integers(-100 * LIMIT, 100 * LIMIT)


@given(st.text(st.characters(), max_size=60) | st.text("0.5-−+e,; \n\u3000x;", max_size=60))
def test_spans_are_exact_in_order_and_leave_only_white_space_out(text: str) -> None:
    end = 0
    for token in NumberTokenizer().tokenize(text):
        assert token.text == text[token.start : token.end] != ""
        assert not regex.search(r"[\s;,]", token.key)
        assert token.text.startswith(token.key)
        assert regex.fullmatch(r"\s*", text[end : token.start])
        end = token.end
    assert regex.fullmatch(r"\s*", text[end:])


@given(st.lists(st.tuples(HUNDREDTHS, SEPARATORS), max_size=20))
def test_numbers_with_two_decimals_are_read_as_typed(typed: list[tuple[int, str]]) -> None:
    text = "".join(f"{number / 100:.2f}{separator}" for number, separator in typed)
    tokens = NumberTokenizer().tokenize(text)
    assert [value(token.key) for token in tokens] == [number / 100 for number, _ in typed]
    assert [NumberTokenizer().label(token) for token in tokens] == [
        f"{number / 100:.2f}" for number, _ in typed
    ]


def test_a_piece_that_is_no_number_is_a_token_too() -> None:
    tokenizer = NumberTokenizer()
    tokens = tokenizer.tokenize(",; 1;; two ; 3")
    assert [token.text for token in tokens] == [",;", "1;;", "two ;", "3"]
    assert [token.key for token in tokens] == ["", "1", "two", "3"]
    assert [tokenizer.label(token) for token in tokens] == [",;", "1", "two", "3"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0.0), ("-0.25", -0.25), ("−3", -3.0), ("–3", -3.0), ("+.5", 0.5), ("2.", 2.0),
     ("1e-3", 0.001), ("1E3", 1000.0), ("-1000", -1000.0)],
)  # fmt: skip
def test_these_are_numbers(text: str, number: float) -> None:
    assert value(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "e3", "1e", "--1", "nan", "inf", "1_0", "0x1", "½", "٣", "１", "1000.01", "-1e4",
     "1e999", "0" * 41],
)  # fmt: skip
def test_these_are_no_numbers(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize("piece", ["1", " ", "1 ", ";", " ;", "1;", "x ; "])
def test_a_long_text_is_split_within_half_a_second(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = process_time()
        NumberTokenizer().tokenize(text)
        return process_time() - started

    assert min(seconds(40_000) for _ in range(3)) < 0.5
