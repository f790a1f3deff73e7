"""Korean film reviews, continued morpheme by morpheme."""

from pathlib import Path

from ...text import MorphemeTokenizer
from ...text.detokenizers import PARAGRAPH
from ..task import Recipe, Task
from .korean_texts import Kind, korean_task

KIND = Kind(MorphemeTokenizer.name, end=PARAGRAPH, min_count=5)

RECIPE = Recipe(epochs=1, batch_size=32, learning_rate=0.004, averaging=0.998)
"""The same for all cells, so that nothing but the cell differs."""


def korean_next(folder: Path) -> Task:
    """Read the reviews, split them into morphemes, which takes minutes, and return the task.

    Args:
        folder: where ``train.tsv`` and ``dev.tsv`` are.

    Raises:
        FileNotFoundError: if one of them is not in the folder.
    """
    return korean_task("korean-next", folder, KIND, RECIPE)
