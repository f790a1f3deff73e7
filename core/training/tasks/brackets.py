"""Nested brackets: learning to predict after each symbol which may come next."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
import torch

from ...network import Network
from ...sequence_tasks.brackets import NEXT_PROBABILITIES, SYMBOLS, depths, optimum, text
from ...text import Vocabulary
from ..batches import Batch, Fresh
from ..task import Recipe, Task

RECIPE = Recipe(epochs=20, batch_size=64, learning_rate=0.05, patience=8, averaging=0.99)
"""The same for all cells, so that nothing but the cell differs."""

STEPS = 200
"""Steps that count as an epoch."""

LENGTH = 50
"""Length of a training text in symbols; what is learned holds for any length."""

HIDDEN_SIZE = 10

HELD_OUT_SEED = 10**12
"""Of the texts that measure the network; training draws from another generator."""

HELD_OUT_LENGTHS, HELD_OUT_SYMBOLS = (50, 200, 2_000), 4_000
"""Lengths of these texts, and the symbols in all texts of one length."""


def brackets() -> Task:
    """Return the task: endless new texts, one-hot vectors that stay as they are."""
    vocabulary, size, texts = Vocabulary(SYMBOLS), len(SYMBOLS), held_out()
    together = "\n".join(text for several in texts.values() for text in several)
    return Task(
        name="brackets",
        target="next-token",
        tokenizer="characters",
        vocabulary=vocabulary,
        outputs=SYMBOLS,
        vectors=torch.cat([torch.zeros(2, size), torch.eye(size)]),  # padding, unknown: zeros
        vectors_learn=False,
        texts=Fresh(lambda n, generator: batch(n, vocabulary, generator), STEPS),
        figures=lambda network: figures(network, texts),
        judge="dev_loss",
        data={"held-out texts, made up": sha256(together.encode()).hexdigest()},
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
    )


def batch(n: int, vocabulary: Vocabulary, generator: torch.Generator) -> Batch:
    """Return n new texts, and after each symbol the next one."""
    ids = torch.tensor([vocabulary.ids(text(LENGTH + 1, generator)) for _ in range(n)])
    targets = ids[:, 1:] - vocabulary.ids(SYMBOLS[0])[0]
    return Batch(ids[:, :-1], targets, torch.ones(n, LENGTH))


def held_out() -> dict[int, list[str]]:
    """Return the texts that measure a network, by their length; always the same ones."""
    generator = torch.Generator().manual_seed(HELD_OUT_SEED)
    return {
        length: [text(length, generator) for _ in range(HELD_OUT_SYMBOLS // length)]
        for length in HELD_OUT_LENGTHS
    }


def figures(network: Network, texts: Mapping[int, Sequence[str]]) -> dict[str, float]:
    """Return the cross-entropy in nats, its optimum, and the probability of illegal symbols.

    The right probabilities are known, so the excess loss of a network is computed from them,
    without the luck of the next symbol; the rest of its loss is the optimum.

    Args:
        network: the network.
        texts: legal texts, by length.
    """
    best, lost = optimum(), {n: _lost(network, several) for n, several in texts.items()}
    loss, illegal = np.mean([*lost.values()], axis=0)
    figures = {"dev_loss": best + loss, "dev_optimum": best, "dev_illegal": illegal}
    for n, (loss, illegal) in lost.items():
        figures |= {f"dev_loss_{n}": best + loss, f"dev_illegal_{n}": illegal}
    return {name: float(value) for name, value in figures.items()}


def _lost(network: Network, texts: Sequence[str]) -> np.ndarray:
    """Return the mean excess in nats and the mean probability of illegal symbols, ``(2,)``."""
    opinions = np.concatenate([network.opinions(network.trace(text)) for text in texts])
    right = NEXT_PROBABILITIES[np.concatenate([depths(text) for text in texts])]
    ratio = np.divide(opinions, right, where=right > 0, out=np.ones(right.shape))
    return np.stack([-(right * np.log(ratio)).sum(1), (opinions * (right == 0)).sum(1)]).mean(1)
