"""A network's training text, if it is on this disk, or newly made text of the same kind."""

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import torch

from ...network import EQUAL, ModelCard
from ...notation import N_, Notice
from ...sequence_tasks import brackets, hello, wave
from ..documents import Corpus
from . import reviews
from . import standard_library as library
from .local import Texts, cut

DATA = Path(__file__).parents[4] / "shared" / "data"
"""The folder of the training texts, unless ``GATESCOPE_DATA`` names another one."""

REVIEWS: dict[str, reviews.Reader] = {
    "english-reviews": reviews.read_english,
    "korean-reviews": reviews.read,
    "korean-next": reviews.read,
    "korean-text": reviews.read,
}
_FILES = {
    "english-reviews": "english_reviews/train.tsv",
    "korean-reviews": "korean_reviews/train.tsv",
    "korean-next": "korean_reviews/train.tsv",
    "korean-text": "korean_reviews/train.tsv",
    "shakespeare": "shakespeare/train.txt",
    "stories": "stories/train.txt",
}
BRACKETS_LENGTH = 200
"""Symbols in a made-up text of brackets: four times as many as in training."""
SEED = 1
"""Seed of the texts made here; the texts that the networks are measured on have another."""


class NotAtHand(Exception):
    """A text is not on this disk; ``notice`` says what to do."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message)
        self.notice = notice


def training_text(card: ModelCard, most: int) -> Corpus:
    """Return a network's training text, or newly made text of the same kind.

    Raises:
        NotAtHand: if the text is not on this disk, or not the one that the card names.
    """
    return cut("training", _TRAINING[card.task.removesuffix(EQUAL)](card), most)


def is_at_hand(card: ModelCard) -> bool:
    """Return whether a network's training text seems to be on this disk, without reading it.

    ``hello`` never counts: its text of five letters is too short to search.
    """
    task = card.task.removesuffix(EQUAL)
    if task in _FILES:
        return _path(task).is_file()
    return task != "hello"


def data_folder() -> Path:
    """Return the folder to search for training texts."""
    return Path(os.environ.get("GATESCOPE_DATA") or DATA)


def _reviews(card: ModelCard) -> Iterator[tuple[str, str]]:
    path = _at_hand(card)
    for line, review in enumerate(REVIEWS[card.task.removesuffix(EQUAL)](path), start=2):
        if review.text.strip():
            yield f"{path.name}, {line}", review.text


def _text(card: ModelCard) -> Texts:
    path = _at_hand(card)
    return [(path.name, path.read_text("utf-8"))]


def _library(_card: ModelCard) -> Texts:
    modules = library.modules(library.LIBRARY)
    return [(path, text) for path, text in modules.items() if not library.is_held_out(path)]


def _brackets(_card: ModelCard) -> Iterator[tuple[str, str]]:
    generator = torch.Generator().manual_seed(SEED)
    return _numbered(lambda: brackets.text(BRACKETS_LENGTH, generator))


def _wave(_card: ModelCard) -> Iterator[tuple[str, str]]:
    generator = torch.Generator().manual_seed(SEED)
    return _numbered(lambda: wave.as_text(wave.windows(1, generator)[0]))


def _numbered(make: Callable[[], str]) -> Iterator[tuple[str, str]]:
    return ((str(number), make()) for number in count(1))


_TRAINING: dict[str, Callable[[ModelCard], Texts]] = {
    "english-reviews": _reviews,
    "korean-reviews": _reviews,
    "korean-next": _reviews,
    "korean-text": _reviews,
    "shakespeare": _text,
    "stories": _text,
    "python-source": _library,
    "brackets": _brackets,
    "wave": _wave,
    "hello": lambda _card: [("1", hello.WORD)],
}


def _at_hand(card: ModelCard) -> Path:
    """Return the path of a training file, if it is exactly the one that the card names.

    Raises:
        NotAtHand: if it is missing or another one.
    """
    path = _path(card.task.removesuffix(EQUAL))
    if not path.is_file():
        message = N_(
            "The text that this network learned from is not on this computer. Put it in the "
            "folder that GATESCOPE_DATA names, or choose another text."
        )
        raise NotAtHand(Notice(message))
    if sha256(path.read_bytes()).hexdigest() != (card.data or {}).get(path.name):
        message = N_("The text on this computer is not the one that this network learned from.")
        raise NotAtHand(Notice(message))
    return path


def _path(task: str) -> Path:
    return data_folder() / _FILES[task]
