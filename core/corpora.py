"""Where the texts come from that a network is watched on: a file, Python's library, its training.

None of them is part of this program. Python's library is read where this Python has it, training
texts where ``GATESCOPE_DATA`` says they are; what is made up by a rule is made up anew.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import torch

from core.analysis.corpus.documents import Corpus
from core.network import ModelCard
from core.notation import N_
from core.text import Notice
from core.text.decoding import TextError
from core.training import brackets, python_source, wave
from core.training.english_reviews import read as read_english
from core.training.reviews import Reader
from core.training.reviews import read as read_reviews

Texts = Iterable[tuple[str, str]]
"""Titles and texts."""

DATA = Path(__file__).parents[1].parent / "shared" / "data"
"""Where the training texts are looked for, unless ``GATESCOPE_DATA`` names another folder."""

REVIEWS: dict[str, Reader] = {"english-reviews": read_english, "korean-reviews": read_reviews}
BRACKETS_LENGTH = 200
"""Symbols of a made-up text of brackets: four times those that are learned from."""
SEED = 1
"""Of what is made up here; what measured the networks has another."""


class NotAtHand(Exception):
    """A text is not on this disk; ``notice`` says what to do."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.message)
        self.notice = notice


def uploaded(name: str, text: str, card: ModelCard, most: int) -> Corpus:
    """Return the corpus of a file; a network of reviews reads each line by itself.

    Raises:
        TextError: if no line has anything to read.
    """
    if card.target != "class":
        return _cut("upload", [(name, text)], most)
    lines = ((f"{name}, {number}", line) for number, line in enumerate(text.splitlines(), start=1))
    corpus = _cut("upload", ((title, line) for title, line in lines if line.strip()), most)
    if not corpus.documents:
        raise TextError(Notice(N_("The file has no text. Upload one that has.")))
    return corpus


def python_library(most: int, library: Path = python_source.LIBRARY) -> Corpus:
    """Return modules of Python's own library, those that no network learned from first."""
    modules = python_source.modules(library)
    order = sorted(modules, key=lambda path: (not python_source.is_held_out(path), path))
    return _cut("python", ((path, modules[path]) for path in order), most)


def training_text(card: ModelCard, most: int) -> Corpus:
    """Return what a network has learned from, or the same kind made up anew.

    Raises:
        NotAtHand: if the text is not on this disk, or not the one that the card names.
    """
    return _cut("training", _TRAINING[card.task.removesuffix("-equal")](card), most)


def data_folder() -> Path:
    """Return where training texts are looked for."""
    return Path(os.environ.get("GATESCOPE_DATA") or DATA)


def _reviews(card: ModelCard) -> Iterator[tuple[str, str]]:
    path = _at_hand(card, "train.tsv")
    for line, review in enumerate(REVIEWS[card.task.removesuffix("-equal")](path), start=2):
        if review.text.strip():
            yield f"{path.name}, {line}", review.text


def _shakespeare(card: ModelCard) -> Texts:
    path = _at_hand(card, "train.txt")
    return [(path.name, path.read_text("utf-8"))]


def _library(_card: ModelCard) -> Texts:
    modules = python_source.modules(python_source.LIBRARY)
    return [(path, text) for path, text in modules.items() if not python_source.is_held_out(path)]


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
    "shakespeare": _shakespeare,
    "python-source": _library,
    "brackets": _brackets,
    "wave": _wave,
    "hello": lambda _card: [("1", "hello")],
}


def _at_hand(card: ModelCard, name: str) -> Path:
    """Return the path of a training file if it is the very one that the card names."""
    path = data_folder() / card.task.removesuffix("-equal").replace("-", "_") / name
    if not path.is_file():
        message = N_(
            "The text that this network learned from is not on this computer. Put it where "
            "GATESCOPE_DATA says, or choose another text."
        )
        raise NotAtHand(Notice(message))
    if sha256(path.read_bytes()).hexdigest() != card.data[name]:
        message = N_("The text on this computer is not the one that this network learned from.")
        raise NotAtHand(Notice(message))
    return path


def _cut(name: str, texts: Texts, most: int) -> Corpus:
    """Return the first texts that make up ``most`` characters, the last one cut at a line's end."""
    taken, left = [], most
    for title, text in texts:
        if len(text) >= left:
            end = text.rfind("\n", 0, left) + 1
            if end or not taken:
                taken.append((title, text[: end or left]))
            break
        taken.append((title, text))
        left -= len(text)
    return Corpus.of(name, taken)
