"""The tokens that a network does not know, counted in its index as when it reads a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.analysis.reading import read
from core.corpus.documents import Corpus
from core.corpus.index.build import traced
from core.corpus.index.unknown_tokens import count_unknown, unknown_notice

NETWORKS = {
    task: load_network(task, "rnn") for task in ("brackets", "hello", "english-reviews", "wave")
}
EACH = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
TEXTS = st.lists(st.text("aw (1)0.5-9x 두\n", max_size=30), min_size=1, max_size=4)


@EACH
@given(TEXTS)
@settings(max_examples=30)
def test_as_many_are_unknown_as_when_each_text_is_read(network, texts):
    corpus = Corpus.of("", [("", text) for text in texts])
    index = traced(network, corpus)
    known = [known for text in corpus.documents for known in network.encode(text).known]

    assert count_unknown(network, corpus, index) == known.count(False)


@EACH
def test_the_notice_is_that_of_the_other_screens(network):
    text = "0 (1) 두두 0.5 q 0"
    corpus = Corpus.of("", [("", text)])

    notice = unknown_notice(network, corpus, traced(network, corpus))

    assert notice is not None
    assert notice in read(network, text).notices


def test_there_is_none_where_all_are_known():
    network, corpus = NETWORKS["brackets"], Corpus.of("", [("", "(1)0")])

    assert unknown_notice(network, corpus, traced(network, corpus)) is None
