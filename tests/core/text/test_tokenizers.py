import os
from collections import Counter
from pathlib import Path
from time import process_time
from timeit import timeit
from unicodedata import normalize

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    TOKENIZERS,
    CasedWordTokenizer,
    CharacterTokenizer,
    SyllableTokenizer,
    Tokenizer,
    WordTokenizer,
)
from core.text.tokenizers.frequent_syllables import FREQUENT
from core.text.tokenizers.syllables import is_syllable

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("GATESCOPE_DATA", ROOT.parent / "shared" / "data"))
ANY_TEXT = st.text(st.characters(), max_size=100) | st.text(
    "an'’t s.-\u0301\u200d👩🇫🏽\ufe0f\u0600\u1100\r\n\x00\u202e1,\u3000`n\ud800\udc00#▁[]İΣ봤다ㅋ",
    max_size=60,
)
EACH = pytest.mark.parametrize(
    "tokenizer", [make() for make in TOKENIZERS.values()], ids=TOKENIZERS
)


def words(text: str) -> list[str]:
    return [token.text for token in WordTokenizer().tokenize(text)]


def characters(text: str) -> list[str]:
    return [token.text for token in CharacterTokenizer().tokenize(text)]


@EACH
@given(text=ANY_TEXT)
def test_spans_are_exact_in_order_and_leave_only_white_space_out(
    tokenizer: Tokenizer, text: str
) -> None:
    start = end = 0
    for token in tokenizer.tokenize(text):
        assert token.text == text[token.start : token.end] != ""
        if (token.start, token.end) != (start, end):  # morphemes may share a syllable
            assert regex.fullmatch(r"\s*", text[end : token.start])
        start, end = token.start, token.end
    assert regex.fullmatch(r"\s*", text[end:])


@EACH
def test_a_tokenizer_is_listed_by_its_name_and_labels_its_tokens(tokenizer: Tokenizer) -> None:
    assert isinstance(TOKENIZERS[tokenizer.name](), type(tokenizer))
    assert all(map(tokenizer.label, tokenizer.tokenize("정말 좋았다, 0.5 really!")))


@given(ANY_TEXT)
def test_characters_leave_nothing_out(text: str) -> None:
    assert "".join(characters(text)) == text


@given(ANY_TEXT)
def test_words_hold_no_white_space(text: str) -> None:
    assert not any(regex.search(r"\s", word) for word in words(text) if word[0] < "\u1100")


@given(st.text("an'’t won dcI.s-!,1", max_size=40))
def test_split_text_splits_the_same_again(text: str) -> None:
    once = words(" ".join(words(text)))
    assert words(" ".join(once)) == once


@pytest.mark.parametrize(
    ("typed", "in_the_files"),
    [
        ("It's not bad, really!", "it 's not bad , really !"),
        ("I don't. You won't. We can't.", "i do n't . you wo n't . we ca n't ."),
        ("I DON'T", "i do n't"),
        ("I cannot, can not.", "i can not , can not ."),
        ("It’s what they’ve said—isn’t it?", "it 's what they 've said -- is n't it ?"),
        ("You'd say I'm sure we'll go.", "you 'd say i 'm sure we 'll go ."),
        ("They're here.", "they 're here ."),
        ("Who'd've thought", "who 'd 've thought"),
        ("the films' plots, O'Brien's", "the films ' plots , o'brien 's"),
        ("a well-made 129-minute film", "a well-made 129-minute film"),
        ("fun (mostly) -- and 'deep'", "fun -lrb- mostly -rrb- -- and ' deep '"),
        ("“Great” \"fun\"…", "`` great '' `` fun '' ..."),
        ("thin...but fun....", "thin ... but fun ..."),
        ("Mr. Smith vs. Samuel L. Jackson", "mr. smith vs. samuel l. jackson"),
        ("in the U.S.", "in the u.s."),
        ("It ends. So do we.", "it ends . so do we ."),
        ("2,500 seats at $40, 1.8 stars", "2,500 seats at $ 40 , 1.8 stars"),
        ("writer/director, R&B", "writer\\/director , r&b"),
        ("the '70s; give 'em hell", "the '70s ; give 'em hell"),
        ("a Cliché", "a cliche"),
        ("cliche\u0301", "cliché"),
        ("Wow!!! Why?!", "wow ! ! ! why ? !"),
        ("", ""),
        (" \t\n ", ""),
    ],
)  # fmt: skip
def test_typed_text_and_the_files_have_the_same_keys(typed: str, in_the_files: str) -> None:
    tokenizer = WordTokenizer()

    def keys(text: str) -> list[str]:
        return [token.key for token in tokenizer.tokenize(text)]

    assert keys(typed) == keys(in_the_files)
    assert [len(text) > 0 for text in keys(typed)] == [True] * len(in_the_files.split())


def cased(text: str) -> list[str]:
    return [token.key for token in CasedWordTokenizer().tokenize(text)]


@given(ANY_TEXT)
def test_cased_words_are_the_words_but_for_case_marks_and_line_ends(text: str) -> None:
    tokens = CasedWordTokenizer().tokenize(text)
    without_ends = [token for token in tokens if token.text[0] not in "\r\n"]
    plain = WordTokenizer().tokenize(text)
    assert [token[:3] for token in without_ends] == [token[:3] for token in plain]
    sides = str.maketrans("\u2018’“”", "''\"\"")
    for own, other in zip(without_ends, plain, strict=True):
        if len(own.text) <= 100 and own.key.isascii():
            assert own.key.translate(sides).lower() == other.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am he. I", "I am he . I"),
        ('"I am," he said, "late."', "“ I am , ” he said , “ late . ”"),
        ('\'Oh!\' ("Ah")--"So?"', "\u2018 Oh ! ’ ( “ Ah ” ) -- “ So ? ”"),
        ('He said--"I--" and "so"', "He said -- “ I -- ” and “ so ”"),
        ("\"'No,' said he.\"", "“ \u2018 No , ’ said he . ”"),
        ("“Café”, the girls' \u2018own’", "“ Cafe ” , the girls ’ \u2018 own ’"),
        ("One.\n\n  \r\nTwo.\n", "One . ¶ Two . ¶"),
        ("It WASN'T", "It WAS N'T"),
    ],
)
def test_words_that_keep_their_case_tell_the_sides_of_quotations_and_paragraphs(
    text: str, expected: str
) -> None:
    assert " ".join(cased(text)) == expected


def syllables(text: str) -> list[str]:
    return [token.key for token in SyllableTokenizer().tokenize(text)]


def test_every_syllable_is_whole_or_its_letters_and_all_letters_have_a_name_of_their_own() -> None:
    every = "".join(map(chr, range(ord("가"), ord("힣") + 1)))
    tokens = SyllableTokenizer().tokenize(every)
    keys = {token.key for token in tokens}
    rare = keys - set(FREQUENT)
    assert keys - rare == set(FREQUENT)
    assert len(rare) == 19 + 21 + 27
    assert len({SyllableTokenizer().label(token) for token in tokens}) == len(keys)
    assert normalize("NFC", "".join(token.key for token in tokens)) == every
    assert syllables("좋다 ㅋㅋ\n") == ["좋", "다", " ", "ㅋ", "ㅋ", "\n"]


def test_the_frequent_syllables_are_those_of_the_training_reviews() -> None:
    path = DATA / "korean_reviews" / "train.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    counts = Counter(path.read_text("utf-8"))
    assert sorted(FREQUENT) == sorted(
        each for each, count in counts.items() if is_syllable(each) and count >= 100
    )
    assert "".join(sorted(FREQUENT)) == FREQUENT


def test_case_stays_in_the_token() -> None:
    assert words("It's GOOD") == ["It", "'s", "GOOD"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩‍👩‍👧‍👦👍🏽", ["👩‍👩‍👧‍👦", "👍🏽"]),
        ("🏳️‍🌈1️⃣", ["🏳️‍🌈", "1️⃣"]),
        ("🇫🇷🇩", ["🇫🇷", "🇩"]),
        ("a\u200db", ["a", "\u200d", "b"]),
        ("\u200b\u2060\ufeff", ["\u200b", "\u2060", "\ufeff"]),
        ("a\u202eb", ["a", "\u202e", "b"]),
        ("a\x00b\x1b", ["a", "\x00", "b", "\x1b"]),
        ("\u0301", ["\u0301"]),
        ("ㅋㅋ", ["ㅋ", "ㅋ"]),
    ],
)
def test_a_character_seen_as_one_is_one_token(text: str, expected: list[str]) -> None:
    assert characters(text) == expected
    if text != "ㅋㅋ" and not text.startswith("e"):
        assert words(text) == expected


def test_line_ends_are_not_joined() -> None:
    assert characters("a \r\n\n") == ["a", " ", "\r", "\n", "\n"]


@pytest.mark.parametrize("text", ["<unk> <pad> [UNK]", "<|endoftext|>", "{0} %s ${7*7} &amp;"])
def test_nothing_typed_is_special(text: str) -> None:
    assert "".join(words(text)) == text.replace(" ", "")


HOSTILE = [
    "x", "a ", "n'", "'s", "a-", "a.", "1,", ". ", "-", "a&", "a\u0301", "\u0301", "\u0301\u0323",
    "👩\u200d", "🇫", "🏽",
    "\u0600", "\u200d", "\x00", "\u1100", "can", "not", "`", "\\/", "각", "ㅋ", "<s>", "Σ",
    "\ud800", "0 ;  ", "the", "영화가 ",
]  # fmt: skip


@EACH
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(tokenizer: Tokenizer, unit: str) -> None:
    """Eight times the text may take twice eight times as long, not 64 times.

    Measured without the garbage collector (as timeit does), which would go through all that other
    tests have left in the process and take as long as the tokens do. Then it is 8 times on a quiet
    machine; beside other processes, with less of the cache, a try may take longer, so there are
    several.
    """
    tokenizer.tokenize(unit)  # what is loaded at the first use
    text = unit * 8_000
    short = min(_seconds(tokenizer, text[:1_000]) for _ in range(3))
    limit = 16 * max(short, 0.001)
    assert any(_seconds(tokenizer, text[:8_000]) < limit for _ in range(20))


def _seconds(tokenizer: Tokenizer, text: str) -> float:
    return timeit(lambda: tokenizer.tokenize(text), timer=process_time, number=1)


def test_a_stroke_and_the_tag_after_it_are_told_apart():
    tokenizer = TOKENIZERS["morphemes"]()
    tokens = tokenizer.tokenize("배우/감독의 영화")
    labels = {token.text: tokenizer.label(token) for token in tokens}

    assert labels["/"] == "“/”/SP"
    assert labels["영화"] == "영화/NNG"
