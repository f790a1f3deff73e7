"""Tokens written as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import TOKENIZERS
from core.text.detokenizers import PARAGRAPH, detokenize, join

ENGLISH = [
    "It wasn't bad.",
    'He said: "I can\'t go (yet), can I?"',
    "They've seen it; she'll see it, too!",
    "We cannot pay $20, or 5% of it...",
    "The actors' voices are what counts.",
]
KOREAN = [
    "영화를 봤다.",
    "그는 내 친구다. 나는 학교에 간다.",
    "아침 먹고 학교를 갑니다.",
    "하얀 눈이 내렸던 날",
    "이건 진짜 할 말이 없네요.",
]


def keys(tokenizer: str, text: str) -> list[str]:
    return [token.key for token in TOKENIZERS[tokenizer]().tokenize(text)]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_words_get_their_spaces_and_capitals_back(text: str) -> None:
    assert detokenize("words", keys("words", text)) == text


@pytest.mark.parametrize("text", KOREAN)
def test_korean_morphemes_contract_and_get_their_spaces_back(text: str) -> None:
    assert detokenize("morphemes", keys("morphemes", text)) == text


PROSE = [
    "I am not. Alice's sister wasn't, either; she'd gone--home!",
    '"What?" said Alice. "I can\'t (yet)," she added, "but I cannot..."',
    "'Oh dear!' cried the King. \"I said 'no'.\"",
    '"You--" he began.\nMr. Darcy bowed.\n"Well!"',
]


KEYS = {
    "characters": ("a", "\n", " ", "é", "👨‍👩‍👧"),
    "words": ("i", "it", "n't", '"', "(", ")", ".", "can", "not", "...", PARAGRAPH),
    "cased-words": ("I", "It", "n't", "“", "”", "--", "’", ".", "can", "not", "'em", PARAGRAPH),
    "syllables": ("좋", "조", *"뷁ᆨ", "a", " ", "e", "\u0301"),
    "morphemes": (
        "하/VV", "아/EC", "보/VX", "었/EP", "다/EF", "./SF", "영화/NNG", "이/VCP", "ㄴ/JX",
        "ᆸ니다/EF", "아름답/VA", "어/EC", "나/NP", "의/JKG", "a", "😀", PARAGRAPH,
    ),
}  # fmt: skip


@given(st.data(), st.sampled_from(sorted(KEYS)))
def test_every_token_has_its_stretch_and_only_spaces_belong_to_none(
    data: st.DataObject, tokenizer: str
) -> None:
    tokens = data.draw(st.lists(st.sampled_from(KEYS[tokenizer]), max_size=20))

    text, stretches = join(tokenizer, tokens)

    assert text == detokenize(tokenizer, tokens)
    assert len(stretches) == len(tokens)
    assert [start for start, _ in stretches] == sorted(start for start, _ in stretches)
    assert all(0 <= start <= stop <= len(text) for start, stop in stretches)
    owned = {place for start, stop in stretches for place in range(start, stop)}
    assert {text[place] for place in range(len(text)) if place not in owned} <= {" "}


def test_tokens_that_contract_share_their_stretch() -> None:
    text, stretches = join("morphemes", ["보/VV", "었/EP", "다/EF"])
    assert [text[start:stop] for start, stop in stretches] == ["봤", "봤", "다"]
    text, stretches = join("cased-words", ["I", "do", "n't", ",", "Mr.", "X"])
    assert [text[start:stop] for start, stop in stretches] == ["I", "do", "n't", ",", "Mr.", "X"]
    text, stretches = join("words", ["i", "said", ".", "so", "?"])
    assert [text[start:stop] for start, stop in stretches] == ["I", "said", ".", "So", "?"]


@pytest.mark.parametrize("text", PROSE)
def test_prose_gets_its_spaces_quotation_marks_and_paragraphs_back(text: str) -> None:
    assert detokenize("cased-words", keys("cased-words", text)) == text


@given(
    st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3) | st.sampled_from("ㅋ a\n"))
)
def test_every_syllable_is_joined_from_its_letters(text: str) -> None:
    assert detokenize("syllables", keys("syllables", text)) == text


@pytest.mark.parametrize(
    "tokenizer", ["characters", "words", "morphemes", "cased-words", "syllables"]
)
def test_no_tokens_are_no_text(tokenizer: str) -> None:
    assert detokenize(tokenizer, []) == ""


@pytest.mark.parametrize(
    ("tokenizer", "text"),
    [
        ("words", ENGLISH[1]),
        ("morphemes", KOREAN[1]),
        ("characters", "a b"),
        ("cased-words", PROSE[1]),
        ("syllables", "이 영화"),
    ],
)
def test_the_rest_of_a_text_follows_what_was_before(tokenizer: str, text: str) -> None:
    tokens = keys(tokenizer, text)
    for start in range(len(tokens) + 1):
        assert detokenize(tokenizer, tokens).endswith(detokenize(tokenizer, tokens, start)[-1:])
    assert detokenize(tokenizer, tokens, len(tokens)) == ""


@given(
    st.lists(st.text(max_size=3), max_size=6),
    st.sampled_from(["words", "characters", "cased-words"]),
)
def test_any_keys_are_joined_without_a_loss(tokens: list[str], tokenizer: str) -> None:
    text = detokenize(tokenizer, tokens)
    place = 0
    for character in "".join(tokens).replace(PARAGRAPH, "\n").lower():
        place = text.lower().find(character, place)
        assert place >= 0


def test_a_paragraph_ends_the_line() -> None:
    assert detokenize("words", ["a", ".", PARAGRAPH, "b"]) == "A.\nB"


def test_an_unknown_tokenizer_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of characters, words, morphemes"):
        detokenize("bytes", ["a"])
