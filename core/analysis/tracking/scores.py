"""Scores of all units for features of one kind, chosen on one half and measured on the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from .association import ASSOCIATIONS, changes
from .chance_level import SHIFTS, chance_level, shifted_scores
from .linear_probe import fit

UNITS = 32
"""Units that are measured at once: of a million tokens, they take 64 MB."""

FITTED = 20_000
"""The most tokens that a probe is fitted on: every n-th of its half."""

DIGITS = 5
"""Decimal places of a score that are reliable."""


class Measured(NamedTuple):
    """What is measured of m units and n features: the fields of ``Tracking`` of these names."""

    chosen_by: np.ndarray
    scores: np.ndarray
    chance: np.ndarray
    probe: np.ndarray
    probe_chance: np.ndarray

    @classmethod
    def nothing(cls, units: int, features: int) -> Self:
        """Return the state before anything is measured: NaN."""
        shapes = ((units, features), (units, features), (features,), (features,), (features,))
        return cls(*(np.full(shape, np.nan) for shape in shapes))

    def put(self, features: Sequence[int], found: "Measured") -> None:
        """Enter the results for some of the features."""
        for into, array in zip(self, found, strict=True):
            into[..., features] = array


def measured(
    kind: str,
    features: np.ndarray,
    blocks: Sequence[np.ndarray],
    first: np.ndarray,
    held: np.ndarray,
) -> Measured:
    """Measure features that apply to the same tokens.

    Args:
        kind: the kind of all of them.
        features: n features at T tokens, ``(n, T)``.
        blocks: hidden states, each ``(H, …)``, T tokens in all.
        first: the tokens of the first half.
        held: those of the held-out half, as many as ``whole_steps`` says.
    """
    association, there = ASSOCIATIONS[kind], features[:, held]
    on_first, on_held = association.scaled(features[:, first]), association.scaled(there)
    thinned = first[:: -(-len(first) // FITTED)]
    found, strongest, sample = [], np.zeros((SHIFTS, len(features))), []
    for rows in _units(blocks):
        prepared = association.prepare(rows[:, held])
        before = _scores(rows[:, first], association.prepare(rows[:, first]), on_first)
        found.append((before, _scores(rows[:, held], prepared, on_held)))
        shifted = np.abs(shifted_scores(association, there, prepared)).max(2)
        strongest = np.maximum(strongest, shifted)
        sample.append(rows[:, thinned])
    chosen_by, scores = (np.concatenate(half) for half in zip(*found, strict=True))
    weights = fit(np.concatenate(sample), features[:, thinned])
    said = association.prepare(_said(weights, blocks, held))
    by_chance = np.einsum("snn->sn", shifted_scores(association, there, said))
    return Measured(
        chosen_by=chosen_by,
        scores=scores,
        chance=chance_level(strongest),
        probe=np.einsum("nt,nt->n", on_held, said).clip(-1, 1),
        probe_chance=chance_level(np.abs(by_chance)),
    )


def _units(blocks: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield all tokens of some units, ``(<= 32, T)``, until all have come."""
    for start in range(0, len(blocks[0]), UNITS):
        yield np.concatenate([block[start : start + UNITS] for block in blocks], axis=1)


def _scores(rows: np.ndarray, prepared: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the scores ``(units, n)``; NaN for units that do not change."""
    # Sums of float32 are good to 1e-6: rounding must not decide between two perfect units.
    scores = (prepared @ features.T).clip(-1, 1).round(DIGITS)
    return np.where(changes(rows)[:, None], scores, np.nan)


def _said(weights: np.ndarray, blocks: Sequence[np.ndarray], tokens: np.ndarray) -> np.ndarray:
    """Return the probe's prediction of each feature at these tokens, ``(n, tokens)`` float32."""
    parts = np.split(weights.astype(np.float32), range(UNITS, weights.shape[1], UNITS), axis=1)
    said = np.zeros((len(weights), len(tokens)), np.float32)
    for part, rows in zip(parts, _units(blocks), strict=True):
        said += part @ rows[:, tokens].astype(np.float32)
    return said
