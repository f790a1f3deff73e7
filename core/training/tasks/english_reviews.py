"""Sentiment of English film reviews, many words to one opinion."""

from pathlib import Path

from ...corpus.sources.reviews import read_english
from ...network.windows import Convolution
from ...text import WordTokenizer
from ..task import PLAIN, Recipe, Shape, Task
from .reviews import INPUT_SIZE, read_corpus, review_task

SHARES = {"train.tsv": 1.0, "phrases.tsv": 1.0, "extra.tsv": 0.5}
"""The training files, and how much a text in each counts; the third has no film reviews."""

MIN_COUNT = 2
"""Words seen less often are unknown: one occurrence teaches little about a word."""

PASSES = 15
"""Times that the first vectors read the texts."""

WINDOWS = Convolution(filters=64, kernel_size=4, stride=2)
"""Half as many steps as words."""

RECIPE = Recipe(
    epochs=8,
    batch_size=64,
    learning_rate=0.002,
    vector_dropout=0.4,
    state_dropout=0.5,
    label_smoothing=0.1,
    agreement=0.5,
    averaging=0.998,
)
"""The same for all cells, so that nothing but the cell differs.

The gain of each part in points of accuracy: the LSTM with and without it, on the 872 sentences of
dev.tsv and 1,200 held out from train.tsv (such a difference is uncertain by about 0.5).
With first vectors from co-occurrence counts, two seeds: phrases 0.9, agreement 0.7, extra texts
0.4, vector dropout 0.3, state dropout 0.2; within the uncertainty: label smoothing, word dropout.
Skip-gram instead of counts: 0.9 and 1.2, but 0.0 for the GRU. With skip-gram, one seed: worse are
half the learning rate (-1.1), 8 passes (-0.7), batches of 128 (-0.5); two seeds: 30 passes with
a window of 10 (-1.2). Within the uncertainty: averaging, weight decay, more agreement, more vector
dropout, extra texts counting fully.
"""


def english_reviews(folder: Path, input_size: int = INPUT_SIZE) -> Task:
    """Read the data and return the task.

    Args:
        folder: where the four files are.
        input_size: length of a word's vector.

    Raises:
        FileNotFoundError: if one of the files is not in the folder.
    """
    return _task("english-reviews", folder, input_size, PLAIN)


def in_two_directions(folder: Path, input_size: int = INPUT_SIZE) -> Task:
    """Do as ``english_reviews`` does, for networks that read the text backwards, too."""
    return _task("english-reviews-both", folder, input_size, Shape(bidirectional=True))


def in_windows(folder: Path, input_size: int = INPUT_SIZE) -> Task:
    """Do as ``english_reviews`` does, for networks whose steps are windows of four words."""
    return _task("english-reviews-windows", folder, input_size, Shape(convolution=WINDOWS))


def _task(name: str, folder: Path, input_size: int, shape: Shape) -> Task:
    corpus = read_corpus(name, folder, SHARES, read_english)
    return review_task(corpus, WordTokenizer.name, MIN_COUNT, PASSES, RECIPE, input_size, shape)
