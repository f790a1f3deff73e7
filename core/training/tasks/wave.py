"""A series with a trend, cycles and noise: learning to predict the next value."""

from hashlib import sha256

import numpy as np
import torch
from torch import Tensor

from ...network import Network
from ...sequence_tasks.wave import NOISE, SEQ_LENGTH, as_text, best_prediction, windows
from ...text import NumberTokenizer, Vocabulary
from ..batches import Batch, Fresh
from ..task import Recipe, Task

SETTLED = 16
"""Values after which a window shows enough of the series to judge every further step."""

RECIPE = Recipe(epochs=30, batch_size=64, learning_rate=0.01, patience=8, averaging=0.99)
"""The same for all cells, so that nothing but the cell differs."""

STEPS = 400
"""Steps that count as an epoch."""

HIDDEN_SIZE = 32

HELD_OUT_SEED = 10**12
"""Of the windows that measure a network; training draws its own, from another generator."""

HELD_OUT, TRACED = 2_000, 100
"""Number of windows that measure a network, and how many of these do so at every step."""


def wave() -> Task:
    """Return the task: endless new windows, numbers that go in as they are."""
    held_out = windows(HELD_OUT, torch.Generator().manual_seed(HELD_OUT_SEED))
    typed = "\n".join(map(as_text, held_out))
    optimum = _mean_square(best_prediction(held_out[:, :-1]) - held_out[:, -1])
    return Task(
        name="wave",
        target="next-value",
        tokenizer=NumberTokenizer.name,
        vocabulary=Vocabulary(()),
        outputs=("next value",),
        vectors=None,
        vectors_learn=False,
        texts=Fresh(batch, STEPS),
        figures=lambda network: figures(network, held_out) | {"dev_optimum": optimum},
        judge="dev_loss",
        data={"held-out windows, made up": sha256(typed.encode()).hexdigest()},
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
    )


def batch(n: int, generator: torch.Generator) -> Batch:
    """Return n new windows: the target of each value is the next one, rounded as well."""
    values = windows(n, generator).float()
    return Batch(values[:, :-1], values[:, 1:], torch.ones(n, SEQ_LENGTH))


def figures(network: Network, held_out: Tensor) -> dict[str, float]:
    """Return the mean squared error after the windows, and its ratio to the noise's variance.

    Args:
        network: the network.
        held_out: windows and the value after each, ``(n, T + 1)`` with T at least ``SETTLED``.
    """
    texts = [as_text(window) for window in held_out[:, :-1]]
    loss = _mean_square(torch.from_numpy(network.predict(texts)[:, 0]) - held_out[:, -1])
    predicted = np.stack([network.opinions(network.trace(text))[:, 0] for text in texts[:TRACED]])
    errors = torch.from_numpy(predicted) - held_out[:TRACED, 1:]
    return {
        "dev_loss": loss,
        "noise_variance": NOISE**2,
        "dev_ratio": loss / NOISE**2,
        f"dev_ratio_from_{SETTLED}": _mean_square(errors[:, SETTLED - 1 :]) / NOISE**2,
    }


def _mean_square(errors: Tensor) -> float:
    return float((errors**2).mean())
