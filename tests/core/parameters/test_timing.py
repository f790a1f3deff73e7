"""Rounds and quartiles of a measurement by a fake clock; wall time only for plausibility."""

import gc
import itertools
import weakref
from math import isqrt
from typing import Any, ClassVar

import pytest
import torch
from torch import nn

from core.parameters import timing
from core.parameters.count import count_parameters
from core.parameters.timing import (
    FEWEST_ROUNDS,
    LIMIT,
    MAXIMUM_TIMED,
    MOST_ROUNDS,
    TOKENS,
    WARM_UP,
    time_per_token,
)

NETWORKS = list(itertools.product(("rnn", "lstm", "gru"), (1, 2), (False, True)))


class Clock:
    """A clock that advances by its next step at each reading; the last step repeats."""

    def __init__(self, *steps: float) -> None:
        self.now, self.steps = 0.0, itertools.chain(steps, itertools.repeat(steps[-1]))

    def __call__(self) -> float:
        self.now += next(self.steps)
        return self.now


class WatchedGRU(nn.GRU):
    """PyTorch's GRU, recording its instances and its calls."""

    calls: ClassVar[list[dict[str, object]]]
    instances: ClassVar[list[weakref.ref[nn.Module]]]

    def __init__(self, *sizes: int, **options: Any) -> None:
        super().__init__(*sizes, **options)
        self.instances.append(weakref.ref(self))

    def forward(self, input: Any, hx: Any = None) -> Any:
        weights = torch.cat([parameter.flatten() for parameter in self.parameters()])
        self.calls.append(
            {
                "shape": tuple(input.shape),
                "inference": torch.is_inference_mode_enabled(),
                "parameters": len(weights),
                "spread": (weights.abs().max().item(), weights.std().item()),
            }
        )
        return super().forward(input, hx)


@pytest.fixture
def watched(monkeypatch):
    """Let ``time_per_token`` measure a ``WatchedGRU``."""
    monkeypatch.setattr(WatchedGRU, "calls", [], raising=False)
    monkeypatch.setattr(WatchedGRU, "instances", [], raising=False)
    monkeypatch.setitem(timing.LAYERS, "gru", WatchedGRU)
    return WatchedGRU


@pytest.mark.parametrize(("cell", "layers", "both"), NETWORKS)
def test_every_kind_of_network_is_measured(cell, layers, both):
    measured = time_per_token(cell, 8, 16, layers, both)

    assert 0 < measured.low <= measured.median <= measured.high < 1
    assert FEWEST_ROUNDS <= measured.rounds <= MOST_ROUNDS
    assert measured.tokens == TOKENS


def test_the_median_and_the_quartiles_are_those_of_the_rounds():
    """Rounds of 3, 1 and 2 s: the median is 2, the quartiles lie half way to the others."""
    between = LIMIT
    clock = Clock(0, between, 3, between, 1, between, 2, between)

    measured = time_per_token("rnn", 2, 3, clock=clock)

    quartiles = (measured.low, measured.median, measured.high)
    assert quartiles == pytest.approx((1.5 / TOKENS, 2 / TOKENS, 2.5 / TOKENS))
    assert (measured.rounds, measured.tokens) == (3, TOKENS)


@pytest.mark.parametrize(
    ("step", "rounds"),
    [
        (0, MOST_ROUNDS),
        (LIMIT / 1000, MOST_ROUNDS),
        (LIMIT / 9.5, 5),
        (LIMIT, FEWEST_ROUNDS),
        (1e6, FEWEST_ROUNDS),
    ],
)
def test_no_round_begins_after_the_limit_once_there_are_enough(step, rounds):
    clock = Clock(step)

    assert time_per_token("rnn", 2, 3, clock=clock).rounds == rounds


def test_warm_up_is_not_counted(watched):
    measured = time_per_token("gru", 4, 5, clock=Clock(LIMIT))

    assert len(watched.calls) == WARM_UP + measured.rounds


def test_one_text_is_read_without_training_by_weights_like_torchs_own(watched):
    time_per_token("gru", 4, 16, 2, True, Clock(LIMIT))

    call, *others = watched.calls
    assert all(other == call for other in others)
    largest, deviation = call["spread"]
    assert call["parameters"] == count_parameters("gru", 4, 16, 2, True).total
    assert call["shape"] == (TOKENS, 1, 4)
    assert call["inference"]
    assert 0.2 < largest <= 0.25  # 1 / √16
    assert deviation == pytest.approx(0.25 / 3**0.5, rel=0.1)  # of a uniform distribution


def test_the_measured_layers_are_freed(watched):
    gc.disable()
    try:
        time_per_token("gru", 4, 5, clock=Clock(LIMIT))
        left = [layer for layer in watched.instances if layer() is not None]
    finally:
        gc.enable()

    assert len(watched.instances) == 2  # one was counted, one was measured
    assert left == []


def test_measuring_leaves_torchs_state_as_it_was():
    before = torch.get_rng_state(), torch.get_num_threads(), torch.is_inference_mode_enabled()

    time_per_token("lstm", 4, 5, clock=Clock(LIMIT))

    assert torch.equal(torch.get_rng_state(), before[0])
    assert (torch.get_num_threads(), torch.is_inference_mode_enabled()) == before[1:]


@pytest.mark.parametrize(
    ("network", "got"),
    [
        (("lstm", 1000, 1000), "8,008,000 and 32,000"),
        (("rnn", 1_000_000, 1), "1,000,003 and 32,000,000"),  # a small network, a huge text
    ],
)
def test_too_large_a_network_is_refused_before_its_memory_is_taken(monkeypatch, network, got):
    monkeypatch.setattr(torch, "Generator", None)
    message = rf"at most {MAXIMUM_TIMED:,} parameters, .*; got {got}. Choose a smaller"

    with pytest.raises(ValueError, match=message):
        time_per_token(*network)


def test_the_largest_network_that_is_allowed_is_measured():
    size = isqrt(MAXIMUM_TIMED // 2) - 1  # an RNN of as many inputs as units, and two biases
    assert 0.99 * MAXIMUM_TIMED < count_parameters("rnn", size, size).total <= MAXIMUM_TIMED

    assert time_per_token("rnn", size, size, clock=Clock(LIMIT)).rounds == FEWEST_ROUNDS


def test_sizes_are_checked_as_for_the_count():
    with pytest.raises(ValueError, match="expected hidden_size"):
        time_per_token("lstm", 8, 0)
