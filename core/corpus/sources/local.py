"""Corpora of what is on this computer: an uploaded file, and Python's library."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ...network import ModelCard
from ...notation import N_, Notice
from ...text.cleaning import MAX_LENGTH
from ...text.decoding import TextError
from ..documents import Corpus
from .standard_library import LIBRARY, is_held_out, modules


def uploaded(name: str, text: str, card: ModelCard, most: int) -> Corpus:
    """Return the corpus of a file, of at most ``most`` characters.

    A network of reviews reads each line separately.

    A line longer than the limit on typed text is read in parts: splitting one into morphemes takes
    time, and cannot be interrupted.

    Raises:
        TextError: if no line has anything to read.
    """
    if card.target != "class":
        return cut("upload", [(name, text)], most)
    corpus = cut("upload", _lines(name, text), most)
    if not corpus.documents:
        raise TextError(Notice(N_("The file has no text. Upload one that does.")))
    return corpus


def _lines(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield each line that has anything to read, in parts if it is long, with its number."""
    for number, line in enumerate(text.splitlines(), start=1):
        for start in range(0, len(line), MAX_LENGTH):
            part = line[start : start + MAX_LENGTH]
            if part.strip():
                yield f"{name}, {number}", part


Texts = Iterable[tuple[str, str]]
"""Titles and texts."""


def cut(name: str, texts: Texts, most: int) -> Corpus:
    """Return the first texts that fit into ``most`` characters, the last one cut at a line's end.

    If not even the first line of the first text fits, that line is cut.
    """
    taken, left = [], most
    for title, text in texts:
        if len(text) > left:
            end = text.rfind("\n", 0, left) + 1
            if end or not taken:
                taken.append((title, text[: end or left]))
            break
        taken.append((title, text))
        left -= len(text)
    return Corpus.of(name, taken)


def python_library(most: int, library: Path = LIBRARY) -> Corpus:
    """Return modules of Python's own library, starting with those that no network learned from."""
    sources = modules(library)
    order = sorted(sources, key=lambda path: (not is_held_out(path), path))
    return cut("python", ((path, sources[path]) for path in order), most)
