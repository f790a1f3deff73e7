"""A corpus split into tokens: part by part, with the same result as each document at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.index import encode as encoding
from core.corpus.index.encode import EncodedCorpus, encode_corpus
from core.text import clean
from tests.nasty import STRINGS

HELLO = load_network("hello", "gru")
WORDS = load_network("english-reviews", "gru")
WAVE = load_network("wave", "gru")


def encoded(network, texts) -> EncodedCorpus:
    steps = encode_corpus(network, Corpus.of("test", [("", text) for text in texts]))
    while True:
        try:
            assert next(steps).done == 0
        except StopIteration as end:
            return end.value


def assert_as_a_whole(network, texts):
    """Compare the parts with the network's own ``encode`` of each document."""
    actual = encoded(network, texts)
    wholes = [network.encode(text) for text in texts]
    tokens = [token for whole in wholes for token in whole.tokens]
    assert actual.first_tokens.tolist() == np.cumsum([0, *(len(w.tokens) for w in wholes)]).tolist()
    assert actual.starts.tolist() == [token.start for token in tokens]
    assert actual.ends.tolist() == [token.end for token in tokens]
    codes = [code for whole in wholes for code in whole.codes]
    np.testing.assert_array_equal(actual.codes, np.array(codes, actual.codes.dtype))


@pytest.mark.parametrize("network", [HELLO, WORDS], ids=["characters", "words"])
def test_every_nasty_string_is_split_as_at_once(monkeypatch, network):
    monkeypatch.setattr(encoding, "PART", 3)
    strings = [string[:200] for string in STRINGS.values()]
    assert_as_a_whole(network, [*strings, "\n".join(strings)])


@settings(max_examples=100)
@given(st.text("a é\n\u0301\u200d👩👧🇰🇷한ᄒ \r\t\u2028", max_size=60), st.integers(1, 5))
def test_parts_make_no_difference_wherever_they_end(text, part):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "PART", part)
        assert_as_a_whole(HELLO, [text])


@pytest.mark.parametrize(
    ("text", "parts"),
    [("word " * 30_000, 3), ("w" * 150_000, 3), ("mot é " * 25_000, 3), ("é" * 150_000, 1)],
    ids=["words", "one line of ASCII", "words beyond ASCII", "a line beyond ASCII"],
)
def test_a_long_document_is_split_part_by_part_where_it_can_be(text, parts):
    corpus = Corpus.of("test", [("", text)])

    assert len(list(encode_corpus(HELLO, corpus))) == parts, "of 65,536 characters and a little"


def test_there_may_be_no_document_and_documents_without_tokens():
    assert encoded(HELLO, []).first_tokens.tolist() == [0]
    assert encoded(HELLO, ["", "ab", ""]).first_tokens.tolist() == [0, 0, 2, 2]


def test_ids_are_whole_numbers_and_the_values_of_a_series_are_not():
    assert encoded(HELLO, ["ab"]).codes.dtype == np.int32
    actual = encoded(WAVE, ["0.5 -0.25 zzz", "0.1"]).codes
    np.testing.assert_array_equal(actual, np.array([0.5, -0.25, 0, 0.1], np.float32))


def test_a_text_that_is_not_clean_is_refused():
    dirty = "e\u0301"
    assert clean(dirty).text != dirty
    steps = encode_corpus(HELLO, Corpus("test", (dirty,), ("",)))

    with pytest.raises(ValueError, match=r"Corpus\.of"):
        list(steps)
