"""The common part of all review tasks: many tokens, one opinion on the whole text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from ...corpus.sources.reviews import Reader, Review, read
from ...network import Network
from ...text import TOKENIZERS, Vocabulary, clean
from ..batches import Beginnings, Example, Examples
from ..first_vectors import word_vectors
from ..task import PLAIN, Recipe, Shape, Task

OUTPUTS = ("negative", "positive")
INPUT_SIZE = HIDDEN_SIZE = 64

ALONG_THE_WAY = 0.5
"""Share of the loss on the opinions before the last token, later ones counting more: it makes
the running opinion worth looking at, and costs the last one nothing. In two directions, the share
of texts of which only the beginning is read."""


class Corpus(NamedTuple):
    """The reviews of a task; figures are measured on ``train.tsv`` and ``dev.tsv``."""

    name: str
    files: Mapping[str, Sequence[Review]]
    shares: Mapping[str, float]  # the files that are learned from, and how much a text counts
    data: Mapping[str, str]  # file name -> sha256 of what was read


def read_corpus(
    name: str, folder: Path, shares: Mapping[str, float], reader: Reader = read
) -> Corpus:
    """Read the files that are learned from, and ``dev.tsv``.

    Raises:
        FileNotFoundError: if one of them is not in the folder.
    """
    paths = {name: folder / name for name in (*shares, "dev.tsv")}
    files = {name: reader(path) for name, path in paths.items()}
    data = {name: sha256(path.read_bytes()).hexdigest() for name, path in paths.items()}
    return Corpus(name, files, shares, data)


def review_task(
    corpus: Corpus,
    tokenizer: str,
    min_count: int,
    passes: int,
    recipe: Recipe,
    input_size: int,
    shape: Shape = PLAIN,
) -> Task:
    """Return the task to tell good reviews from bad ones; those without a token do not count.

    Tokens that are learned from less than ``min_count`` times are unknown. The first vectors, of
    length ``input_size``, read the texts ``passes`` times.
    """
    keys = {file: _keys(reviews, tokenizer) for file, reviews in corpus.files.items()}
    counts = Counter(key for file in corpus.shares for text in keys[file] for key in text)
    vocabulary = Vocabulary.from_counts(counts, min_count)
    ids = {file: [vocabulary.ids(text) for text in texts] for file, texts in keys.items()}
    examples = {
        file: [
            example(text, review.label, corpus.shares.get(file, 1.0), shape)
            for text, review in zip(ids[file], reviews, strict=True)
            if text
        ]
        for file, reviews in corpus.files.items()
    }
    texts = Examples([each for file in corpus.shares for each in examples[file]])
    learned = [text for file in corpus.shares for text in ids[file]]
    return Task(
        name=corpus.name,
        target="class",
        tokenizer=tokenizer,
        vocabulary=vocabulary,
        outputs=OUTPUTS,
        vectors=word_vectors(learned, len(vocabulary), input_size, passes),
        vectors_learn=True,
        texts=Beginnings(texts, ALONG_THE_WAY) if shape.bidirectional else texts,
        figures=lambda network: figures(network, examples["train.tsv"], examples["dev.tsv"]),
        judge="dev_loss",
        data=corpus.data,
        recipe=recipe,
        hidden_size=HIDDEN_SIZE,
        shape=shape,
    )


def example(ids: Sequence[int], label: int, share: float, shape: Shape = PLAIN) -> Example:
    """Weigh the opinions of one text: most on the last, the rest rising towards it.

    A network of two directions has one opinion, on the whole; see ``Beginnings``.
    """
    if shape.bidirectional:
        return Example(ids, [label], [share])
    steps = shape.convolution.steps(len(ids)) if shape.convolution else len(ids)
    rising = np.arange(1, steps + 1) / sum(range(1, steps + 1))
    weights = share * ALONG_THE_WAY * rising
    weights[-1] += share * (1 - ALONG_THE_WAY)
    return Example(ids, [label] * steps, weights.tolist())


def figures(network: Network, train: Sequence[Example], dev: Sequence[Example]) -> dict[str, float]:
    """Return accuracy and loss in nats of the opinion after the last token."""
    measured = {}
    for part, examples in (("train", train), ("dev", dev)):
        scores = network.last_scores([each.codes for each in examples]).double()
        labels = torch.tensor([int(each.targets[-1]) for each in examples])
        measured[f"{part}_accuracy"] = float((scores.argmax(1) == labels).double().mean())
        measured[f"{part}_loss"] = float(cross_entropy(scores, labels))
    return measured


def _keys(reviews: Sequence[Review], tokenizer: str) -> list[list[str]]:
    """Return the keys of each review's tokens, as a network gets them."""
    tokenize = TOKENIZERS[tokenizer]().tokenize
    texts = tqdm(reviews, disable=None, unit="text")
    return [[token.key for token in tokenize(clean(each.text, limit=None).text)] for each in texts]
