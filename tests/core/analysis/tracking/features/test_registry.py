import pickle
import re
from dataclasses import replace
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.tracking.features import FeatureTable, features_for, features_of
from core.analysis.tracking.features.registry import BY_TASK, BY_TOKENIZER
from core.corpus.documents import Corpus
from core.network import available_networks, load_network
from tests.core.analysis.tracking.features.reading import feature_table
from tests.nasty import STRINGS

SETS = {**BY_TASK, **BY_TOKENIZER}
TASKS = (
    "brackets",
    "hello",
    "python-source",
    "shakespeare",
    "spacing-english",
    "english-reviews",
    "wave",
)
NETWORKS = {task: load_network(task, "rnn") for task in TASKS}
EACH = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    "ab1 _()[]{}:.,!?#\\'\"\t\n\r\f\x00\u0301\u2028İ👩\u200d두", max_size=60
)


@pytest.mark.parametrize("features", SETS.values(), ids=SETS)
def test_features_of_a_set_differ_in_id_and_name(features):
    ids = [feature.id for feature in features]
    assert all(re.fullmatch("[a-z0-9-]{1,40}", each) for each in ids)
    assert len({*ids}) == len(ids) > 0
    assert len({feature.name for feature in features}) == len(ids)
    assert all(feature.meaning.endswith(".") for feature in features)


@pytest.mark.parametrize(("task", "cell"), available_networks())
def test_every_network_that_ships_has_features(task, cell):
    card = load_network(task, cell).card
    assert features_for(card) == features_for(replace(card, task=task.removesuffix("-equal")))
    assert len(features_for(card)) >= 3


def test_a_network_of_another_task_has_the_features_of_its_tokenizer():
    card = replace(load_network("python-source", "rnn").card, task="my-poems")
    assert features_for(card) == BY_TOKENIZER["characters"]
    assert features_for(replace(card, tokenizer="english-bpe")) == ()


def test_only_networks_of_two_classes_have_sentiment_features():
    card = load_network("english-reviews", "rnn").card
    left_out = {*features_for(card)} - {*features_for(replace(card, target="next-token"))}
    assert {feature.id for feature in left_out} == {"word-sentiment", "mean-sentiment"}


@EACH
@given(st.lists(ANY_TEXT, max_size=4))
@settings(max_examples=40)
def test_texts_together_have_the_features_that_each_has_by_itself(network, documents):
    table = feature_table(network, *documents)
    counts = [len(network.encode(document).tokens) for document in documents]
    assert table.values.shape == (sum(counts), len(table.features))
    assert_of_their_kinds(table)

    none = np.empty((0, len(table.features)))
    alone = [feature_table(network, document).values for document in documents]
    np.testing.assert_allclose(table.values, np.concatenate([none, *alone]), atol=1e-4)


def assert_of_their_kinds(table: FeatureTable) -> None:
    assert table.values.dtype == np.float32
    assert not table.values.flags.writeable
    assert not np.isinf(table.values).any()
    for column, kind in zip(table.values.T, table.kinds, strict=True):
        assert kind == "number" or np.isin(column[~np.isnan(column)], [0, 1]).all()


@EACH
@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=40)
def test_later_text_changes_only_features_that_look_ahead(network, text, more):
    """There is a space and a line break in between, so that no token grows."""
    whole, part = feature_table(network, text + " \n" + more), feature_table(network, text + " \n")
    needs_end = {"in-keyword", "in-name", "in-number"}  # a word's end decides what it is
    for feature, long, short in zip(whole.features, whole.values.T, part.values.T, strict=True):
        if not feature.ahead and feature.id not in needs_end:
            np.testing.assert_allclose(long[: len(short)], short, atol=1e-5, err_msg=feature.id)


@EACH
def test_nasty_texts_have_features(network):
    documents = [text[:2_000] for text in STRINGS.values()]
    table = feature_table(network, *documents)
    assert_of_their_kinds(table)
    assert np.isfinite(table.column("position")).all()


@EACH
def test_a_long_text_takes_little_time(network):
    text = "(" * 20_000 + "a (\"b\", 'c') # 1.5 -2 é\n" * 2_000
    begun = process_time()
    table = feature_table(network, text)
    assert process_time() - begun < 5  # less than a second; if quadratic in the length, minutes
    assert len(table.values) > 6_000


def test_arrays_of_another_corpus_are_refused():
    network, none = load_network("hello", "rnn"), np.empty(0, np.int32)
    with pytest.raises(ValueError, match="2 documents"):
        features_of(network, Corpus("a", ("", ""), ("", "")), np.zeros(2, int), none, none, none)
    with pytest.raises(ValueError, match="1 starts"):
        features_of(
            network, Corpus("a", ("h",), ("",)), np.array([0, 1]), np.zeros(1, int), none, none
        )


@EACH
@given(ANY_TEXT)
@settings(max_examples=40)
def test_what_a_network_does_not_know_is_a_feature_of_its_texts(network, text):
    if network.card.target == "next-value":
        assert "unknown" not in [feature.id for feature in features_for(network.card)]
        return
    (document,) = Corpus.of("", [("", text)]).documents

    unknown = feature_table(network, text).column("unknown")
    assert unknown.tolist() == [not known for known in network.encode(document).known]


def test_a_column_is_found_by_its_id():
    table = feature_table(load_network("hello", "rnn"), "hello")
    assert table.ids == ("position", "vowel", "repeated", "unknown")
    assert table.names[:3] == ("position in the text", "vowel", "repeated character")
    assert table.column("vowel").tolist() == [0, 1, 0, 0, 1]
    with pytest.raises(KeyError, match="position, vowel, repeated"):
        table.column("nesting-depth")


def test_a_table_can_be_cached():
    table = feature_table(load_network("brackets", "rnn"), "(1)")
    again = pickle.loads(pickle.dumps(table))
    assert again.ids == table.ids
    np.testing.assert_array_equal(again.values, table.values)
