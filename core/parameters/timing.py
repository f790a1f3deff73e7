"""How long PyTorch itself takes for a token, on the machine that runs this."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

import torch
from torch import Tensor, nn

from ..cells.torch_layers import LAYERS
from .count import count_parameters

MAXIMUM_TIMED = 4_000_000
"""Parameters, 16 MB of them: a larger network takes too long to be measured by the way."""

TOKENS = 32
"""Tokens of the text that is read; PyTorch's fixed cost for each text is spread over them."""

LIMIT = 0.15
"""Seconds, warm-up included, after which no round begins once there are ``FEWEST_ROUNDS``."""

WARM_UP, FEWEST_ROUNDS, MOST_ROUNDS = 2, 3, 101


@dataclass(frozen=True)
class Timing:
    """Seconds for each token.

    Attributes:
        median: of all rounds.
        low: the lower quartile.
        high: the upper quartile.
        rounds: how many times the text was read.
        tokens: how many tokens the text had.
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

    One text at a time (batch size 1), in float32, with as many threads as the process gives
    PyTorch: one under ``make run``. First rounds are not counted; random weights come from a
    generator of their own.

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        input_size: length of the token's vector, as for ``count_parameters``.
        hidden_size: number of units.
        num_layers: layers on top of each other.
        bidirectional: whether each layer also reads the text backwards.
        clock: what tells the time, in seconds.

    Raises:
        ValueError: if a name is not known, a size is out of range, or the network has more than
            ``MAXIMUM_TIMED`` parameters, or the text more than as many numbers.
    """
    sizes = (input_size, hidden_size, num_layers)
    _check(count_parameters(cell, *sizes, bidirectional).total, TOKENS * input_size)
    generator = torch.Generator().manual_seed(0)
    # Made on "meta", so that no random number of the process is spent on the weights; they are
    # assigned, since PyTorch's own way from there to memory imports a compiler for a second.
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
    """Return the seconds of each round that counts."""
    deadline = clock() + LIMIT
    for _ in range(WARM_UP):
        layer(text)
    seconds = []
    while len(seconds) < MOST_ROUNDS:
        begun = clock()
        if begun >= deadline and len(seconds) >= FEWEST_ROUNDS:
            break
        layer(text)
        seconds.append(clock() - begun)
    return seconds


def _check(parameters: int, text: int) -> None:
    if max(parameters, text) > MAXIMUM_TIMED:
        raise ValueError(
            f"time_per_token expected at most {MAXIMUM_TIMED:,} parameters, and as many numbers "
            f"in a text of {TOKENS} tokens; got {parameters:,} and {text:,}. "
            "Choose a smaller input or hidden size, fewer layers or one direction."
        )
