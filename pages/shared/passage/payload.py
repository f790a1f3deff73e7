"""What the passage is given, and how it travels: texts as JSON, values as 16-bit numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.notation import Quantity

MOST_TOKENS = 20_000
"""More tokens than this are not sent: beyond them, another passage begins."""
MOST_BYTES = 1_000_000
"""What the values of one neighbourhood of units may weigh on their way to the browser."""


@dataclass(frozen=True, eq=False)
class PassageText:
    """n tokens of a corpus, in order, with what stands between them.

    Attributes:
        digest: names network, corpus and first token; the place is kept for as long as it is the
            same.
        first: the position in the corpus of the passage's first token, from 0.
        total: how many tokens the corpus has.
        units: how many units the network has.
        labels: how each of the n tokens is shown, as its tokenizer labels it; ``core.text.visible``
            is applied here.
        sources: the characters of the document that each token covers: after one that has a line
            end, the next line begins, and spaces stay spaces.
        gaps: the characters before each token that belong to none.
        known: whether the network's vocabulary has each token.
        titles: what the documents are called that begin in the passage, by the index of their
            first token; that of the passage's first token always, wherever its document began.
        fixed: every character as wide as every other, as suits source code.
        lecture: larger type.
    """

    digest: str
    first: int
    total: int
    units: int
    labels: Sequence[str]
    sources: Sequence[str]
    gaps: Sequence[str]
    known: Sequence[bool]
    titles: Mapping[int, str]
    fixed: bool = True
    lecture: bool = False

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, eq=False)
class UnitValues:
    """One quantity of some neighbouring units at the n tokens of a passage.

    Attributes:
        quantity: what is shown.
        units: the k units, from ``units_around``.
        values: ``(n, k)`` float32.
        on: ``(n, k)`` bool: where the unit's *hidden state* reaches the threshold, whatever
            quantity is shown.
        threshold: from which on a unit counts as on.
        largest: the magnitude at which an unbounded quantity has its full colour, the same for all
            units; the largest of these values where none is given.
    """

    quantity: Quantity
    units: range
    values: np.ndarray
    on: np.ndarray
    threshold: float
    largest: float | None = None


@dataclass(frozen=True)
class PassageCue:
    """Where Python wants the passage to be.

    Attributes:
        number: raised by one for each move that the page makes; the browser follows only then.
        position: the position in the corpus of the current token, from 0.
        unit: the unit, from 0.
        span: the brushed tokens, as positions in the corpus, the second one excluded.
    """

    number: int
    position: int
    unit: int
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class PassageSettled:
    """Where people stayed, in the passage with this digest; positions in the corpus, from 0."""

    position: int
    unit: int
    span: tuple[int, int] | None
    digest: str


def units_around(unit: int, units: int, length: int) -> range:
    """Return the units whose values go along with one, as many as ``MOST_BYTES`` allow.

    They change only after half of them have been walked through, so that most steps from unit to
    unit send nothing.

    Args:
        unit: the selected one.
        units: how many the network has.
        length: how many tokens the passage has.
    """
    fit = max(2, 8 * MOST_BYTES // (17 * max(length, 1)))
    if fit >= units:
        return range(units)
    half = fit // 2
    start = max(0, round((unit - half) / half)) * half
    start = min(start, units - 2 * half)
    return range(start, start + 2 * half)


def read_settled(value: object) -> PassageSettled | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_settled({"position": 3, "unit": 0, "span": [2, 5], "digest": "a1"})
    PassageSettled(position=3, unit=0, span=(2, 5), digest='a1')
    >>> read_settled({"position": 3, "unit": 0, "span": [5, 2], "digest": "a1"}) is None
    True
    """
    match value:
        case {"position": int(position), "unit": int(unit), "span": span, "digest": str(digest)}:
            match span:
                case None:
                    return PassageSettled(position, unit, None, digest)
                case [int(start), int(stop)] if 0 <= start < stop:
                    return PassageSettled(position, unit, (start, stop), digest)
    return None
