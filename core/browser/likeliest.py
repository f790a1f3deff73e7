"""Of very many outputs, those that a stepper shows: the ones that are likely somewhere in the text.

A vocabulary of 8,000 words at each of 256 tokens would be 8 MB for each array of numbers.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .scene import Opinions, Scene

MANY = 256
"""Outputs, from which on only some are sent."""
MOST = 5
"""The likeliest outputs of each step that are sent: as many as a screen shows, or more."""


def likeliest_anywhere(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """Return scenes whose outputs are those that are among the likeliest at any step of any scene.

    Few outputs stay as they are. Their order stays, and so does every number.

    Args:
        scenes: of one text, with the same outputs.
    """
    shown = [scene.opinions for scene in scenes if scene.opinions is not None]
    if len(shown) < len(scenes) or any(len(each.outputs) < MANY for each in shown):
        return tuple(scenes)
    best = [np.argpartition(-each.answers, MOST, axis=1)[:, :MOST] for each in shown]
    kept = np.unique(np.concatenate([numbers.ravel() for numbers in best]))
    pairs = zip(scenes, shown, strict=True)
    return tuple(replace(scene, opinions=_only(each, kept)) for scene, each in pairs)


def _only(opinions: Opinions, kept: np.ndarray) -> Opinions:
    scores, bias = opinions.scores, opinions.bias
    return Opinions(
        outputs=tuple(opinions.outputs[number] for number in kept),
        answers=opinions.answers[:, kept],
        scores=None if scores is None else scores[:, kept],
        bias=None if bias is None else bias[kept],
        sums=None if scores is None else np.exp(scores.astype(float)).sum(1).astype(np.float32),
    )
