"""What the list of snippets is given, and what it says back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.notation import Quantity


@dataclass(frozen=True, eq=False)
class Snippet:
    """A place in a corpus with what stands around it.

    Attributes:
        title: what its document is called.
        position: the position in the corpus of the hit's first token, from 0.
        figures: what is said beside the title, such as ``0.93``: already in the language of the
            screen.
        labels: how each of the m tokens is shown, as its tokenizer labels it.
        sources: the characters that each token covers.
        gaps: the characters before each token that belong to none.
        values: ``(m,)``: what colours them.
        hit: the framed tokens, as indices into these, the second one excluded.
    """

    title: str
    position: int
    figures: str
    labels: Sequence[str]
    sources: Sequence[str]
    gaps: Sequence[str]
    values: np.ndarray
    hit: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Snippets:
    """A list of them.

    Attributes:
        digest: names the list; a click on an older one is not reported as one on this.
        items: the snippets, best first.
        quantity: what colours the tokens.
        largest: the magnitude at which an unbounded quantity has its full colour.
        fixed: every character as wide as every other.
        lecture: larger type.
    """

    digest: str
    items: Sequence[Snippet]
    quantity: Quantity
    largest: float | None = None
    fixed: bool = True
    lecture: bool = False


@dataclass(frozen=True)
class Chosen:
    """Which snippet, from 0, was chosen in the list with this digest."""

    index: int
    digest: str


def read_chosen(value: object) -> Chosen | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_chosen({"index": 2, "digest": "a1"})
    Chosen(index=2, digest='a1')
    >>> read_chosen({"index": -1, "digest": "a1"}) is None
    True
    """
    match value:
        case {"index": int(index), "digest": str(digest)} if index >= 0:
            return Chosen(index, digest)
    return None
