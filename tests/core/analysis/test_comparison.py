"""Networks side by side: the numbers by which they are compared."""

import numpy as np
import pytest

from core import count_parameters
from core.analysis.comparison import (
    comparable_values,
    opinion_difference,
    score,
    state_difference,
)
from core.analysis.reading import read
from core.network import load_network
from core.network.catalogue import CELLS, CONVERTED, TASKS, load, reference


@pytest.mark.parametrize("cell", CELLS)
def test_a_score_is_the_cards_figures_and_the_networks_own_numbers(cell):
    network = load_network("english-reviews", cell)
    row = score(cell, network)
    sizes = (network.card.input_size, network.card.hidden_size)
    words, outputs = len(network.vocabulary), len(network.outputs)

    assert (row.name, row.units, row.seconds) == (cell, sizes[1], network.card.seconds)
    assert row.layer_parameters == count_parameters(cell.removeprefix("paper-"), *sizes).total
    assert row.parameters == row.layer_parameters + words * sizes[0] + outputs * (sizes[1] + 1)
    assert row.figures["dev_accuracy"] == network.card.figures["dev_accuracy"]
    assert all(name.startswith("dev_") for name in row.figures)


def test_the_converted_gru_has_no_measured_figures():
    row = score(CONVERTED, load(reference("english-reviews", CONVERTED)))
    trained = score("gru", load_network("english-reviews", "gru"))

    assert (row.figures, row.seconds) == ({}, None)
    assert (row.units, row.layer_parameters, row.parameters) == (
        trained.units,
        trained.layer_parameters,
        trained.parameters,
    )


@pytest.mark.parametrize("name", [*CELLS, CONVERTED])
def test_next_token_networks_are_compared_by_the_probability_of_the_token_that_came(name):
    network = load(reference("hello", name))
    reading = read(network, "hello")
    values = comparable_values(network, reading)

    assert values.shape == (5,)
    assert np.isnan(values[-1])
    for step, character in enumerate("ello"):
        assert values[step] == reading.opinions[step, network.outputs.index(character)]
    if name in CELLS:
        assert values[:-1].min() > 0.95


def test_a_token_without_an_output_has_no_probability():
    network = load_network("hello", "gru")
    values = comparable_values(network, read(network, "heXl"))

    assert list(np.isnan(values)) == [False, True, False, True]


@pytest.mark.parametrize("task", ["shakespeare", "python-source", "brackets"])
def test_invisible_characters_are_found_among_the_outputs(task):
    network = load_network(task, "rnn")
    text = "(1(2)1)0()" if task == "brackets" else "a b\nc  d"
    values = comparable_values(network, read(network, text))

    assert len(values) == len(text)
    assert np.isfinite(values[:-1]).all()


def test_classes_are_compared_by_the_second_and_series_by_the_next_value():
    reviews, wave = load_network("english-reviews", "lstm"), load_network("wave", "gru")
    film, series = read(reviews, "a good film"), read(wave, "0.1 0.2 0.3")

    assert np.array_equal(comparable_values(reviews, film), film.opinions[:, 1])
    assert reviews.outputs[1] == "positive"
    assert np.array_equal(comparable_values(wave, series), series.opinions[:, 0])


@pytest.mark.parametrize("task", TASKS)
def test_a_text_without_tokens_has_no_values_to_compare(task):
    network = load_network(task, "lstm")
    assert comparable_values(network, read(network, "")).shape == (0,)


def test_the_state_difference_is_a_distance_at_each_token():
    pytorch, papers = (load(reference("english-reviews", name)) for name in ("gru", CONVERTED))
    trace, other = (network.trace("a stirring , funny film") for network in (pytorch, papers))
    distance = state_difference(trace, other)

    pairs = zip(trace["hidden_state"], other["hidden_state"], strict=True)
    expected = [np.linalg.norm(state - another) for state, another in pairs]
    np.testing.assert_allclose(distance, expected, rtol=1e-5)
    assert distance.min() > 1e-3
    assert np.array_equal(distance, state_difference(other, trace))
    assert not state_difference(trace, trace).any()


def test_states_of_different_shapes_have_no_distance():
    network = load_network("english-reviews", "gru")
    with pytest.raises(ValueError, match=r"equal shape, got \(1, 64\) and \(2, 64\)"):
        state_difference(network.trace("a"), network.trace("a film"))


@pytest.mark.parametrize("task", TASKS)
def test_the_opinion_difference_is_that_of_the_likeliest_event(task):
    """The largest difference about any set of outputs; for values, their distance."""
    text = TASKS[task].example
    first, second = (read(load_network(task, cell), text) for cell in ("gru", "paper-gru"))
    difference = opinion_difference(first, second)

    more = (first.opinions.astype(np.float64) - second.opinions).clip(0).sum(1)
    less = (second.opinions.astype(np.float64) - first.opinions).clip(0).sum(1)
    expected = more + less if first.target == "next-value" else more
    np.testing.assert_allclose(difference, expected, atol=1e-6)
    assert difference.shape == (len(first.tokens),)
    assert difference.max() > 1e-4
    assert not opinion_difference(first, first).any()


def test_opinions_on_other_texts_have_no_difference():
    network = load_network("english-reviews", "gru")
    with pytest.raises(ValueError, match=r"equal shape, got \(1, 2\) and \(2, 2\)"):
        opinion_difference(read(network, "a"), read(network, "a film"))
