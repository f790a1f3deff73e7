"""A series that rises, goes in cycles and is noisy: say the next value; more noise cannot be known.

A made-up year of daily values: a trend, a cycle of 30 days, one of 7, and noise that is new each
time. A window of it does not say which days of the year it shows; its values do.
"""

from hashlib import sha256

import numpy as np
import torch
from torch import Tensor

from ...network import Network
from ...text import NumberTokenizer, Vocabulary
from ..batches import Batch, Fresh
from ..task import Recipe, Task

SLOPE = 0.003
"""What a day adds."""

CYCLES = ((0.5, 30.0), (0.3, 7.0))
"""Amplitude and days of each cycle."""

NOISE = 0.1
"""Standard deviation of what cannot be foretold."""

SEQ_LENGTH = 64
"""Values of a window; the one behind it is to be foretold."""

LATEST_START = 300.0
"""Windows begin between day 0 and this one, so that all end within the year."""

SETTLED = 16
"""Values after which a window has told enough to judge every further step."""

RECIPE = Recipe(epochs=30, batch_size=64, learning_rate=0.01, patience=8, averaging=0.99)
"""The same for all cells, so that nothing but the cell differs."""

STEPS = 400
"""Steps that count as an epoch."""

HIDDEN_SIZE = 32

HELD_OUT_SEED = 10**12
"""Of the windows that measure a network; training draws its own, from another generator."""

HELD_OUT, TRACED = 2_000, 100
"""Windows that measure a network, and those of them that do so at every step."""


def wave() -> Task:
    """Return the task: endless new windows, numbers that go in as they are."""
    held_out = windows(HELD_OUT, torch.Generator().manual_seed(HELD_OUT_SEED))
    typed = "\n".join(map(as_text, held_out))
    optimum = _mean_square(foretold(held_out[:, :-1]) - held_out[:, -1])
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


def signal(days: Tensor) -> Tensor:
    """Return what the values would be without noise: the trend and both cycles."""
    cycles = [height * torch.sin(2 * torch.pi * days / period) for height, period in CYCLES]
    return SLOPE * days + torch.stack(cycles).sum(0)


def windows(n: int, generator: torch.Generator, seq_length: int = SEQ_LENGTH) -> Tensor:
    """Return n windows of consecutive days, and the value behind each.

    Args:
        n: number of windows.
        generator: the source of their first days, which may be any, and of the noise.
        seq_length: values of a window.

    Returns:
        ``(n, seq_length + 1)`` float64, rounded to two decimals, as a person types them.
    """
    starts = LATEST_START * torch.rand(n, 1, dtype=torch.float64, generator=generator)
    clean = signal(starts + torch.arange(seq_length + 1))
    noise = NOISE * torch.randn(clean.shape, dtype=torch.float64, generator=generator)
    return (clean + noise).round(decimals=2)


def as_text(values: Tensor) -> str:
    """Return values as a person types them.

    >>> as_text(torch.tensor([0.5, -0.25, -0.001]))
    '0.50 -0.25 0.00'
    """
    return " ".join(f"{value:z.2f}" for value in values.tolist())


def foretold(values: Tensor) -> Tensor:
    """Return the best prediction of the value behind each window, ``(n,)``.

    Whoever knows trend, cycles and noise, but not the day on which a window begins, cannot do
    better than the mean over all days, each weighted by how well the window fits it (Bayes).

    Args:
        values: windows, ``(n, T)`` float64.
    """
    starts = torch.arange(0, LATEST_START, 0.05, dtype=torch.float64)[:, None]
    clean = signal(starts + torch.arange(values.shape[1] + 1))  # (starts, T + 1)
    misfits = (torch.cdist(some, clean[:, :-1]) ** 2 for some in values.split(100))  # (100, starts)
    means = [(-misfit / (2 * NOISE**2)).softmax(1) @ clean[:, -1] for misfit in misfits]
    return torch.cat(means)


def batch(n: int, generator: torch.Generator) -> Batch:
    """Return n new windows: after each value the next one is asked for, rounded, too."""
    values = windows(n, generator).float()
    return Batch(values[:, :-1], values[:, 1:], torch.ones(n, SEQ_LENGTH))


def figures(network: Network, held_out: Tensor) -> dict[str, float]:
    """Return the mean squared error behind the windows, and its ratio to the noise's variance.

    Args:
        network: the network.
        held_out: windows and the value behind each, ``(n, T + 1)`` with T at least ``SETTLED``.
    """
    texts = [as_text(window) for window in held_out[:, :-1]]
    loss = _mean_square(torch.from_numpy(network.predict(texts)[:, 0]) - held_out[:, -1])
    said = np.stack([network.opinions(network.trace(text))[:, 0] for text in texts[:TRACED]])
    errors = torch.from_numpy(said) - held_out[:TRACED, 1:]
    return {
        "dev_loss": loss,
        "noise_variance": NOISE**2,
        "dev_ratio": loss / NOISE**2,
        f"dev_ratio_from_{SETTLED}": _mean_square(errors[:, SETTLED - 1 :]) / NOISE**2,
    }


def _mean_square(errors: Tensor) -> float:
    return float((errors**2).mean())
