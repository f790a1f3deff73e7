"""Numbers in words: examples from grammars and dictionaries, and there and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks.number_words import (
    english,
    english_value,
    korean,
    korean_value,
    native_korean,
)

ENGLISH = {
    0: "zero",
    12: "twelve",
    40: "forty",
    99: "ninety-nine",
    100: "one hundred",
    110: "one hundred and ten",
    1_001: "one thousand and one",
    1_100: "one thousand one hundred",
    90_210: "ninety thousand two hundred and ten",
    1_000_000: "one million",
    2_000_017: "two million and seventeen",
    300_400_500: "three hundred million four hundred thousand five hundred",
}
KOREAN = {
    0: "영",
    10: "십",
    11: "십일",
    100: "백",
    110: "백십",
    1_988: "천구백팔십팔",
    10_000: "만",
    20_050: "이만오십",
    110_000: "십일만",
    10_010_000: "천일만",
    100_000_000: "일억",
    1_234_567_890: "십이억삼천사백오십육만칠천팔백구십",
}
NATIVE = {1: "하나", 8: "여덟", 10: "열", 11: "열하나", 20: "스물", 34: "서른넷", 68: "예순여덟"}


@pytest.mark.parametrize(
    ("spell", "examples"), [(english, ENGLISH), (korean, KOREAN), (native_korean, NATIVE)]
)
def test_numbers_are_spelled_as_in_a_grammar(spell, examples):
    assert {number: spell(number) for number in examples} == examples


def test_both_ways_with_and_and_with_one():
    assert english(1_234, and_=False) == "one thousand two hundred thirty-four"
    assert english(2_005, and_=False) == "two thousand five"
    assert korean(11_111, one=True) == "일만일천일백십일"
    assert korean(234_567, space=True) == "이십삼만 사천오백육십칠"


@given(st.integers(0, 10**12 - 1), st.booleans(), st.sampled_from("- "))
def test_english_words_say_the_number_again(number, and_, hyphen):
    assert english_value(english(number, and_, hyphen).title()) == number


@given(st.integers(0, 10**16 - 1), st.booleans(), st.booleans())
def test_korean_words_say_the_number_again(number, one, space):
    assert korean_value(korean(number, one, space)) == number


def test_no_two_numbers_below_a_hundred_have_the_same_native_name():
    assert len({native_korean(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize(
    "text", ["", "and", "hundred", "one one", "twenty eleven", "a hundred", "ten hundred", "3"]
)
def test_what_is_no_english_number_has_no_value(text):
    assert english_value(text) is None


@pytest.mark.parametrize("text", ["", "일이", "백천", "십백", "열일곱", "three", "억" * 9])
def test_what_is_no_korean_number_has_no_value(text):
    assert korean_value(text) is None


@given(st.text())
def test_no_text_upsets_the_values(text):
    for value in (english_value(text), korean_value(text)):
        assert value is None or value >= 0


@pytest.mark.parametrize(
    ("spell", "number"),
    [(english, -1), (english, 10**12), (korean, 10**16), (native_korean, 0), (native_korean, 100)],
)
def test_numbers_that_have_no_name_here_are_refused(spell, number):
    with pytest.raises(ValueError, match="Expected a number from"):
        spell(number)
