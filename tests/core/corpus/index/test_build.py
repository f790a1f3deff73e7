"""The index of a corpus, compared with each document's own trace."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core import load_network
from core.cells import CELLS
from core.corpus.disk.arrays import to_arrays
from core.corpus.index.build import key_of, trace_corpus, traced
from core.corpus.index.chunks import read_chunks
from core.corpus.index.quantise import levels
from core.corpus.index.state_index import BLOCK, SEGMENT, Progress, StateIndex
from core.corpus.statistics.accumulate import UnitSums
from core.jobs.steps import run
from core.network import new_network
from core.text import TOKENIZERS, Vocabulary
from tests.core.corpus.made_up_indexes import extremes, peaks
from tests.core.corpus.networks import TEXTS, corpus_of, network_of

CORPUS = corpus_of(*TEXTS)


def states_of(network, index: StateIndex) -> dict[str, np.ndarray]:
    """Return all states of a corpus, ``(T, hidden_size)``, all at once."""
    chunks = list(read_chunks(network, index.codes, index.first_tokens))
    empty = np.empty((0, index.hidden_size), np.float32)
    return {
        name: np.concatenate([empty, *(chunk.trace[name] for chunk in chunks)])
        for name in index.quantities
    }


def assert_is_of(index: StateIndex, network, corpus) -> None:
    """Compare everything in an index with the states of a plain reading."""
    states = states_of(network, index)
    sizes = [block.shape[1] for block in index.blocks]
    assert sizes[:-1] == [BLOCK] * (len(sizes) - 1)
    np.testing.assert_array_equal(
        np.concatenate([np.empty((index.hidden_size, 0)), *index.blocks], 1),
        levels(states["hidden_state"]).T,
    )
    for name, rows in states.items():
        before = np.concatenate([np.zeros_like(rows[:1]), rows])[:-1].copy()
        before[index.first_tokens[index.first_tokens < len(rows)]] = 0
        np.testing.assert_array_equal(index.checkpoints[name], before[::SEGMENT])
        for actual, expected in (
            (index.extremes[name], extremes(rows)),
            (index.peaks[name], peaks(rows)),
        ):
            for part, array in vars(expected).items():
                np.testing.assert_array_equal(getattr(actual, part), array, err_msg=part)
    moments = index.statistics.moments["hidden_state"]
    if len(states["hidden_state"]):
        np.testing.assert_allclose(moments.mean, states["hidden_state"].mean(0, float), atol=1e-6)
    for number, (document, (first, last)) in enumerate(
        zip(corpus.documents, pairwise(index.first_tokens), strict=True)
    ):
        encoded = network.encode(document)
        codes = np.array(encoded.codes, index.codes.dtype)
        np.testing.assert_array_equal(index.codes[first:last], codes)
        spans = zip(index.starts[first:last], index.ends[first:last], strict=True)
        assert [document[a:b] for a, b in spans] == [token.text for token in encoded.tokens]
        ends = (first, last - 1) if first < last else ()
        assert all(index.document_of(position) == number for position in ends)


@pytest.mark.parametrize("cell", sorted(set(CELLS) - {"min-gru"}))
def test_an_index_has_what_the_network_computes_document_by_document(cell):
    network = network_of(cell)
    index = traced(network, CORPUS)

    assert_is_of(index, network, CORPUS)
    assert index.quantities == network.cell.initial_state(1)._fields
    assert index.key == key_of(network, CORPUS)
    assert index.key.corpus == CORPUS.sha256
    rows = np.concatenate([network.trace(text)["hidden_state"] for text in TEXTS if text])
    np.testing.assert_allclose(states_of(network, index)["hidden_state"], rows, atol=2e-6)


def test_the_key_tells_apart_all_that_reads_differently():
    network, corpus = network_of("gru"), corpus_of("hello")
    renamed = new_network(network.card, Vocabulary(reversed(network.vocabulary.keys)))
    renamed.load_state_dict(network.state_dict())
    paper = new_network(replace(network.card, cell="paper-gru"), network.vocabulary)
    paper.load_state_dict(network.state_dict())
    readings = [
        (network, corpus),
        (network_of("gru", seed=1), corpus),
        (renamed, corpus),
        (paper, corpus),
        (network, corpus_of("hell", "o")),
        (network, corpus_of("hello", "")),
    ]

    keys = {key_of(*reading) for reading in readings}
    assert len(keys) == len({key.name for key in keys}) == len(readings)
    assert key_of(network_of("gru"), corpus_of("hello")) == key_of(network, corpus)


def test_states_that_no_level_holds_are_refused():
    network = new_network(replace(network_of("gru").card, cell="min-gru"), Vocabulary("helo"))

    with pytest.raises(ValueError, match="those of MinGRUCell have no such bounds"):
        traced(network, corpus_of("hello"))


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_an_index_of_an_earlier_tokenizer_has_another_key(
    tokenizer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = network_of("gru")
    network.tokenizer = TOKENIZERS[tokenizer]()
    corpus = corpus_of("hello")
    now = key_of(network, corpus)

    monkeypatch.setattr(type(network.tokenizer), "version", network.tokenizer.version - 1)
    assert key_of(network, corpus) != now


def test_a_corpus_of_several_blocks_is_laid_out_without_a_seam():
    network = network_of("rnn", hidden_size=3)
    corpus = corpus_of("hello\n" * 1_500, "lo" * 3_692 + "\n", "ole" * 100)
    index = traced(network, corpus)

    assert index.length == 9_000 + 7_385 + 300
    assert [block.shape for block in index.blocks] == [(3, BLOCK), (3, 301)]
    assert_is_of(index, network, corpus)
    for unit in range(3):
        column = levels(states_of(network, index)["hidden_state"][:, unit])
        np.testing.assert_array_equal(index.column(unit), column)


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("l",), ("l" * 128,), ("l" * BLOCK,)])
def test_corpora_of_no_token_one_token_and_whole_blocks_are_laid_out(texts):
    network, corpus = network_of("rnn"), corpus_of(*texts)
    index = traced(network, corpus)

    assert index.length == sum(map(len, texts))
    assert len(index.blocks) == -(-index.length // BLOCK)
    assert_is_of(index, network, corpus)


def test_the_networks_of_words_and_of_numbers_read_a_corpus_too():
    for task, text in (("english-reviews", "a stirring , funny film"), ("wave", "0.1 0.5 x 0.9")):
        network = load_network(task, "gru")
        corpus = corpus_of(text, text)
        assert_is_of(traced(network, corpus), network, corpus)


def test_the_statistics_are_those_of_each_document_read_by_itself():
    network = network_of("lstm")
    corpus = corpus_of("helo" * 130, "", "oleh" * 70, "hello\n" * 60)
    sums = UnitSums(network.cell.quantities, 5, len(network.vocabulary))
    for document in filter(None, corpus.documents):
        codes = np.array(network.encode(document).codes)
        sums.add(network.trace(document), codes, begins_document=True)

    actual, expected = traced(network, corpus).statistics.arrays(), sums.statistics().arrays()

    assert actual.keys() == expected.keys()
    for name, array in actual.items():
        np.testing.assert_allclose(array, expected[name], rtol=1e-4, atol=1e-5, err_msg=name)


def test_progress_begins_without_a_total_and_rises_to_it():
    steps = list(trace_corpus(network_of("rnn"), corpus_of("hello " * 1_000, "hello")))

    assert steps[0] == Progress(0, 0)
    assert steps[-1] == Progress(6_005, 6_005)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert {2_048, 4_096} < {step.done for step in steps}


def test_blocks_can_go_to_another_sink():
    network, blocks = network_of("rnn"), []

    class Elsewhere:
        def add(self, block: np.ndarray) -> None:
            blocks.append(block)

    index = run(trace_corpus(network, CORPUS, Elsewhere()))

    assert index.blocks == ()
    (there,), (here,) = blocks, traced(network, CORPUS).blocks
    np.testing.assert_array_equal(there, here)


def test_the_same_reading_builds_the_same_index():
    network = network_of("lstm")
    one, other = (to_arrays(traced(network, CORPUS)) for _ in range(2))

    assert one.keys() == other.keys()
    for name, array in one.items():
        np.testing.assert_array_equal(array, other[name], err_msg=name)


def test_an_index_cannot_be_written_to():
    index = traced(network_of("lstm"), CORPUS)
    arrays = [a for name, a in to_arrays(index).items() if name != "statistics.length"]

    assert len(arrays) > 20
    assert not any(array.flags.writeable for array in (*index.blocks, *arrays))


def test_a_network_that_computes_nan_is_refused():
    network = network_of("gru")
    network.cell.get_parameter("weight_hh").fill_(float("nan"))

    with pytest.raises(ValueError, match="finite"):
        traced(network, CORPUS)


def test_there_is_no_document_of_a_token_that_does_not_exist():
    index = traced(network_of("rnn"), corpus_of("hello", ""))

    for position in (-1, 5):
        with pytest.raises(IndexError, match="5 tokens"):
            index.document_of(position)
