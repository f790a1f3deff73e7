"""Which unit follows which feature of the text, as a claim that is measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.notation import N_

NUMBER, YES_NO = "number", "yes-no"
"""The kinds of feature."""

TOO_SHORT = N_("The text is too short to measure this: half of it has too few tokens.")
CONSTANT = N_("This never changes in one half of the text.")
TOO_RARE = N_("This occurs, or is absent, too rarely in one half of the text.")


@dataclass(frozen=True, eq=False)
class Tracking:
    """How closely each of H units follows each of n features; read-only arrays.

    A score lies in [-1, 1], and 0 is nothing. For a number it is Pearson's correlation r; for a
    yes/no feature it is 2 AUC - 1, where AUC is how probably the unit stands higher at a token
    with the feature than at one without (``auc`` turns it back). NaN is "cannot be measured": the
    unit does not change in that half, or ``reasons`` names what is wrong with the feature.

    Attributes:
        kinds: the kind of each feature.
        chosen_by: scores on the first half, by which units are chosen, ``(H, n)``.
        scores: scores on the held-out half, ``(H, n)``: what is told.
        chance: how far from 0 the best of all H units comes by chance alone, in 95 of 100 cases,
            ``(n,)``.
        probe: score of a linear probe on all units together, fitted on the first half, on the
            held-out half, ``(n,)``: about what can be read from the state by a weighted sum.
        probe_chance: the same of the probe, ``(n,)``: what it reaches by chance alone.
        tokens: to how many tokens of the held-out half the feature applies, ``(n,)``.
        reasons: why a feature cannot be measured: a message; ``None`` where it can.
    """

    kinds: tuple[str, ...]
    chosen_by: np.ndarray
    scores: np.ndarray
    chance: np.ndarray
    probe: np.ndarray
    probe_chance: np.ndarray
    tokens: np.ndarray
    reasons: tuple[str | None, ...]

    def chosen(self, feature: int) -> int | None:
        """Return the unit that follows a feature most closely on the first half, if any can."""
        strength = np.abs(self.chosen_by[:, feature])
        return None if np.isnan(strength).all() else int(np.nanargmax(strength))

    def tracks(self) -> np.ndarray:
        """Return whether each unit follows each feature beyond chance, ``(H, n)`` bool.

        It must do so on the held-out half, in the direction that it has on the first.
        """
        same = np.sign(self.scores) == np.sign(self.chosen_by)
        return same & (np.abs(self.scores) > self.chance)


def auc(score: np.ndarray) -> np.ndarray:
    """Return the AUC, in [0, 1], that a score of a yes/no feature stands for; 0.5 is nothing."""
    return (score + 1) / 2


def track(
    values: np.ndarray,
    features: np.ndarray,
    kinds: Sequence[str],
    first_tokens: np.ndarray,
) -> Tracking:
    """Measure how closely each unit follows each feature.

    Args:
        values: the hidden states of H units at T tokens, ``(H, T)``, a row a unit: uint8 levels as
            ``Store.blocks`` has them (fast), or float32.
        features: n features at each token, ``(T, n)``; NaN where one does not apply.
        kinds: ``number`` or ``yes-no`` (0 and 1) for each feature.
        first_tokens: where each document begins, and T, ``(documents + 1,)``.
    """
    raise NotImplementedError
