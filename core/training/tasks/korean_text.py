"""Korean film reviews, continued by syllables and by the letters of rare ones."""

from collections.abc import Sequence
from pathlib import Path

import torch

from ...text import SyllableTokenizer
from ...text.tokenizers.syllables import is_syllable, letters
from ..task import Recipe, Task
from .korean_texts import Kind, korean_task

KIND = Kind(SyllableTokenizer.name, end="\n", min_count=20)

BY_LETTERS = 0.01
"""Share of the frequent syllables that are spelled by their letters while the network learns:
some letters are in no rare syllable, and a network that knows all of them knows all syllables."""

RECIPE = Recipe(epochs=1, batch_size=48, learning_rate=0.004, averaging=0.998)
"""The same for all cells, so that nothing but the cell differs."""


def korean_text(folder: Path) -> Task:
    """Read the reviews and return the task.

    Args:
        folder: where ``train.tsv`` and ``dev.tsv`` are.

    Raises:
        FileNotFoundError: if one of them is not in the folder.
    """
    return korean_task("korean-text", folder, KIND, RECIPE, some_by_letters)


def some_by_letters(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Spell a few of the syllables by their letters; the same texts give the same ones."""
    generator = torch.Generator().manual_seed(0)
    return [_some_by_letters(text, torch.rand(len(text), generator=generator)) for text in texts]


def _some_by_letters(text: Sequence[str], drawn: torch.Tensor) -> list[str]:
    spelled = []
    for key, number in zip(text, drawn.tolist(), strict=True):
        spelled += letters(key) if number < BY_LETTERS and is_syllable(key) else [key]
    return spelled
