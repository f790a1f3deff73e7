"""Full stops of English abbreviations, compared with the treebank's own rules for a sentence."""

from hashlib import sha256

import regex
from hypothesis import given
from hypothesis import strategies as st

from core.text import WordTokenizer
from core.text.tokenizers.abbreviations import ALSO_WORDS, DEGREES, WHOLE

LETTERS = st.text("bcdfghjkl", min_size=1, max_size=8).map("q".__add__)
"""Words that are no abbreviations, whatever else is listed."""

SPELLINGS = (str.lower, str.upper, str.title)


def spelled(abbreviations: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda word, spell: spell(word), abbreviations, st.sampled_from(SPELLINGS))


def with_stop(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return spelled(words).map("{}.".format)


LISTED = with_stop(st.sampled_from(WHOLE))
DOTTED = with_stop(
    st.sampled_from([pattern.replace("\\", "") for pattern in DEGREES])
    | st.lists(st.sampled_from("abcdehiklmpsu"), min_size=2, max_size=4).map(".".join)
)
SOMETIMES = with_stop(st.sampled_from(ALSO_WORDS))
NUMBERS = st.integers(0, 99_999).map(str)
SPACES = st.sampled_from([" ", "  ", "\n", "\u3000"])
CLOSING = st.text(" )]}>\"'”\n", max_size=3)


def texts(text: str) -> list[str]:
    return [token.text for token in WordTokenizer().tokenize(text)]


def as_the_treebank(sentence: str) -> list[str]:
    """Split a sentence by the rules of tokenizer.sed that concern stops, commas and marks."""
    sentence = regex.sub(r"[,;:@#$%&?!()]", r" \g<0> ", sentence)
    return regex.sub(r"([^.])(\.)([\])}>\"']*)\s*$", r"\1 \2\3 ", sentence).split()


WITHIN = LETTERS | LISTED | DOTTED | LETTERS.map("{},".format) | st.sampled_from(["?", "(", ")"])
BEFORE_NUMBERS = st.builds("{} {}".format, SOMETIMES, NUMBERS)
LAST = LETTERS | LETTERS.map("{}.".format) | LISTED | NUMBERS


@given(st.lists(WITHIN | BEFORE_NUMBERS, max_size=8), LAST)
def test_a_sentence_is_split_as_the_treebank_splits_it(words: list[str], last: str) -> None:
    sentence = " ".join([*words, last])

    assert texts(sentence) == as_the_treebank(sentence)


@given(LETTERS, LISTED | DOTTED, SPACES, LETTERS)
def test_an_abbreviation_is_whole_within_a_text(
    before: str, abbreviation: str, space: str, after: str
) -> None:
    assert texts(f"{before}{space}{abbreviation}{space}{after}") == [before, abbreviation, after]
    assert texts(f"{before} ({abbreviation}, {after})")[2] == abbreviation


@given(LETTERS, LISTED, CLOSING)
def test_the_stop_of_a_listed_abbreviation_parts_at_the_end(
    before: str, abbreviation: str, closing: str
) -> None:
    assert texts(f"{before} {abbreviation}{closing}")[:3] == [before, abbreviation[:-1], "."]


@given(LETTERS, DOTTED, CLOSING)
def test_a_dotted_abbreviation_keeps_its_last_stop_at_the_end_too(
    before: str, abbreviation: str, closing: str
) -> None:
    assert texts(f"{before} {abbreviation}{closing}")[:2] == [before, abbreviation]


@given(LETTERS, SOMETIMES, SPACES, LETTERS, NUMBERS)
def test_what_may_be_a_word_is_an_abbreviation_before_a_number_or_a_comma_only(
    before: str, word: str, space: str, after: str, number: str
) -> None:
    assert texts(f"{before} {word}{space}{after}") == [before, word[:-1], ".", after]
    assert texts(f"{before} {word}{space}{number}") == [before, word, number]
    assert texts(f"{before} {word}, {after}") == [before, word, ",", after]


@given(st.lists(LETTERS, min_size=1, max_size=5), st.lists(LETTERS, min_size=1, max_size=5))
def test_the_stop_of_any_other_word_parts_within_a_text_too(
    first: list[str], second: list[str]
) -> None:
    assert texts(f"{' '.join(first)}. {' '.join(second)}.") == [*first, ".", *second, "."]


@given(st.lists(WITHIN | BEFORE_NUMBERS | SOMETIMES | LAST, max_size=8))
def test_what_was_split_splits_the_same_again(words: list[str]) -> None:
    once = texts(" ".join(words))

    assert texts(" ".join(once)) == once


@given(LISTED | DOTTED)
def test_its_key_is_that_of_the_files(abbreviation: str) -> None:
    (token, _) = WordTokenizer().tokenize(f"{abbreviation} q")

    assert token.key == abbreviation.lower()


TOKENS_OF_VERSION = {2: "cb197a065fc4cce8"}
"""The sha256 of the tokens below; whoever changes it raises ``WordTokenizer.version``."""


def test_other_tokens_are_another_version() -> None:
    """Indexes of a corpus are kept under the version, and must not be read with other tokens."""
    listed = " x ".join(f"{word}. 3, {word}. y {word}" for word in (*WHOLE, *ALSO_WORDS))
    more = "Ph.D. in the U.S. It's “not” isn't can't cannot -LRB- R&B '70s 1.8 etc... Corp."

    tokens = [(token.text, token.key) for token in WordTokenizer().tokenize(f"{listed} {more}")]
    digest = sha256(repr(tokens).encode()).hexdigest()
    assert digest.startswith(TOKENS_OF_VERSION[WordTokenizer.version])
