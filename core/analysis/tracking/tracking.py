"""Scores of every unit for every feature, on held-out text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ...jobs.steps import Steps, retold, run
from ...notation import Message
from .association import NUMBER, YES_NO
from .eligibility import held_out_half, reason, tokens_to_measure
from .scores import Measured, measure


@dataclass(frozen=True, eq=False)
class Tracking:
    """How closely each of H units follows each of n features; read-only arrays.

    A score lies in [-1, 1], and 0 means no relation. For a number it is Pearson's correlation r;
    for a yes/no feature it is 2 AUC - 1, where AUC is the probability that the unit is higher at a
    token with the feature than at one without, a tie counting half (``auc`` turns the score back).
    NaN means that it cannot be measured: the unit does not change in that half, or ``reasons``
    names what is wrong with the feature.

    Attributes:
        kinds: the kind of each feature.
        chosen_by: scores on the first half, by which units are chosen, ``(H, n)``.
        scores: scores on the held-out half, ``(H, n)``: what is shown.
        chance: the distance from 0 that the best of all H units exceeds by chance alone in only 5
            of 100 cases, ``(n,)``.
        probe: score on the held-out half of a linear probe on all units together, fitted on the
            first half, ``(n,)``: about what a weighted sum can read from the state.
        probe_chance: the distance from 0 that the probe exceeds by chance alone in only 5 of 100
            cases, ``(n,)``.
        tokens: on how many tokens of the held-out half each feature is measured, ``(n,)``.
        reasons: why a feature cannot be measured: a message; ``None`` where it can.
    """

    kinds: tuple[str, ...]
    chosen_by: np.ndarray
    scores: np.ndarray
    chance: np.ndarray
    probe: np.ndarray
    probe_chance: np.ndarray
    tokens: np.ndarray
    reasons: tuple[Message | None, ...]

    def __post_init__(self) -> None:
        for array in vars(self).values():
            if isinstance(array, np.ndarray):
                array.flags.writeable = False

    def chosen(self, feature: int) -> int | None:
        """Return the unit that follows a feature most closely on the first half.

        ``None`` if no unit can be measured on it.
        """
        strength = np.abs(self.chosen_by[:, feature])
        return None if np.isnan(strength).all() else int(np.nanargmax(strength))

    def tracks(self) -> np.ndarray:
        """Return whether each unit follows each feature beyond chance, ``(H, n)`` bool.

        It must do so on the held-out half, in the direction that it has on the first. Of 100
        features that no unit follows, 5 pass with some unit by chance: of 20, expect one.
        """
        same = np.sign(self.scores) == np.sign(self.chosen_by)
        return same & (np.abs(self.scores) > self.chance)


def auc(score: float) -> float:
    """Return the AUC, in [0, 1], of a score of a yes/no feature; 0.5 means no relation."""
    return (score + 1) / 2


def track(
    blocks: Sequence[np.ndarray],
    features: np.ndarray,
    kinds: Sequence[str],
    first_tokens: np.ndarray,
) -> Tracking:
    """Measure how closely each unit follows each feature.

    The text is cut near its middle, between documents if it can be (``eligibility``). A
    feature is measured, and shifted for its chance level, over the tokens to which it applies.

    Args:
        blocks: hidden states of H units, each ``(H, n)``, T tokens in all: uint8 levels as
            ``StateIndex.blocks`` has them (fast; states of the same level are ties, which changes
            the AUC of saturated units), or floats.
        features: n features at each token, ``(T, n)``; NaN where one does not apply.
        kinds: ``number`` or ``yes-no`` (1 and 0) for each feature.
        first_tokens: where each document begins, and T, ``(documents + 1,)``.

    Raises:
        ValueError: if the shapes do not fit each other.
    """
    return run(track_in_steps(blocks, features, kinds, first_tokens))


def track_in_steps(
    blocks: Sequence[np.ndarray],
    features: np.ndarray,
    kinds: Sequence[str],
    first_tokens: np.ndarray,
) -> Steps[float, Tracking]:
    """Yield how many features have been measured, with parts, and return what ``track`` returns.

    A feature that cannot be measured counts from the beginning.
    """
    _check(blocks, features, kinds, first_tokens)
    held_out = held_out_half(first_tokens)
    halves = [tokens_to_measure(column, held_out) for column in features.T]
    reasons = tuple(map(reason, features.T, halves))
    groups: dict[tuple[bytes, str], list[int]] = {}
    for feature, (column, kind) in enumerate(zip(features.T, kinds, strict=True)):
        if reasons[feature] is None:
            groups.setdefault((np.packbits(np.isnan(column)).tobytes(), kind), []).append(feature)
    units = len(blocks[0]) if blocks else 0
    results = Measured.empty(units, len(kinds))
    done = len(kinds) - reasons.count(None)
    for (_, kind), group in groups.items():
        steps = measure(kind, features[:, group].T, blocks, *halves[group[0]])
        so_far = partial(_in_all, done, len(group))
        results.put(group, (yield from retold(steps, so_far)))
        done += len(group)
    tokens = np.array([len(second) for _, second in halves])
    return Tracking(tuple(kinds), *results, tokens, reasons)


def _in_all(before: int, in_group: int, share: float) -> float:
    """Return how many features are done, given the share of a group that is."""
    return before + share * in_group


def _check(
    blocks: Sequence[np.ndarray],
    features: np.ndarray,
    kinds: Sequence[str],
    first_tokens: np.ndarray,
) -> None:
    length = sum(block.shape[1] for block in blocks)
    if features.shape != (length, len(kinds)) or first_tokens[-1] != length:
        raise ValueError(
            f"track expected {length} tokens and {len(kinds)} kinds, as blocks and kinds have "
            f"them; got features {features.shape} and documents up to {first_tokens[-1]}."
        )
    if unknown := set(kinds) - {NUMBER, YES_NO}:
        raise ValueError(f"track expected kinds {NUMBER!r} or {YES_NO!r}, got {unknown}.")
    for feature, (column, kind) in enumerate(zip(features.T, kinds, strict=True)):
        wrong = (column != 0) & (column != 1) if kind == YES_NO else np.isinf(column)
        if (wrong & ~np.isnan(column)).any():
            expected = "only 0, 1 and NaN" if kind == YES_NO else "finite numbers and NaN"
            raise ValueError(f"track expected {expected} in feature {feature}, of kind {kind}.")
