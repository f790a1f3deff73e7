"""Networks beside each other: the numbers they are compared by."""

import numpy as np
import pytest

from core import count_parameters
from core.analysis.comparison import followed, score, state_difference
from core.analysis.reading import read
from core.network import load_network
from core.network.catalogue import CELLS, PAPER, TASKS, load, reference


@pytest.mark.parametrize("cell", CELLS)
def test_a_score_is_the_cards_figures_and_the_networks_own_numbers(cell):
    network = load_network("english-reviews", cell)
    found = score(cell, network)
    sizes = (network.card.input_size, network.card.hidden_size)
    words, outputs = len(network.vocabulary), len(network.outputs)

    assert (found.name, found.units, found.seconds) == (cell, sizes[1], network.card.seconds)
    assert found.layer_parameters == count_parameters(cell, *sizes).total
    assert found.parameters == found.layer_parameters + words * sizes[0] + outputs * (sizes[1] + 1)
    assert found.figures["dev_accuracy"] == network.card.figures["dev_accuracy"]
    assert all(name.startswith("dev_") for name in found.figures)


def test_of_the_papers_gru_nothing_was_measured():
    found = score(PAPER, load(reference("english-reviews", PAPER)))
    trained = score("gru", load_network("english-reviews", "gru"))

    assert (found.figures, found.seconds) == ({}, None)
    assert (found.units, found.layer_parameters, found.parameters) == (
        trained.units,
        trained.layer_parameters,
        trained.parameters,
    )


@pytest.mark.parametrize("name", [*CELLS, PAPER])
def test_of_the_next_token_it_is_the_probability_of_what_came(name):
    network = load(reference("hello", name))
    reading = read(network, "hello")
    said = followed(network, reading)

    assert said.shape == (5,)
    assert np.isnan(said[-1])
    for step, character in enumerate("ello"):
        assert said[step] == reading.opinions[step, network.outputs.index(character)]
    if name in CELLS:
        assert said[:-1].min() > 0.95


def test_what_no_output_stands_for_has_no_probability():
    network = load_network("hello", "gru")
    said = followed(network, read(network, "heXl"))

    assert list(np.isnan(said)) == [False, True, False, True]


@pytest.mark.parametrize("task", ["shakespeare", "python-source", "brackets"])
def test_characters_that_one_cannot_see_are_found_among_the_outputs(task):
    network = load_network(task, "rnn")
    text = "(1(2)1)0()" if task == "brackets" else "a b\nc  d"
    said = followed(network, read(network, text))

    assert len(said) == len(text)
    assert np.isfinite(said[:-1]).all()


def test_of_two_classes_it_is_the_second_and_of_a_series_the_next_value():
    reviews, wave = load_network("english-reviews", "lstm"), load_network("wave", "gru")
    film, series = read(reviews, "a good film"), read(wave, "0.1 0.2 0.3")

    assert np.array_equal(followed(reviews, film), film.opinions[:, 1])
    assert reviews.outputs[1] == "positive"
    assert np.array_equal(followed(wave, series), series.opinions[:, 0])


@pytest.mark.parametrize("task", TASKS)
def test_of_no_token_there_is_nothing_to_compare(task):
    network = load_network(task, "lstm")
    assert followed(network, read(network, "")).shape == (0,)


def test_the_difference_of_states_is_a_distance_at_each_token():
    torchs, papers = (load(reference("english-reviews", name)) for name in ("gru", PAPER))
    one, other = (network.trace("a stirring , funny film") for network in (torchs, papers))
    found = state_difference(one, other)

    pairs = zip(one["hidden_state"], other["hidden_state"], strict=True)
    expected = [np.linalg.norm(state - another) for state, another in pairs]
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    assert found.min() > 1e-3
    assert np.array_equal(found, state_difference(other, one))
    assert not state_difference(one, one).any()


def test_states_of_other_sizes_have_no_distance():
    network = load_network("english-reviews", "gru")
    with pytest.raises(ValueError, match=r"equal shape, got \(1, 64\) and \(2, 64\)"):
        state_difference(network.trace("a"), network.trace("a film"))
