"""A series goes on by itself: what the network predicts is what it reads next."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from ..network import Network
from ..text.padding import Code
from ..trace import Trace
from .recorder import Recorder

MOST_STEPS = 2_000
"""Values that are read and predicted together, at most."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """A series, what a network predicts of it, and how it goes on alone.

    Attributes:
        values: the K values that are known, as the network reads them, ``(K,)`` float32.
        prime: how many of them it reads before it is left alone.
        free: the free-running forecast, ``(horizon,)`` float32: the prediction after the last value
            of the prime, then each prediction after all earlier ones were read as if they had come.
        one_step: of each known value, what was predicted before it was read, and of the one after
            the last, ``(K + 1,)`` float32; the first is predicted from nothing.
        after: the prediction after each value that the trace has, ``(prime + horizon,)`` float32.
        trace: every quantity along the prime and the free-running forecast: those of the very
            states that the forecast was made from.
    """

    values: np.ndarray
    prime: int
    free: np.ndarray
    one_step: np.ndarray
    after: np.ndarray
    trace: Trace

    def __post_init__(self) -> None:
        for array in (self.values, self.free, self.one_step, self.after):
            array.flags.writeable = False

    @property
    def read(self) -> np.ndarray:
        """What was read until the last step of the trace, ``(prime + horizon,)`` float32."""
        return np.concatenate([self.values[: self.prime], self.free])

    @property
    def truth(self) -> np.ndarray:
        """The values that are known of the steps ahead, ``(at most horizon,)`` float32."""
        return self.values[self.prime :][: len(self.free)]

    @property
    def text(self) -> str:
        """The prime and the forecast as a text that a network reads as exactly these numbers."""
        return " ".join(self.trace.tokens)


@torch.inference_mode()
def forecast(network: Network, values: Sequence[Code], prime: int, horizon: int) -> Forecast:
    """Let a network read the first values of a series and go on by itself.

    Args:
        network: one that predicts the next value.
        values: all that is known of the series; those after the prime are only compared with.
        prime: how many values it reads, at least 1.
        horizon: how many steps ahead it predicts.

    Raises:
        ValueError: if the network does not predict values, or a number is outside of its range.
    """
    if network.card.target != "next-value":
        raise ValueError(
            f"forecast expected a network that predicts the next value; this one predicts "
            f"{network.card.target!r}. Take one such as wave."
        )
    if not network.card.continues:
        raise ValueError(
            f"forecast expected a network that predicts all that it reads next; this one reads "
            f"{network.card.input_size} at a step and predicts the {network.outputs[0]}. Take one "
            "such as wave."
        )
    if not 1 <= prime <= len(values) or not 0 <= horizon <= MOST_STEPS - len(values):
        raise ValueError(
            f"forecast expected a prime from 1 to the {len(values)} known values, and at most "
            f"{MOST_STEPS} values and steps in all; got a prime of {prime} and {horizon} steps."
        )
    reader = Recorder(network)
    one_step = [_prediction(reader)]
    for value in values:
        reader.read(value)
        one_step.append(_prediction(reader))
    alone, free = reader.copy(prime), [one_step[prime]]
    for _ in range(horizon):
        alone.read(float(free[-1]))
        free.append(_prediction(alone))
    known = np.array(values, np.float32)
    tokens = [str(value) for value in (*known[:prime], *free[:-1])]
    return Forecast(
        values=known,
        prime=prime,
        free=np.array(free[:-1], np.float32),
        one_step=np.array(one_step),
        after=np.array([*one_step[1:prime], *free]),
        trace=alone.trace(tuple(tokens)),
    )


@torch.inference_mode()
def reach_of(network: Network) -> tuple[float, float]:
    """Return the least and the largest value that a network could predict, whatever it reads.

    Every unit lies within the bounds of the cell's hidden state, −1 and 1, and the readout adds
    them up. Where these have no bounds, nor has what is predicted: minus and plus infinity.
    """
    if network.cell.quantity("hidden_state").bounds is None:
        return -math.inf, math.inf
    bias = float(network.readout.bias[0])
    most = float(network.readout.weight[0].abs().sum())
    return bias - most, bias + most


def _prediction(recorder: Recorder) -> np.float32:
    """Return the next value as predicted after the last step."""
    return recorder.scores()[0]
