"""The corpus of a file that somebody brought."""

from collections.abc import Iterator

from core.analysis.corpus.documents import Corpus
from core.corpora.cut import cut
from core.network import ModelCard
from core.notation import N_
from core.text import Notice
from core.text.cleaning import MAX_LENGTH
from core.text.decoding import TextError


def uploaded(name: str, text: str, card: ModelCard, most: int) -> Corpus:
    """Return the corpus of a file; a network of reviews reads each line by itself.

    A line that is longer than what can be typed is read in parts: splitting one into morphemes
    takes its time, and cannot be stopped before its end.

    Raises:
        TextError: if no line has anything to read.
    """
    if card.target != "class":
        return cut("upload", [(name, text)], most)
    corpus = cut("upload", _lines(name, text), most)
    if not corpus.documents:
        raise TextError(Notice(N_("The file has no text. Upload one that has.")))
    return corpus


def _lines(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield each line that has anything to read, in parts if it is long, with its number."""
    for number, line in enumerate(text.splitlines(), start=1):
        for start in range(0, len(line), MAX_LENGTH):
            part = line[start : start + MAX_LENGTH]
            if part.strip():
                yield f"{name}, {number}", part
