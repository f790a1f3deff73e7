"""Sentiment of Korean film reviews, many morphemes to one opinion.

Morphemes rather than sub-words: with the 8,000 pieces of ``korean-bpe``, an LSTM trained the same
way was right about 85.9 % of 10,000 texts held out from train.tsv and the 10,000 of dev.tsv; with
morphemes, about 86.6 %.
"""

from pathlib import Path

from ...text import MorphemeTokenizer
from ..task import Recipe, Task
from .reviews import INPUT_SIZE, read_corpus, review_task

SHARES = {"train.tsv": 1.0}
"""The training files, and how much a text in each counts."""

MIN_COUNT = 5
"""Morphemes seen less often are unknown: some 11,000 are left, a file of 3 MB."""

PASSES = 5
"""Times that the first vectors read the texts."""

RECIPE = Recipe(
    epochs=5,
    batch_size=128,
    learning_rate=0.002,
    vector_dropout=0.3,
    state_dropout=0.3,
    label_smoothing=0.1,
    agreement=0.5,
    averaging=0.998,
)
"""The same for all cells, so that nothing but the cell differs.

The gain in points of accuracy, with three epochs and on the same texts: first vectors from
co-occurrence counts instead of random ones gain the LSTM 0.9; agreement and a vector dropout of
0.3 instead of 0.2 gain another 0.2. Skip-gram was not compared with counts here.
"""


def korean_reviews(folder: Path, input_size: int = INPUT_SIZE) -> Task:
    """Read the data, split it into morphemes, which takes minutes, and return the task.

    Args:
        folder: where the two files are.
        input_size: length of a morpheme's vector.

    Raises:
        FileNotFoundError: if one of the files is not in the folder.
    """
    corpus = read_corpus("korean-reviews", folder, SHARES)
    return review_task(corpus, MorphemeTokenizer.name, MIN_COUNT, PASSES, RECIPE, input_size)
