"""Packs the connections as bytes: the lower triangle of each matrix."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.analysis.reading import MAX_TOKENS, ShownToken
from core.browser.payload import framed, light_and_dark, signed_colours
from core.figures.palette import NETWORK_SYMBOLS, network_colour
from pages.components.base.numbers import is_whole
from pages.components.connections.words import words

MEASURES = ("strength", "signed")
"""The measures that can colour the inputs."""
MOST_MEMBERS = len(NETWORK_SYMBOLS)
"""One for each of the colours that distinguish networks."""


@dataclass(frozen=True, eq=False)
class ConnectionMember:
    """How each output of one network depends on each input: row s, output; column t, input.

    Attributes:
        title: its name on screen, such as ``RNN · 64 units``.
        colour_index: index of its colour among the networks' colours, from 0.
        strength: base-2 logarithms of ‖∂y_s/∂x_t‖, ``(T, T)``; -inf where there is none.
        signed: (∂y_s/∂x_t)·x_t, ``(T, T)``.
    """

    title: str
    colour_index: int
    strength: np.ndarray
    signed: np.ndarray

    def __post_init__(self) -> None:
        if not self.strength.shape == self.signed.shape == (len(self.strength),) * 2:
            raise ValueError(
                "ConnectionMember expected strength and signed of shape (T, T); "
                f"got {self.strength.shape} and {self.signed.shape}."
            )


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence as several networks read it.

    Attributes:
        members: the networks, from top to bottom.
        tokens: the T tokens as people see them.
        measure: what colours the inputs: ``strength`` or ``signed``.
        digest: identifies the numbers.
        lecture: larger type.
    """

    members: Sequence[ConnectionMember]
    tokens: Sequence[ShownToken]
    measure: str
    digest: str
    lecture: bool = False

    def __post_init__(self) -> None:
        length = len(self.tokens)
        if not 1 <= length <= MAX_TOKENS or not 1 <= len(self.members) <= MOST_MEMBERS:
            raise ValueError(
                f"connections expected 1 to {MAX_TOKENS} tokens and 1 to {MOST_MEMBERS} members; "
                f"got {length} and {len(self.members)}. Show fewer."
            )
        if self.measure not in MEASURES:
            raise ValueError(
                f"connections expected a measure of {', '.join(MEASURES)}; got {self.measure!r}."
            )
        if any(len(member.strength) != length for member in self.members):
            raise ValueError(
                f"connections expected matrices of {length} outputs, one a token; got "
                f"{[len(member.strength) for member in self.members]}."
            )


@dataclass(frozen=True)
class PinnedOutput:
    """The output that the reader has pinned, 0-based, in the sentence with this digest."""

    position: int
    digest: str


def pack(sentence: Sentence, pinned: int, key: str) -> bytes:
    """Return place, texts and numbers in the form that ``readPayload`` of ``payload.js`` reads.

    Each member is sent row by row, each row up to its own output, as float32. Strengths are sent as
    logarithms minus that of the row's strongest, so they are at most 0.
    """
    content = {
        "id": key,
        "lecture": sentence.lecture,
        "measure": sentence.measure,
        "tokens": [asdict(token) for token in sentence.tokens],
        "members": [_about(member) for member in sentence.members],
        "diverging": signed_colours(),
        "words": words(),
    }
    numbers = b"".join(_numbers(member, sentence.measure) for member in sentence.members)
    return framed({"digest": sentence.digest, "pinned": pinned}, content, numbers)


def _about(member: ConnectionMember) -> dict[str, Any]:
    colours = light_and_dark(lambda dark: network_colour(member.colour_index, dark))
    return {"title": member.title, "colour_index": member.colour_index, "colour": colours}


def _numbers(member: ConnectionMember, measure: str) -> bytes:
    matrix = member.signed if measure == "signed" else _beside_the_strongest(member.strength)
    return matrix[np.tril_indices(len(matrix))].astype("<f4").tobytes()


def _beside_the_strongest(strength: np.ndarray) -> np.ndarray:
    """Return the logarithms minus each row's largest; rows without any influence stay -inf."""
    seen = np.where(np.tri(len(strength), dtype=bool), strength, -np.inf)
    largest = seen.max(axis=1, keepdims=True)
    return seen - np.where(np.isfinite(largest), largest, 0.0)


def read_pinned(value: object) -> PinnedOutput | None:
    """Return what a browser reported, or ``None`` where it is not of the right kind.

    >>> read_pinned({"position": 3, "digest": "a1"})
    PinnedOutput(position=3, digest='a1')
    >>> read_pinned({"position": -3, "digest": "a1"}) is None
    True
    """
    match value:
        case {"position": position, "digest": str(digest)} if is_whole(position):
            return PinnedOutput(position, digest)
    return None
