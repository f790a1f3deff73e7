"""Where a space belongs in a text without spaces, English and Korean: a class for each character.

A character says little about what follows it, and the characters after it say a lot: here the
second direction has something to gain.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from ...corpus.sources.reviews import read
from ...network import Network
from ...network.batch_layers import BatchLayers
from ...text import TOKENIZERS, Vocabulary, clean
from ..batches import Example, Examples
from ..task import PLAIN, Recipe, Shape, Task

OUTPUTS = ("joined", "space")
TOKENIZER = "unspaced"
INPUT_SIZE, HIDDEN_SIZE = 32, 64

LETTERS = 100
"""Characters of a text, at least: an English paragraph is cut at the next space."""

MOST_TEXTS = 40_000
"""The first texts, which are learned from."""

MEASURED = 1_000
"""The first texts, on which the training figures are measured."""

MIN_COUNT = 3
"""Characters seen less often are unknown."""

ROWS = 100  # texts that are measured at a time

RECIPE = Recipe(
    epochs=4,
    batch_size=64,
    learning_rate=0.004,
    word_dropout=0.005,
    state_dropout=0.1,
    averaging=0.998,
)
"""The same for all cells and both directions, so that nothing else differs."""


class Texts(NamedTuple):
    """Texts with their spaces: those that are learned from, and those held out."""

    train: Sequence[str]
    dev: Sequence[str]
    data: dict[str, str]


def english(folder: Path, shape: Shape = PLAIN, name: str = "spacing-english") -> Task:
    """Read English prose, ``train.txt`` and ``dev.txt``, and return the task.

    Raises:
        FileNotFoundError: if one of the files is not in the folder.
    """
    content = {file: (folder / file).read_bytes() for file in ("train.txt", "dev.txt")}
    train, dev = (pieces(each.decode("utf-8")) for each in content.values())
    data = {file: sha256(each).hexdigest() for file, each in content.items()}
    return spacing_task(name, Texts(train, dev, data), shape)


def english_in_two_directions(folder: Path) -> Task:
    """Do as ``english`` does, for networks that read the text backwards, too."""
    return english(folder, Shape(bidirectional=True), "spacing-english-both")


def korean(folder: Path, shape: Shape = PLAIN, name: str = "spacing-korean") -> Task:
    """Read Korean film reviews, spaced as people typed them, and return the task.

    Raises:
        FileNotFoundError: if ``train.tsv`` or ``dev.tsv`` is not in the folder.
    """
    paths = [folder / file for file in ("train.tsv", "dev.tsv")]
    train, dev = ([review.text for review in read(path)] for path in paths)
    data = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths}
    return spacing_task(name, Texts(train, dev, data), shape)


def korean_in_two_directions(folder: Path) -> Task:
    """Do as ``korean`` does, for networks that read the text backwards, too."""
    return korean(folder, Shape(bidirectional=True), "spacing-korean-both")


def pieces(prose: str) -> list[str]:
    """Return the paragraphs of a text, a line each, in pieces that end at a space."""
    texts = []
    for paragraph in prose.splitlines():
        piece: list[str] = []
        for word in paragraph.split():
            piece.append(word)
            if sum(map(len, piece)) >= LETTERS:
                texts.append(" ".join(piece))
                piece = []
        texts.append(" ".join(piece))
    return [text for text in texts if text]


def spacing_task(name: str, texts: Texts, shape: Shape) -> Task:
    """Return the task to say after each character whether a space follows."""
    train, dev = texts.train[:MOST_TEXTS], texts.dev
    counts = Counter(chain.from_iterable(_marked(text)[0] for text in train))
    vocabulary = Vocabulary.from_counts(counts, MIN_COUNT)
    learned, held_out = (examples(vocabulary, part) for part in (train, dev))
    generator = torch.Generator().manual_seed(0)
    first = torch.randn(len(vocabulary), INPUT_SIZE, generator=generator)
    first[Vocabulary.PADDING] = 0
    return Task(
        name=name,
        target="token-class",
        tokenizer=TOKENIZER,
        vocabulary=vocabulary,
        outputs=OUTPUTS,
        vectors=first,
        vectors_learn=True,
        texts=Examples(learned),
        figures=lambda network: figures(network, learned[:MEASURED], held_out),
        judge="dev_loss",
        data=texts.data,
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
        shape=shape,
    )


def examples(vocabulary: Vocabulary, texts: Sequence[str]) -> list[Example]:
    """Return texts of at least two characters, and after each character whether a space follows."""
    marked = map(_marked, texts)
    return [_example(vocabulary, keys, spaces) for keys, spaces in marked if len(keys) > 1]


def _marked(text: str) -> tuple[list[str], list[int]]:
    """Return the characters of a text, and whether white space follows each."""
    text = clean(text, limit=None).text
    tokens = TOKENIZERS[TOKENIZER]().tokenize(text)
    ends = [text[token.end : token.end + 1] for token in tokens]
    return [token.key for token in tokens], [int(end.isspace()) for end in ends]


def _example(vocabulary: Vocabulary, keys: list[str], spaces: list[int]) -> Example:
    weights = [*[1.0] * (len(keys) - 1), 0.0]  # after the last one is the end of the text
    return Example(vocabulary.ids(keys), spaces, weights)


def figures(network: Network, train: Sequence[Example], dev: Sequence[Example]) -> dict[str, float]:
    """Return loss in nats and accuracy a character, and F1 of the spaces."""
    measured = {}
    for part, examples in (("train", train), ("dev", dev)):
        scores, targets = _measured(network, examples)
        predicted = scores.argmax(1)
        hits = int((predicted * targets).sum())
        measured[f"{part}_loss"] = float(cross_entropy(scores.double(), targets))
        measured[f"{part}_accuracy"] = float((predicted == targets).double().mean())
        measured[f"{part}_f1"] = 2 * hits / max(int(predicted.sum() + targets.sum()), 1)
    return measured


@torch.inference_mode()
def _measured(network: Network, examples: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the scores after all characters that count, ``(n, 2)``, and the right outputs."""
    layers, scores, targets = BatchLayers(network), [], []
    by_length = sorted(examples, key=lambda each: len(each.codes))
    for start in range(0, len(by_length), ROWS):
        rows = by_length[start : start + ROWS]
        codes, right, weights = (
            pad_sequence([torch.tensor(column) for column in columns], batch_first=True)
            for columns in zip(*rows, strict=True)
        )
        lengths = torch.tensor([len(each.codes) for each in rows])
        hidden, _states = layers(network.embedding(codes), lengths)
        scores.append(network.readout(hidden)[weights > 0])
        targets.append(right[weights > 0])
    return torch.cat(scores), torch.cat(targets)
