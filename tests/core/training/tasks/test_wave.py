"""The wave: what it is made of, what cannot be foretold, how close the networks come to that."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.network import Network, load_network
from core.training.task import Task
from core.training.tasks.registry import WITHOUT_DATA
from core.training.tasks.wave import (
    CYCLES,
    LATEST_START,
    NOISE,
    SEQ_LENGTH,
    SETTLED,
    SLOPE,
    as_text,
    batch,
    figures,
    foretold,
    signal,
    windows,
)

CELLS = ("rnn", "lstm", "gru")


def generator(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def task() -> Task:
    return WITHOUT_DATA["wave"]()


def clean(day: float) -> float:
    """Trend and cycles once more, not by the code under test."""
    return 0.003 * day + 0.5 * math.sin(math.tau * day / 30) + 0.3 * math.sin(math.tau * day / 7)


def test_signal_is_a_trend_and_two_cycles() -> None:
    days = [0.0, 1.5, 20.0, 363.99]
    assert signal(torch.tensor(days, dtype=torch.float64)).tolist() == pytest.approx(
        [clean(day) for day in days], abs=1e-12
    )
    assert (SLOPE, NOISE, len(CYCLES)) == (0.003, 0.1, 2)
    assert LATEST_START + SEQ_LENGTH < 365


@given(st.integers(1, 30), st.integers(1, 100), st.integers(0, 2**63))
def test_windows_are_what_a_person_types(n: int, seq_length: int, seed: int) -> None:
    made = windows(n, generator(seed), seq_length)
    assert made.shape == (n, seq_length + 1)
    for row in made:
        assert [float(number) for number in as_text(row).split()] == row.tolist()
    assert made.abs().max() < 3


def test_noise_has_the_variance_that_is_said() -> None:
    """What is left when trend and cycles, fitted anew, are taken out of each window."""
    days = torch.arange(SEQ_LENGTH + 1, dtype=torch.float64)
    turns = [math.tau * days / period for period in (30, 7)]
    shapes = [torch.ones_like(days), days, *map(torch.sin, turns), *map(torch.cos, turns)]
    curves = torch.stack(shapes, 1)
    made = windows(1_000, generator()).T
    rest = made - curves @ torch.linalg.lstsq(curves, made).solution
    variance = float((rest**2).sum() / rest.shape[1] / (len(days) - curves.shape[1]))
    assert variance == pytest.approx(NOISE**2, rel=0.02)


def test_the_best_prediction_weighs_all_days() -> None:
    """Bayes, spelled out for three windows of five values, with another grid."""
    values = windows(3, generator(), 5)[:, :-1]
    starts = [number * 0.02 for number in range(round(LATEST_START / 0.02))]
    for row, said in zip(values.tolist(), foretold(values).tolist(), strict=True):
        weights = [
            math.exp(-sum((x - clean(s + t)) ** 2 for t, x in enumerate(row)) / (2 * NOISE**2))
            for s in starts
        ]
        behind = [clean(s + 5) for s in starts]
        mean = sum(w * b for w, b in zip(weights, behind, strict=True)) / sum(weights)
        assert said == pytest.approx(mean, abs=2e-3)


def test_nobody_is_better_than_the_noise_and_short_windows_tell_less() -> None:
    ratios = []
    for seq_length in (4, 16, SEQ_LENGTH):
        made = windows(1_000, generator(), seq_length)
        errors = foretold(made[:, :-1]) - made[:, -1]
        ratios.append(float((errors**2).mean()) / NOISE**2)
    assert ratios[0] > 2 > ratios[1] > ratios[2]
    assert ratios[2] == pytest.approx(1, abs=0.1)  # 1.01 in the long run


def test_batches_ask_for_the_next_value() -> None:
    codes, targets, weights, _ = batch(4, generator())
    assert codes.shape == targets.shape == weights.shape == (4, SEQ_LENGTH)
    assert torch.equal(codes[:, 1:], targets[:, :-1])
    assert torch.equal(torch.cat([codes, targets[:, -1:]], 1), windows(4, generator()).float())
    assert (weights == 1).all()


def test_task_takes_numbers_as_they_are(task: Task) -> None:
    assert (task.tokenizer, task.target, task.vectors) == ("numbers", "next-value", None)
    assert (task.input_size, task.outputs) == (1, ("next value",))


@pytest.fixture(scope="module", params=CELLS)
def shipped(request: pytest.FixtureRequest) -> Network:
    return load_network("wave", request.param)


def test_figures_are_what_the_opinions_give(shipped: Network) -> None:
    made = windows(5, generator(7), SETTLED + 4)
    said = [shipped.opinions(shipped.trace(as_text(row[:-1])))[:, 0] for row in made]
    squares = (np.array(said) - made[:, 1:].numpy()) ** 2
    measured = figures(shipped, made)
    assert measured["dev_loss"] == pytest.approx(squares[:, -1].mean(), rel=1e-4)
    assert measured["dev_ratio"] == pytest.approx(measured["dev_loss"] / 0.01)
    assert measured[f"dev_ratio_from_{SETTLED}"] == pytest.approx(
        squares[:, SETTLED - 1 :].mean() / 0.01, rel=1e-4
    )


def test_shipped_card_names_this_data(shipped: Network, task: Task) -> None:
    assert shipped.card.data == task.data


GOAL = {"rnn": 1.15, "lstm": 1.10, "gru": 1.10}


def test_shipped_networks_reach_the_goal(shipped: Network) -> None:
    """Windows that neither training nor card has seen."""
    made = windows(1_000, generator(11))
    said = shipped.predict([as_text(row[:-1]) for row in made])[:, 0]
    ratio = ((said - made[:, -1].numpy()) ** 2).mean() / NOISE**2
    assert ratio <= GOAL[shipped.card.cell]
    assert shipped.card.figures["dev_ratio"] <= GOAL[shipped.card.cell]
    assert shipped.card.figures["noise_variance"] == pytest.approx(NOISE**2)
    assert shipped.card.figures["dev_optimum"] > NOISE**2
