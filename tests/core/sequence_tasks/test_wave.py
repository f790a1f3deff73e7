"""The wave: its parts, and the best prediction of its next value."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.sequence_tasks.wave import (
    CYCLES,
    LATEST_START,
    NOISE,
    SEQ_LENGTH,
    SLOPE,
    as_text,
    best_prediction,
    best_predictions,
    last_value_loss,
    made_up,
    signal,
    windows,
)
from core.sequence_tasks.wave_task import TASK


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def clean(day: float) -> float:
    """Return trend and cycles, written independently of the code under test."""
    return 0.003 * day + 0.5 * math.sin(math.tau * day / 30) + 0.3 * math.sin(math.tau * day / 7)


def test_signal_is_a_trend_and_two_cycles() -> None:
    days = [0.0, 1.5, 20.0, 363.99]
    assert signal(torch.tensor(days, dtype=torch.float64)).tolist() == pytest.approx(
        [clean(day) for day in days], abs=1e-12
    )
    assert (SLOPE, NOISE, len(CYCLES)) == (0.003, 0.1, 2)
    assert LATEST_START + SEQ_LENGTH < 365


@given(st.integers(1, 30), st.integers(1, 100), st.integers(0, 2**63))
def test_values_of_a_window_are_those_of_its_typed_text(n: int, seq_length: int, seed: int) -> None:
    values = windows(n, generator(seed), seq_length)
    assert values.shape == (n, seq_length + 1)
    for row in values:
        assert [float(number) for number in as_text(row).split()] == row.tolist()
    assert values.abs().max() < 3


@given(st.integers(0, 2**32 - 1), st.integers(1, 100))
def test_a_series_made_up_from_a_seed_is_a_window_as_text(seed: int, length: int) -> None:
    values = [float(number) for number in made_up(seed, length).split()]
    assert values == windows(1, generator(seed), length - 1)[0].tolist()
    assert made_up(seed, 20) != made_up(seed + 1, 20)


def test_noise_has_the_stated_variance() -> None:
    """The variance of what is left when trend and cycles, fitted to each window, are subtracted."""
    days = torch.arange(SEQ_LENGTH + 1, dtype=torch.float64)
    turns = [math.tau * days / period for period in (30, 7)]
    shapes = [torch.ones_like(days), days, *map(torch.sin, turns), *map(torch.cos, turns)]
    curves = torch.stack(shapes, 1)
    values = windows(1_000, generator()).T
    rest = values - curves @ torch.linalg.lstsq(curves, values).solution
    variance = float((rest**2).sum() / rest.shape[1] / (len(days) - curves.shape[1]))
    assert variance == pytest.approx(NOISE**2, rel=0.02)


def test_the_best_prediction_weighs_all_days() -> None:
    """Bayes, by hand for three windows of five values, with another grid."""
    values = windows(3, generator(), 5)[:, :-1]
    starts = [number * 0.02 for number in range(round(LATEST_START / 0.02))]
    for row, predicted in zip(values.tolist(), best_prediction(values).tolist(), strict=True):
        weights = [
            math.exp(-sum((x - clean(s + t)) ** 2 for t, x in enumerate(row)) / (2 * NOISE**2))
            for s in starts
        ]
        next_values = [clean(s + 5) for s in starts]
        mean = sum(w * value for w, value in zip(weights, next_values, strict=True)) / sum(weights)
        assert predicted == pytest.approx(mean, abs=2e-3)


def test_no_prediction_beats_the_noise_and_short_windows_tell_less() -> None:
    ratios = []
    for seq_length in (4, 16, SEQ_LENGTH):
        values = windows(1_000, generator(), seq_length)
        errors = best_prediction(values[:, :-1]) - values[:, -1]
        ratios.append(float((errors**2).mean()) / NOISE**2)
    assert ratios[0] > 2 > ratios[1] > ratios[2]
    assert ratios[2] == pytest.approx(1, abs=0.1)  # 1.01 in the long run


def test_predictions_after_each_value_end_in_the_best_one_after_the_window() -> None:
    values = windows(5, generator(), 30)[:, :-1]
    after_each = best_predictions(values)
    assert after_each.shape == values.shape
    for seen in (1, 12, 30 - 1):
        expected = best_prediction(values[:, :seen]).tolist()
        assert after_each[:, seen - 1].tolist() == pytest.approx(expected, abs=1e-9)


def test_predicting_the_last_value_again_costs_noise_twice_and_what_has_gone_on() -> None:
    values = windows(20_000, generator(), 20)
    assert last_value_loss(20) == pytest.approx(float((values.diff() ** 2).mean()), rel=0.01)
    assert TASK.rulers[0].value == last_value_loss(SEQ_LENGTH)
