"""The common part of the tasks that continue Korean film reviews; the opinions are not read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from ...corpus.sources.reviews import Review, read
from ...text import TOKENIZERS, clean
from ..task import Recipe, Task
from .next_tokens import Sizes, Tokens, known_keys, next_token_task
from .reviews import read_corpus

LEARNED = 50_000
"""The first reviews, which are learned from: half of them, in half of the time."""

MEASURED = 1_000
"""The first held-out reviews, which measure a network, and as many of those it learned from: all
10,000 would take as long as an epoch."""

SIZES = Sizes(vector=128, hidden=256)


class Kind(NamedTuple):
    """What the tokens of a task are.

    Attributes:
        tokenizer: its name.
        end: the key that ends a review.
        min_count: keys seen less often are unknown, and are no output.
    """

    tokenizer: str
    end: str
    min_count: int


def korean_task(
    name: str,
    folder: Path,
    kind: Kind,
    recipe: Recipe,
    as_learned: Callable[[Sequence[list[str]]], Sequence[list[str]]] = lambda texts: texts,
) -> Task:
    """Read ``train.tsv`` and ``dev.tsv`` and return the task.

    Args:
        name: of the task.
        folder: where the files are.
        kind: what its tokens are.
        recipe: the settings of the training.
        as_learned: changes the keys of the texts that are learned from.

    Raises:
        FileNotFoundError: if one of the files is not in the folder.
    """
    corpus = read_corpus(name, folder, {"train.tsv": 1.0}, read)
    train = keys(corpus.files["train.tsv"][:LEARNED], kind)
    dev = keys(corpus.files["dev.tsv"][:MEASURED], kind)
    learned = as_learned(train)
    return next_token_task(
        name,
        Tokens(kind.tokenizer, train[:MEASURED], dev),
        known_keys(learned, kind.min_count),
        learned,
        SIZES,
        data=corpus.data,
        recipe=recipe,
    )


def keys(reviews: Sequence[Review], kind: Kind) -> list[list[str]]:
    """Return the keys of each review that has some, and after them the key of its end."""
    tokenize = TOKENIZERS[kind.tokenizer]().tokenize
    texts = tqdm(reviews, disable=None, unit="text")
    split = ([token.key for token in tokenize(clean(each.text, limit=None).text)] for each in texts)
    return [[*text, kind.end] for text in split if text]
