"""The time that PyTorch itself takes per token, measured on this machine."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

import torch
from torch import Tensor, nn

from ..cells.torch_layers import LAYERS
from .count import count_parameters

MAXIMUM_TIMED = 4_000_000
"""Parameters, 16 MB of them: a larger network takes too long to measure while a page is open."""

TOKENS = 32
"""Length of the text; PyTorch's fixed cost per text is spread over its tokens."""

LIMIT = 0.15
"""Seconds, including the warm-up, after which no round starts once there are ``FEWEST_ROUNDS``."""

WARM_UP, FEWEST_ROUNDS, MOST_ROUNDS = 2, 3, 101


@dataclass(frozen=True)
class Timing:
    """Seconds per token.

    Attributes:
        median: of all rounds.
        low: the lower quartile.
        high: the upper quartile.
        rounds: how many times the text was read.
        tokens: length of the text.
    """

    median: float
    low: float
    high: float
    rounds: int
    tokens: int


def time_per_token(
    cell: str,
    input_size: int,
    hidden_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    clock: Callable[[], float] = perf_counter,
) -> Timing:
    """Measure how long PyTorch's own layer takes for each token of a text, without training.

    The layer reads one text at a time (batch size 1), in float32, with the threads that the process
    gives PyTorch: one under ``make run``. The first rounds are not counted. Random weights have a
    generator of their own.

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        input_size: length of the token's vector, as for ``count_parameters``.
        hidden_size: number of units.
        num_layers: number of stacked layers.
        bidirectional: whether each layer also reads the text backwards.
        clock: returns the time in seconds.

    Raises:
        ValueError: if a name is unknown, a size is out of range, or the network has more than
            ``MAXIMUM_TIMED`` parameters or the text more than that many numbers.
    """
    sizes = (input_size, hidden_size, num_layers)
    _check(count_parameters(cell, *sizes, bidirectional).total, TOKENS * input_size)
    generator = torch.Generator().manual_seed(0)
    # Created on "meta", so that the weights use up none of the process's random numbers. They are
    # assigned, because PyTorch's own way from there to memory takes a second to import a compiler.
    layer = LAYERS[cell](*sizes, bidirectional=bidirectional, device="meta")
    bound = hidden_size**-0.5  # as torch.nn.RNNBase.reset_parameters
    weights = {
        name: torch.empty(parameter.shape).uniform_(-bound, bound, generator=generator)
        for name, parameter in layer.named_parameters()
    }
    layer.load_state_dict(weights, assign=True)
    text = torch.empty(TOKENS, 1, input_size).uniform_(-1, 1, generator=generator)
    seconds = _rounds(layer, text, clock)
    low, median, high = (value / TOKENS for value in quantiles(seconds, method="inclusive"))
    return Timing(median, low, high, len(seconds), TOKENS)


@torch.inference_mode()
def _rounds(layer: nn.RNNBase, text: Tensor, clock: Callable[[], float]) -> list[float]:
    """Return the seconds of each round after the warm-up."""
    deadline = clock() + LIMIT
    for _ in range(WARM_UP):
        layer(text)
    seconds = []
    while len(seconds) < MOST_ROUNDS:
        started = clock()
        if started >= deadline and len(seconds) >= FEWEST_ROUNDS:
            break
        layer(text)
        seconds.append(clock() - started)
    return seconds


def _check(parameters: int, text: int) -> None:
    if max(parameters, text) > MAXIMUM_TIMED:
        raise ValueError(
            f"time_per_token expected at most {MAXIMUM_TIMED:,} parameters, and as many numbers "
            f"in a text of {TOKENS} tokens; got {parameters:,} and {text:,}. "
            "Choose a smaller input or hidden size, fewer layers or one direction."
        )
