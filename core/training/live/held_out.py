"""The loss on texts that nobody learns from, never below what is possible."""

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, mse_loss

from ...network import Network
from ...network.batch_layers import BatchLayers
from ...sequence_tasks import SequenceTask
from .tasks import as_batch

SEED = 10**12
"""Of the texts that measure a network, which are the same for all runs of a length."""

STEPS, LUCKY_STEPS, MOST_TEXTS = 3_200, 6_400, 256
"""Time steps of all these texts together, those where the luck of the target counts as well, and
how many texts there are at most."""


class HeldOut(NamedTuple):
    """The loss on held-out texts.

    Attributes:
        loss: nats a symbol, or the mean squared error.
        standard_error: of the loss, from the spread over texts; in the same unit.
    """

    loss: float
    standard_error: float


class HeldOutTexts:
    """The texts that measure a network.

    Where the true probabilities are known, the loss is the optimum plus the mean excess over it,
    the Kullback-Leibler divergence of the opinions from these: it has none of the luck of the next
    symbol and is never below the optimum. Elsewhere it is the mean error on the texts.

    Args:
        task: the task, with the optimum of texts of this length.
        length: time steps of a text.
    """

    def __init__(self, task: SequenceTask, length: int) -> None:
        knows_best = task.symbols and not math.isnan(task.optimum)
        n = min(MOST_TEXTS, max(2, (STEPS if knows_best else LUCKY_STEPS) // length))
        examples = task.held_out(n, length, torch.Generator().manual_seed(SEED))
        self.batch, self.optimum = as_batch(task, examples), task.optimum
        right = task.probabilities(examples.inputs)
        self.right = None if right is None else torch.tensor(right, dtype=torch.float64)
        if self.right is not None:  # Σ p ln p, with 0 ln 0 = 0
            self.certainty = torch.xlogy(self.right, self.right).sum(-1)

    @torch.inference_mode()
    def measure(self, network: Network, layers: BatchLayers) -> HeldOut:
        """Return the loss of a network.

        Args:
            network: supplies embedding and readout.
            layers: its recurrent layers.
        """
        hidden, _states = layers(network.embedding(self.batch.codes))
        errors, weights = self._errors(network.readout(hidden)), self.batch.weights.double()
        counted = weights.sum(1)
        scored = counted > 0
        of_texts = (errors * weights).sum(1)[scored] / counted[scored]
        share = counted[scored] / counted.sum()  # a text counts by the steps that are scored
        loss = float((share * of_texts).sum())
        spread = float((share**2 * (of_texts - loss) ** 2).sum())
        best = 0.0 if self.right is None else self.optimum
        n = len(of_texts)
        return HeldOut(best + loss, math.sqrt(spread * n / max(n - 1, 1)))

    def _errors(self, scores: Tensor) -> Tensor:
        """Return the error at each step, or its excess over the least one, ``(n, T)`` float64."""
        scores, targets = scores.double(), self.batch.targets
        if targets.is_floating_point():
            return mse_loss(scores[..., 0], targets.double(), reduction="none")
        if self.right is None:
            return cross_entropy(scores.transpose(1, 2), targets, reduction="none")
        expected = (self.right * scores.log_softmax(-1)).sum(-1)
        return (self.certainty - expected).clamp(min=0)  # rounding, where the two are equal
