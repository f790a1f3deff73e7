"""Morphemes are called by their characters; those that share them, by what they are."""

from collections import Counter

import pytest

from core.network import load_network
from core.text import TOKENIZERS, labels, tags
from core.text.parts_of_speech import PARTS_OF_SPEECH, form_and_tag, part_of_speech
from tests.nasty import STRINGS

TEXTS = (
    "스토리는 뻔하지만 배우들의 연기가 정말 좋았다.",
    "나는 밥을 먹었다",
    "아침 먹고 학교를 갑니다",
    "재미있게 봤는데 끝이 아쉬웠어요 ㅋㅋㅋㅋㅋ",
    "OST가 최고였음!! 10/10 https://a.example #영화 a@b.example",
    *STRINGS.values(),
)
TOKENIZER = TOKENIZERS["morphemes"]()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("했다", "하 었 다"),
        ("영화를 봤다", "영화 를 보 었 다"),
        ("좋았다", "좋 았 다"),
        ("갑니다", "가 ㅂ니다"),
        ("나는 밥을 먹었다", "나 는 밥 을 먹 었 다"),
        ("최고였음", "최고 이 었 음"),
    ],
)
def test_morphemes_are_drawn_as_what_they_are(text, expected):
    assert " ".join(labels(TOKENIZER, TOKENIZER.tokenize(text))) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_no_two_morphemes_in_one_place_are_drawn_as_the_same_characters(text):
    tokens = TOKENIZER.tokenize(text)
    names = labels(TOKENIZER, tokens)
    sharing = Counter((token.start, token.end) for token in tokens)

    for token, name in zip(tokens, names, strict=True):
        if sharing[token.start, token.end] == 1:
            assert name == token.text
        else:
            assert name == form_and_tag(token.key)[0]
        assert "/" not in name or "/" in token.text, "a tag is no part of a name"


@pytest.mark.parametrize("text", TEXTS)
def test_every_tag_that_is_given_has_a_name(text):
    tokens = TOKENIZER.tokenize(text)

    for token, tag in zip(tokens, tags(TOKENIZER, tokens), strict=True):
        assert tag == "" or part_of_speech(tag)
        assert tag or token.key == token.text, "only what Kiwi skips has none"


def test_every_tag_of_the_vocabulary_has_a_name():
    keys = load_network("korean-reviews", "lstm").vocabulary.keys

    assert [key for key in keys if not form_and_tag(key)[1]] == []
    assert not any("-" in tag for tag in PARTS_OF_SPEECH)


@pytest.mark.parametrize("name", [name for name in TOKENIZERS if name != "morphemes"])
def test_other_tokens_are_called_as_their_tokenizer_calls_them_and_have_no_tag(name):
    tokenizer = TOKENIZERS[name]()
    tokens = tokenizer.tokenize("a good film 12")

    assert labels(tokenizer, tokens) == [tokenizer.label(token) for token in tokens]
    assert tags(tokenizer, tokens) == [""] * len(tokens)
