"""Files of film reviews, each with a label."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Review(NamedTuple):
    """A text and whether it is positive (1) or negative (0)."""

    text: str
    label: int


Reader = Callable[[Path], list[Review]]


def read(path: Path) -> list[Review]:
    """Read a file of lines ``label<TAB>text`` below a header line."""
    lines = path.read_text("utf-8").split("\n")[1:]
    rows = (line.split("\t", 1) for line in lines if line)
    return [Review(text, int(label)) for label, text in rows]


def read_english(path: Path) -> list[Review]:
    """Read a file of English reviews; "don 't", as in customer reviews, becomes "do n't"."""
    return [review._replace(text=review.text.replace("n 't", " n't")) for review in read(path)]
