"""The states of cells that amplify small differences are recomputed as they were."""

import numpy as np
import pytest

from core import load_network
from core.corpus.index.build import traced
from core.corpus.index.chunks import read_chunks
from core.corpus.recompute import rounding
from core.corpus.recompute.quantities import quantities_of, replay
from tests.core.corpus.networks import corpus_of, network_of

LETTERS = np.random.default_rng(4).choice([*"helo"], 900)
CORPUS = corpus_of("".join(LETTERS[:500]), "", "o", "".join(LETTERS[500:]))


def wild(cell: str):
    """Return a network whose weights are so large that rounding errors grow as large as states."""
    network = network_of(cell, hidden_size=24)
    for weight in map(network.cell.get_parameter, ("weight_hh", "weight_ih")):
        weight.mul_(3)
    return network


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_cell_that_amplifies_small_differences_is_read_as_before(cell, monkeypatch):
    network = wild(cell)
    index = traced(network, CORPUS)
    read = [*read_chunks(network, index.codes, index.first_tokens)]
    names = [quantity.name for quantity in network.cell.quantities]
    whole = {name: np.concatenate([chunk.trace[name] for chunk in read]) for name in names}

    for start, stop in ((0, index.length), (130, 390), (499, 503), (640, 700)):
        for name, part in quantities_of(network, index, start, stop, range(24)).items():
            np.testing.assert_allclose(part, whole[name][start:stop], atol=0.02)
        np.testing.assert_allclose(
            replay(network, index, start, stop), whole["hidden_state"][start:stop], atol=0.01
        )
    monkeypatch.setattr(rounding, "DRIFT", np.inf)  # a batch alone is not enough
    with pytest.raises(ValueError, match="the index of this network"):
        replay(network, index, 0, index.length)


def test_the_index_of_another_network_is_refused():
    network, other = network_of("gru", seed=1), network_of("gru", seed=2)
    index = traced(network, CORPUS)

    with pytest.raises(ValueError, match="the index of this network"):
        replay(other, index, 0, index.length)


def test_a_shipped_network_recomputes_a_text_of_repeated_symbols():
    """It was trained on "hello" alone; on this text, a batch is off by a whole level and more."""
    network = load_network("hello-equal", "lstm")
    generator = np.random.default_rng(1)
    repeats = ("".join(generator.choice([*"helo"], generator.integers(1, 5))) for _ in range(400))
    index = traced(network, corpus_of("".join(each * 30 for each in repeats)))

    assert replay(network, index, 0, index.length).shape == (index.length, 5)
