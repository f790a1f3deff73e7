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

_FILES: dict[str, tuple[str, reviews.Reader | None]] = {
    **dict.fromkeys(
        ("english-reviews", "english-reviews-both", "english-reviews-windows"),
        ("english_reviews/train.tsv", reviews.read_english),
    ),
    **dict.fromkeys(
        ("korean-reviews", "korean-next", "korean-text", "spacing-korean", "spacing-korean-both"),
        ("korean_reviews/train.tsv", reviews.read),
    ),
    **dict.fromkeys(("shakespeare", "shakespeare-two-layers"), ("shakespeare/train.txt", None)),
    **dict.fromkeys(
        ("stories", "spacing-english", "spacing-english-both"), ("stories/train.txt", None)
    ),
}
"""By task: the file that its networks learned from, and what reads the reviews in it; ``None``
where it is one text."""
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
        NotAtHand: if the text is not on this disk, not the one that the card names, or unknown.
    """
    task = card.task.removesuffix(EQUAL)
    if task not in _FILES and task not in _MADE:
        message = N_("Nobody here knows the text that this network learned from. Choose another.")
        raise NotAtHand(Notice(message))
    return cut("training", (_from_file if task in _FILES else _MADE[task])(card), most)


def is_at_hand(card: ModelCard) -> bool:
    """Return whether a network's training text seems to be on this disk, without reading it.

    ``hello`` never counts: its text of five letters is too short to search.
    """
    task = card.task.removesuffix(EQUAL)
    if task in _FILES:
        return _path(task).is_file()
    return task in _MADE and task != "hello"


def data_folder() -> Path:
    """Return the folder to search for training texts."""
    return Path(os.environ.get("GATESCOPE_DATA") or DATA)


def _from_file(card: ModelCard) -> Iterator[tuple[str, str]]:
    path = _at_hand(card)
    _name, read = _FILES[card.task.removesuffix(EQUAL)]
    if read is None:
        yield path.name, path.read_text("utf-8")
        return
    for line, review in enumerate(read(path), start=2):
        if review.text.strip():
            yield f"{path.name}, {line}", review.text


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


_MADE: dict[str, Callable[[ModelCard], Texts]] = {
    "python-source": _library,
    "brackets": _brackets,
    "wave": _wave,
    "hello": lambda _card: [("1", hello.WORD)],
}
"""By task: what makes up its texts, or finds them on every computer."""


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
    return data_folder() / _FILES[task][0]
