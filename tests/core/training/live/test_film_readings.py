"""Readings of a film: states, opinions, what follows what since when, and what is written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks.brackets import NEXT_PROBABILITIES, depths
from core.training.live import LiveTraining, Settings
from core.training.live.film_readings import (
    correlations,
    follows_since,
    opinions_in,
    probability_of,
    states_in,
    written_at,
)

TEXT = "(1(2(3)2))0"


@pytest.fixture(scope="module")
def trained() -> LiveTraining:
    training = LiveTraining("brackets", Settings(hidden_size=6, learning_rate=0.03, num_layers=2))
    for _ in range(30):
        training.step()
    return training


def test_states_and_opinions_are_those_of_each_frames_network(trained: LiveTraining) -> None:
    film = trained.film
    states, opinions = states_in(film, TEXT), opinions_in(film, TEXT)
    for number in range(len(film)):
        network = film.network(number)
        trace = network.trace(TEXT)
        np.testing.assert_allclose(states[number], trace["hidden_state"], atol=1e-6)
        np.testing.assert_allclose(opinions[number], network.opinions(trace), atol=1e-6)


def test_illegal_symbols_lose_their_probability(trained: LiveTraining) -> None:
    legal = NEXT_PROBABILITIES[depths(TEXT)] > 0
    share = probability_of(opinions_in(trained.film, TEXT), legal).mean(1)
    assert 0.2 < share[0] < 0.55  # two or three of seven symbols are legal
    assert share[-1] > share[0] + 0.2
    assert (share <= 1 + 1e-6).all()


def test_a_film_without_weights_knows_its_probe_only() -> None:
    training = LiveTraining("brackets", Settings(hidden_size=50, batch_size=2))
    training.step()
    states = states_in(training.film, training.task.probe)
    assert states.shape == (2, len(training.task.probe), 50)
    with pytest.raises(ValueError, match="expected the probe"):
        states_in(training.film, TEXT)
    with pytest.raises(ValueError, match="at most 10,000 weights"):
        opinions_in(training.film, TEXT)


@given(st.integers(0, 10**6))
def test_correlations_are_numpys(seed: int) -> None:
    random = np.random.default_rng(seed)
    states, features = random.normal(size=(3, 9, 2)), random.normal(size=(2, 9))
    features[0, 4] = np.nan
    found = correlations(states, features)
    for frame, unit, number in np.ndindex(3, 2, 2):
        known = ~np.isnan(features[number])
        pair = np.corrcoef(states[frame, known, unit], features[number, known])
        assert found[frame, unit, number] == pytest.approx(pair[0, 1], abs=1e-9)


def test_what_does_not_vary_follows_nothing() -> None:
    states, features = np.full((2, 5, 1), 0.1), np.arange(5.0)[None]
    assert (correlations(states, features) == 0).all()
    assert (correlations(states + np.arange(5.0)[:, None], np.full((1, 5), 0.1)) == 0).all()
    assert (correlations(states, np.full((1, 5), np.nan)) == 0).all()


@pytest.mark.parametrize(
    ("of_frames", "since"),
    [
        ([0.9, 0.9, 0.9], 0),
        ([0.1, -0.9, 0.9], 1),
        ([0.9, 0.1, 0.9], 2),
        ([0.9, 0.9, 0.7], -1),
        ([0.8, 0.8, 0.8], 0),
    ],
)
def test_a_unit_follows_a_feature_since_it_always_has(of_frames: list[float], since: int) -> None:
    assert follows_since(np.array(of_frames)[:, None, None]).tolist() == [[since]]


def test_a_frame_writes_the_same_every_time(trained: LiveTraining) -> None:
    first, last = (written_at(trained.film, number, "(", 30).text for number in (0, -1))
    assert len(first) == len(last) == 30
    assert first != last
    assert written_at(trained.film, 0, "(", 30).text == first
    assert written_at(trained.film, 0, "(", 30, seed=1).text != first
    series = LiveTraining("ar1", Settings(hidden_size=2))
    with pytest.raises(ValueError, match="predict"):
        written_at(series.film, 0, "0.5", 3)
