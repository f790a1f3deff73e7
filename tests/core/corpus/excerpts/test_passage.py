"""Excerpts of a corpus: the tokens as the tokenizer gave them, and every character between."""

from dataclasses import replace
from functools import cache
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.corpus.documents import Corpus
from core.corpus.excerpts.excerpt import excerpt_of
from core.corpus.excerpts.passage import MOST_AROUND, context, passage
from core.corpus.index.build import traced
from core.corpus.index.state_index import StateIndex
from core.network import Encoded, Network
from core.text import labels
from tests.core.corpus.made_up_indexes import index_of
from tests.nasty import STRINGS

TEXTS = {
    "hello": ("hello hallo", "", "hhh\n\thello ", "\r\n", "o" * 500),
    "english-reviews": ("  It's not\n\nbad, ", "", " \n ", "a qwrtz film", "Fine ! " * 100),
    "wave": ("; 0.5, -1 ;; x 2\n", "", "1e9 , 0.25", "0.1 " * 150),
    "korean-reviews": ("영화를 봤다 ㅋㅋㅋ", " qwrtzy 재밋게 봤어요!", "\n"),
}


@cache
def indexed(task: str) -> tuple[Network, Corpus, StateIndex]:
    network = load_network(task, "gru")
    corpus = Corpus.of("texts", ((f"text {n}", text) for n, text in enumerate(TEXTS[task])))
    return network, corpus, traced(network, corpus)


@cache
def encoded(task: str) -> list[tuple[int, Encoded]]:
    network, corpus, _ = indexed(task)
    return [(n, network.encode(document)) for n, document in enumerate(corpus.documents)]


@pytest.mark.parametrize("task", TEXTS)
def test_tokens_are_those_of_the_documents(task):
    network, corpus, index = indexed(task)

    excerpt = excerpt_of(network, corpus, index, 0, index.length)

    tokens = [token for _, document in encoded(task) for token in document.tokens]
    known = [known for _, document in encoded(task) for known in document.known]
    names = [name for _, text in encoded(task) for name in labels(network.tokenizer, text.tokens)]
    assert len(excerpt) == len(tokens) == index.length
    assert excerpt.sources == tuple(token.text for token in tokens)
    assert excerpt.known == tuple(known)
    assert excerpt.labels == tuple(
        name if is_known or task == "wave" else token.text
        for name, token, is_known in zip(names, tokens, known, strict=True)
    )
    assert task == "hello" or not all(known)


@pytest.mark.parametrize("task", ["hello", "english-reviews", "wave"])
@settings(max_examples=30)
@given(st.data())
def test_tokens_and_what_is_between_them_make_up_the_documents(task, data):
    network, corpus, index = indexed(task)
    start = data.draw(st.integers(0, index.length))
    stop = data.draw(st.integers(start, index.length))

    excerpt = excerpt_of(network, corpus, index, start, stop)

    expected, titles, position = "", {}, 0
    for number, document in encoded(task):
        shown = range(max(start - position, 0), min(stop - position, len(document.tokens)))
        if shown:
            titles[position + shown[0] - start] = f"text {number}"
            first = document.tokens[shown[0]].start if shown[0] else 0
            expected += document.text[first : document.tokens[shown[-1]].end]
        position += len(document.tokens)
    pairs = zip(excerpt.gaps, excerpt.sources, strict=True)
    assert "".join(gap + source for gap, source in pairs) == expected
    assert excerpt.titles == titles
    assert excerpt.first == start


def test_morphemes_in_one_syllable_share_its_characters():
    network, corpus, index = indexed("korean-reviews")

    excerpt = excerpt_of(network, corpus, index, 0, 5)

    assert excerpt.labels == ("영화", "를", "보", "었", "다")
    assert excerpt.sources == ("영화", "를", "봤", "봤", "다")
    assert excerpt.gaps == ("", "", " ", "", "")


@pytest.mark.parametrize("task", ["hello", "english-reviews", "korean-reviews"])
@settings(max_examples=30)
@given(st.data())
def test_a_passage_is_as_long_as_fits(task, data):
    network, corpus, index = indexed(task)
    start = data.draw(st.integers(0, index.length - 1))
    characters = data.draw(st.integers(-1, 700))

    shown = passage(network, corpus, index, start, characters)

    stop = start + len(shown)
    longer = excerpt_of(network, corpus, index, start, min(stop + 1, index.length))
    pairs = list(zip(longer.gaps, longer.sources, strict=True))
    distinct = [  # the second of two morphemes in one syllable takes no room but counts as one
        1 if n and (gap, source) == ("", pairs[n - 1][1]) and task == "korean-reviews"
        else len(gap + source)
        for n, (gap, source) in enumerate(pairs)
    ]  # fmt: skip
    n = len(shown)
    assert n == 1 or sum(distinct[:n]) <= characters
    assert stop == index.length or sum(distinct) > characters
    assert shown == excerpt_of(network, corpus, index, start, stop)


def test_every_string_can_be_shown():
    network = indexed("hello")[0]
    corpus = Corpus.of("nasty", ((name, text[:200]) for name, text in STRINGS.items()))
    index = traced(network, corpus)

    shown = passage(network, corpus, index, 0)

    assert len(shown) == index.length
    pairs = zip(shown.gaps, shown.sources, strict=True)
    assert "".join(gap + source for gap, source in pairs) == "".join(corpus.documents)
    assert len(shown.titles) == sum(map(bool, corpus.documents))


def test_a_corpus_without_tokens_has_an_empty_passage():
    network = indexed("hello")[0]
    corpus = Corpus.of("nothing", [("empty", "")])

    shown = passage(network, corpus, traced(network, corpus), 0)

    assert len(shown) == 0


@pytest.mark.parametrize("start", [-1, 10_000])
def test_a_passage_from_outside_of_the_corpus_is_refused(start):
    with pytest.raises(ValueError, match="passage expected a start"):
        passage(*indexed("hello"), start)


# ---- what stands around a hit --------------------------------------------------------------------


def test_a_hit_is_shown_with_its_surroundings():
    network, corpus, index = indexed("hello")

    shown_hit = context(network, corpus, index, (2, 4), around=3)

    assert shown_hit.title == "text 0"
    assert "".join(shown_hit.excerpt.sources) == "hello h"
    assert shown_hit.excerpt.first == 0
    assert shown_hit.hit == (2, 4)


def test_surroundings_end_with_the_document():
    network, corpus, index = indexed("hello")
    first = int(index.first_tokens[2])  # after "hello hallo" and an empty text

    shown_hit = context(network, corpus, index, (first, first + 1), around=50)

    assert shown_hit.title == "text 2"
    assert "".join(shown_hit.excerpt.sources) == "hhh\n\thello "
    assert shown_hit.hit == (0, 1)


def test_of_a_long_hit_the_beginning_is_shown():
    network, corpus, index = indexed("hello")
    first, last = index.first_tokens[[4, 5]].tolist()

    shown_hit = context(network, corpus, index, (first + 10, last), around=4)

    assert len(shown_hit.excerpt) == MOST_AROUND
    assert shown_hit.hit == (4, MOST_AROUND)


@pytest.mark.parametrize("hit", [(-1, 2), (3, 3), (0, 100_000)])
def test_a_hit_outside_of_the_corpus_is_refused(hit):
    with pytest.raises(ValueError, match="context expected a hit"):
        context(*indexed("hello"), hit)


def test_a_passage_of_many_short_documents_takes_little_time():
    many = 400_000
    corpus = Corpus("test", ("h",) * many, ("",) * many)
    index = index_of(np.zeros((many, 1), np.float32), range(many + 1), 16_384)
    places = {"starts": 0, "ends": 1, "codes": 2}
    index = replace(index, **{name: np.full(many, to, np.int32) for name, to in places.items()})
    started = process_time()
    excerpt = passage(load_network("hello", "rnn"), corpus, index, 50_000)
    assert process_time() - started < 1  # 0.05 s; where each looks at all the others, 4 s
    assert excerpt.sources == ("h",) * 20_000
    assert len(excerpt.titles) == 20_000
