"""Of very many outputs, those that a stepper shows: the ones that are likely somewhere in the text.

A vocabulary of 8,000 words at each of 256 tokens would be 8 MB for each array of numbers.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from .scene import Opinions, Scene

MANY = 256
"""Outputs, from which on only some are sent."""
MOST = 5
"""The likeliest outputs of each step that are sent: as many as a screen shows, or more."""
KEPT = 4
"""Texts whose likeliest outputs are kept, each with 16 MB of numbers: a page is packed again and
again while somebody steps."""


def likeliest_anywhere(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """Return scenes whose outputs are those that are among the likeliest at any step of any scene.

    Few outputs stay as they are. Their order stays, and so does every number.

    Args:
        scenes: of one text, with the same outputs.
    """
    shown = [scene.opinions for scene in scenes if scene.opinions is not None]
    if len(shown) < len(scenes) or any(len(each.outputs) < MANY for each in shown):
        return tuple(scenes)
    kept = _likeliest(tuple(Numbers(each.answers) for each in shown))
    pairs = zip(scenes, shown, strict=True)
    return tuple(replace(scene, opinions=_only(each, kept)) for scene, each in pairs)


class Numbers:
    """An array as a key: it equals itself alone, and what follows from it can be kept.

    An array that may still be changed equals none.
    """

    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def __hash__(self) -> int:
        return id(self.array)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Numbers)
            and other.array is self.array
            and not self.array.flags.writeable
        )


@lru_cache(maxsize=KEPT)
def _likeliest(answers: tuple[Numbers, ...]) -> np.ndarray:
    """Return the numbers of outputs that are among the likeliest at any step, in order."""
    return np.flatnonzero(np.any([_is_likely(each.array) for each in answers], axis=0))


def _is_likely(answers: np.ndarray) -> np.ndarray:
    """Return whether each output is among the likeliest at any step; of equal ones, the first."""
    least = -np.partition(-answers, MOST - 1, axis=1)[:, MOST - 1 : MOST]
    above, equal = answers > least, answers == least
    room = MOST - above.sum(1, keepdims=True)
    return (above | (equal & (equal.cumsum(1) <= room))).any(0)


@lru_cache(maxsize=KEPT)
def _sums(scores: Numbers) -> np.ndarray:
    return np.exp(scores.array.astype(float)).sum(1).astype(np.float32)


def _only(opinions: Opinions, kept: np.ndarray) -> Opinions:
    scores, bias = opinions.scores, opinions.bias
    return Opinions(
        outputs=tuple(opinions.outputs[number] for number in kept),
        answers=opinions.answers[:, kept],
        scores=None if scores is None else scores[:, kept],
        bias=None if bias is None else bias[kept],
        sums=None if scores is None else _sums(Numbers(scores)),
    )
