"""Packs the passage: texts as JSON, values as 16-bit numbers."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from core.browser.payload import described, framed_again, signed_colours
from core.corpus.excerpts.excerpt import Excerpt
from core.notation import Quantity
from pages.components.base import tokens
from pages.components.passage.place import PassageCue
from pages.components.passage.words import words
from pages.language import _

MOST_TOKENS = 20_000
"""The most tokens in one passage; beyond them, another passage begins."""
MOST_BYTES = 1_000_000
"""The most bytes that the values of one neighbourhood of units may take when sent."""
FULL_SCALE = 32_767
"""The largest value is sent as this integer, the others in proportion.

A state is then exact to 0.00002.
"""


@dataclass(frozen=True, eq=False)
class PassageText:
    """n tokens of a corpus, in reading order.

    Attributes:
        digest: identifies network, corpus and first token; while it is the same, the reader stays
            where they are.
        excerpt: the tokens and the text between them. A token with a line end in it is the last of
            its line; spaces stay spaces.
        total: how many tokens the corpus has.
        units: how many units the network has.
        most_marked: the most tokens that can be marked at once.
        fixed: every character as wide as every other, as suits source code.
        lecture: larger type.
    """

    digest: str
    excerpt: Excerpt
    total: int
    units: int
    most_marked: int
    fixed: bool = True
    lecture: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.excerpt) <= MOST_TOKENS:
            raise ValueError(
                f"PassageText expected 1 to {MOST_TOKENS} tokens; got {len(self.excerpt)}. "
                "Begin another passage further on."
            )

    def __len__(self) -> int:
        """Return n."""
        return len(self.excerpt)


@dataclass(frozen=True, eq=False)
class UnitValues:
    """One quantity of some neighbouring units at the n tokens of a passage.

    Attributes:
        quantity: what is shown.
        units: the k units, from ``units_around``.
        values: ``(n, k)`` float32.
        on: ``(n, k)`` bool: where the unit's *hidden state* reaches the threshold, whatever
            quantity is shown.
        threshold: the value from which a unit counts as on.
        largest: the magnitude at which an unbounded quantity has its full colour, the same for all
            units; the largest of these values where none is given.
    """

    quantity: Quantity
    units: range
    values: np.ndarray
    on: np.ndarray
    threshold: float
    largest: float | None = None

    def __post_init__(self) -> None:
        if not self.values.shape == self.on.shape == (len(self.values), len(self.units)):
            raise ValueError(
                f"UnitValues expected values and on of shape (n, {len(self.units)}), a column for "
                f"each unit; got {self.values.shape} and {self.on.shape}."
            )

    @property
    def full(self) -> float:
        """The magnitude at which a value has its full colour."""
        if self.quantity.bounds:
            return self.quantity.bounds[1]
        largest = self.largest or float(np.abs(self.values).max(initial=0))
        return largest or 1.0


@dataclass(frozen=True)
class PackedPassage:
    """A text and values as they are sent, to any number of readers.

    Attributes:
        digest: of the text.
        texts: everything but the numbers, as JSON.
        numbers: the values.
    """

    digest: str
    texts: bytes
    numbers: bytes

    def at(self, cue: PassageCue) -> bytes:
        """Return what is sent to a reader who is to go somewhere, in the stepper's form."""
        return framed_again({"digest": self.digest, **asdict(cue)}, self.texts, self.numbers)


def pack(text: PassageText, values: UnitValues, key: str) -> PackedPassage:
    """Return the text and values as they are sent; numbers as in ``_numbers``.

    Args:
        text: the tokens.
        values: of some units, one row for each token.
        key: of the component that shows them.

    Raises:
        ValueError: if the values are not those of the text's tokens.
    """
    if len(values.values) != len(text):
        raise ValueError(
            f"pack expected values for each of the passage's {len(text)} tokens; "
            f"got {len(values.values)} rows."
        )
    about = _about_text(text, key)
    look = sha256(json.dumps(about).encode()).hexdigest()
    content = {"look": look, "text": about, "values": _about_values(values)}
    return PackedPassage(text.digest, json.dumps(content).encode(), _numbers(values))


def _about_text(text: PassageText, key: str) -> dict[str, Any]:
    labels, full = tokens.shown(text.excerpt.labels)
    return {
        "id": key,
        "digest": text.digest,
        "first": text.excerpt.first,
        "total": text.total,
        "units": text.units,
        "labels": labels,
        "full": full,
        "blanks": tokens.blanks(text.excerpt.sources),
        "ends": tokens.line_ends(text.excerpt.sources),
        "gaps": tokens.gaps(text.excerpt.gaps),
        "unknown": [index for index, known in enumerate(text.excerpt.known) if not known],
        "titles": {
            index: tokens.line(title, tokens.LONGEST_TITLE)
            for index, title in text.excerpt.titles.items()
        },
        "fixed": text.fixed,
        "lecture": text.lecture,
        "most_marked": text.most_marked,
        "words": words(),
    }


def _about_values(values: UnitValues) -> dict[str, Any]:
    return {
        "quantity": described(values.quantity, _),
        "units": [values.units.start, values.units.stop],
        "threshold": values.threshold,
        "largest": values.full,
        "diverging": signed_colours(),
    }


def _numbers(values: UnitValues) -> bytes:
    """Return the values, unit by unit, as int16, then where each unit is on, one bit per token.

    Each unit's bits begin at a whole byte; the result is padded to a multiple of 4 bytes.
    """
    shares = np.rint(values.values.T * np.float32(FULL_SCALE / values.full))
    whole = np.clip(shares, -FULL_SCALE, FULL_SCALE).astype("<i2").tobytes()
    bits = np.packbits(values.on.T, axis=1, bitorder="little").tobytes()
    return whole + bits + b"\0" * (-(len(whole) + len(bits)) % 4)


def units_around(unit: int, units: int, length: int) -> range:
    """Return the units that are sent along with one, as many as ``MOST_BYTES`` allows.

    They change only after half of them have been passed, so that most steps from unit to unit send
    nothing.

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
