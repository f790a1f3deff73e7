"""Packs the list of snippets, and reads what the browser reports of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.browser.payload import described, signed_colours
from core.corpus.excerpts.passage import Context
from core.notation import Quantity
from pages.components.base import tokens
from pages.components.base.numbers import is_whole
from pages.components.snippets.words import words
from pages.language import _

DIGITS = 4
"""Decimals of the values that are sent; they are used only for colours."""


@dataclass(frozen=True, eq=False)
class Snippet:
    """A place in a corpus with its context.

    Attributes:
        context: the m tokens, which of them are the hit, and what their document is called.
        figures: the text beside the title, such as ``0.93``, in the language of the screen.
        values: ``(m,)``: the values that colour the tokens.
    """

    context: Context
    figures: str
    values: np.ndarray

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.context.excerpt),):
            raise ValueError(
                f"Snippet expected values of shape ({len(self.context.excerpt)},), one for each "
                f"token; got {self.values.shape}."
            )


@dataclass(frozen=True, eq=False)
class Snippets:
    """A list of snippets.

    Attributes:
        digest: identifies the list, so that a click on an older one is not taken for one on this.
        items: the snippets, best first.
        quantity: the quantity that colours the tokens.
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

    @property
    def full(self) -> float:
        """The magnitude at which a value has its full colour."""
        if self.quantity.bounds:
            return self.quantity.bounds[1]
        largest = [float(np.abs(item.values).max(initial=0)) for item in self.items]
        return self.largest or max(largest, default=0) or 1.0


@dataclass(frozen=True)
class Chosen:
    """The index of the snippet that was chosen in the list with this digest, from 0."""

    index: int
    digest: str


def pack(shown: Snippets) -> str:
    """Return the list as JSON: one string, which the browser compares with the one it has."""
    return json.dumps(
        {
            "digest": shown.digest,
            "items": [_described(item) for item in shown.items],
            "quantity": described(shown.quantity, _),
            "largest": shown.full,
            "fixed": shown.fixed,
            "lecture": shown.lecture,
            "diverging": signed_colours(),
            "words": words(),
        }
    )


def _described(item: Snippet) -> dict[str, Any]:
    context, excerpt = item.context, item.context.excerpt
    return {
        "title": tokens.line(context.title, tokens.LONGEST_TITLE),
        "position": excerpt.first + context.hit[0],
        "figures": item.figures,
        "labels": tokens.shown(excerpt.labels)[0],
        "blanks": tokens.blanks(excerpt.sources),
        "gaps": tokens.gaps(excerpt.gaps),
        "unknown": [index for index, known in enumerate(excerpt.known) if not known],
        "values": np.round(item.values.astype(np.float64), DIGITS).tolist(),
        "hit": context.hit,
    }


def read_chosen(value: object) -> Chosen | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_chosen({"index": 2, "digest": "a1"})
    Chosen(index=2, digest='a1')
    >>> read_chosen({"index": -1, "digest": "a1"}) is None
    True
    """
    match value:
        case {"index": index, "digest": str(digest)} if is_whole(index):
            return Chosen(index, digest)
    return None
