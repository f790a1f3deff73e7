"""The engine: shares, entropies, reading, and what is known of part of a state."""

import math

import numpy as np
import pytest
import torch

from core.sequence_tasks.arrows import automaton, evenly, explored
from core.sequence_tasks.automaton import entropy
from core.sequence_tasks.writer import written

# Rain follows rain with 0.6, sun follows sun with 0.8: it rains a third of the time.
WEATHER = automaton(
    {
        "sun": {"s": (0.8, "sun"), "r": (0.2, "rain")},
        "rain": {"s": (0.4, "sun"), "r": (0.6, "rain")},
    },
    "sr",
)


def binary(p: float) -> float:
    return -p * math.log(p) - (1 - p) * math.log(1 - p)


def test_shares_are_those_of_the_stationary_distribution():
    assert WEATHER.share.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_the_entropy_is_the_mean_over_the_states():
    assert WEATHER.entropy_given() == pytest.approx((2 * binary(0.2) + binary(0.6)) / 3)


def test_who_knows_nothing_of_the_state_has_the_frequencies():
    assert WEATHER.entropy_given(lambda _state: None) == pytest.approx(binary(1 / 3))


def test_reading_follows_the_arrows_and_skips_what_is_illegal():
    ring = automaton({0: evenly({"a": 1}), 1: evenly({"b": 0})}, "ab")
    assert ring.read(np.array([[0, 1, 0, 0, 1], [1, 1, 0, 1, 0]])).tolist() == [
        [1, 0, 1, 1, 0],
        [0, 0, 1, 0, 1],
    ]


def test_what_is_given_leads_to_the_start():
    text = automaton({"go": evenly({"x": "on"}), "on": evenly({"b": "go"})}, "bx", "b")
    assert text.read(np.array([[0, 1, 0, 1]])).tolist() == [[0, 1, 0, 1]]


def test_stepping_keeps_all_weight_but_that_of_what_ends():
    text = automaton({0: evenly({"a": 0, "b": 1}), 1: evenly({"a": 1, "b": 0})}, "ab", "b")
    moved = text.stepped(np.array([[1.0, 0.0], [0.0, 3.0]]))
    assert moved.shape == (2, 2, 2)
    assert moved[0].tolist() == [[0, 0], [0, 0.5]]  # an a would lead to the start: it ends
    assert moved[1].tolist() == [[0, 1.5], [0, 0]]


def test_all_states_are_found_once():
    arrows = explored(1, lambda n: evenly({"a": n * 2 % 7, "b": n * 4 % 7}))
    assert sorted(arrows) == [1, 2, 4]


def test_entropy_of_certain_outcomes_is_zero_and_not_minus_zero():
    assert math.copysign(1, entropy(np.array([[1.0, 0.0]]))) == 1


def test_symbols_are_written_as_often_as_they_are_likely():
    numbers, ends = written(WEATHER, 400, 100, torch.Generator().manual_seed(1))
    assert numbers.shape == ends.shape == (400, 100)
    assert not ends.any()
    after_rain = numbers[:, 1:][numbers[:, :-1] == 1]
    assert after_rain.mean() == pytest.approx(0.6, abs=0.02)


def test_a_text_ends_where_it_is_said_to():
    text = automaton({"go": evenly({"x": "on"}), "on": evenly({"x": "on", "b": "go"})}, "bx", "b")
    numbers, ends = written(text, 50, 40, torch.Generator().manual_seed(1))
    assert (ends == (numbers == 0)).all()
    assert ends.mean() == pytest.approx(1 / 3, abs=0.03)
