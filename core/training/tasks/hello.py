"""The smallest task: after each character of "hell", predict the next one of "hello"."""

import numpy as np
import torch

from ...network import Network
from ...sequence_tasks.hello import SYMBOLS, WORD
from ...text import Vocabulary
from ..batches import Example, Examples
from ..task import Recipe, Task

RECIPE = Recipe(epochs=300, batch_size=1, learning_rate=0.05)
HIDDEN_SIZE = 8


def hello() -> Task:
    """Return the task: one example, one-hot vectors that stay as they are."""
    vocabulary = Vocabulary(SYMBOLS)
    ids = vocabulary.ids(WORD)
    targets = [SYMBOLS.index(character) for character in WORD]
    size = len(SYMBOLS)
    return Task(
        name="hello",
        target="next-token",
        tokenizer="characters",
        vocabulary=vocabulary,
        outputs=SYMBOLS,
        vectors=torch.cat([torch.zeros(2, size), torch.eye(size)]),  # padding, unknown: zeros
        vectors_learn=False,
        texts=Examples([Example(ids[:-1], targets[1:], [1.0] * (len(WORD) - 1))]),
        figures=figures,
        judge="loss",
        data={},
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
    )


def figures(network: Network) -> dict[str, float]:
    """Return the network's certainty of each next character; the task has no other text."""
    opinions = network.opinions(network.trace(WORD[:-1]))  # (4, 4)
    targets = [network.outputs.index(character) for character in WORD[1:]]
    right = opinions[np.arange(len(targets)), targets]
    return {
        "loss": float(-np.log(right).mean()),
        "accuracy": float((opinions.argmax(-1) == targets).mean()),
        "lowest_probability": float(right.min()),
    }
