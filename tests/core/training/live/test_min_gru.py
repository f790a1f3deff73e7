"""What the minimal GRU cannot learn, however it is trained."""

from math import log

import numpy as np
import pytest
import torch

from core.sequence_tasks import TASKS
from core.training.live import LiveTraining, Settings

FIRST = 10
"""Of the first few bits, a sum with unequal weights still tells the parity."""


def late_loss(cell: str) -> float:
    """Train on running parity; return the loss after the first bits, in nats a symbol."""
    training = LiveTraining("parity", Settings(cell=cell, hidden_size=8, learning_rate=0.03))
    for _ in range(200):
        training.step()
    texts = TASKS["parity"].examples(40, 30, torch.Generator().manual_seed(1))
    losses = []
    for bits, parity in zip(texts.inputs, texts.targets, strict=True):
        trace = training.network.trace("".join(map(str, bits.tolist())))
        right = training.network.opinions(trace)[np.arange(30), parity.numpy()]
        losses.append(-np.log(right[FIRST:]))
    return float(np.mean(losses))


@pytest.mark.slow
def test_running_parity_is_beyond_one_layer_of_it_and_no_trouble_for_a_gru() -> None:
    """What a unit keeps lies in 0..1, whatever the state: it can fade, but never change its sign.

    Merrill, Petty and Sabharwal (2024) and Grazzi et al. (2024) prove it for linear recurrences
    whose factors are not negative. A loss of ln 2 is that of guessing.
    """
    assert late_loss("min-gru") > 0.97 * log(2)
    assert late_loss("gru") < 0.02
