"""Scores of all units for features of one kind, chosen on one half and measured on the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from ...jobs.steps import Steps, retold
from .association import ASSOCIATIONS, changes
from .chance_level import SHIFTS, chance_level, shifted_scores
from .linear_probe import FITS, fit_in_steps

UNITS = 32
"""Units that are measured at once: a million tokens take 32 MB in levels, 128 MB in floats."""

FITTED = 20_000
"""The most tokens that a probe is fitted on: of more in its half, every n-th one."""

DIGITS = 5
"""Decimal places to which scores are rounded: those that are reliable."""


class Measured(NamedTuple):
    """Measurements of m units and n features: the fields of ``Tracking`` with these names."""

    chosen_by: np.ndarray
    scores: np.ndarray
    chance: np.ndarray
    probe: np.ndarray
    probe_chance: np.ndarray

    @classmethod
    def empty(cls, units: int, features: int) -> Self:
        """Return a record of NaN, to be filled by ``put``."""
        shapes = ((units, features), (units, features), (features,), (features,), (features,))
        return cls(*(np.full(shape, np.nan) for shape in shapes))

    def put(self, features: Sequence[int], results: "Measured") -> None:
        """Enter the results for some of the features."""
        for into, array in zip(self, results, strict=True):
            into[..., features] = array


def measure(
    kind: str,
    features: np.ndarray,
    blocks: Sequence[np.ndarray],
    first: np.ndarray,
    second: np.ndarray,
) -> Steps[float, Measured]:
    """Measure features that apply to the same tokens; yield which share of the work is done.

    Args:
        kind: the kind of all of them.
        features: n features at T tokens, ``(n, T)``.
        blocks: hidden states, each ``(H, …)``, T tokens in all.
        first: the positions of the tokens in the first half.
        second: those in the held-out half, as many as ``whole_steps`` returns.
    """
    association, held_out = ASSOCIATIONS[kind], features[:, second]
    on_first, on_second = association.scaled(features[:, first]), association.scaled(held_out)
    thinned = first[:: -(-len(first) // FITTED)]
    halves, strongest, sample = [], np.zeros((SHIFTS, len(features))), []
    groups = -(-len(blocks[0]) // UNITS)
    parts = groups + FITS + 1
    for group, rows in enumerate(_units(blocks)):
        yield group / parts
        prepared = association.prepare(rows[:, second])
        before = _scores(rows[:, first], association.prepare(rows[:, first]), on_first)
        halves.append((before, _scores(rows[:, second], prepared, on_second)))
        shifted = np.abs(shifted_scores(association, held_out, prepared)).max(2)
        strongest = np.maximum(strongest, shifted)
        sample.append(rows[:, thinned])
    chosen_by, scores = (np.concatenate(half) for half in zip(*halves, strict=True))
    fitting = fit_in_steps(np.concatenate(sample), features[:, thinned])
    weights = yield from retold(fitting, lambda fits: (groups + fits) / parts)
    yield (groups + FITS) / parts
    predictions = association.prepare(_predictions(weights, blocks, second))
    by_chance = np.einsum("snn->sn", shifted_scores(association, held_out, predictions))
    return Measured(
        chosen_by=chosen_by,
        scores=scores,
        chance=chance_level(strongest),
        probe=np.einsum("nt,nt->n", on_second, predictions).clip(-1, 1),
        probe_chance=chance_level(np.abs(by_chance)),
    )


def _units(blocks: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield the units in groups, at all tokens, each ``(<= 32, T)``."""
    for start in range(0, len(blocks[0]), UNITS):
        yield np.concatenate([block[start : start + UNITS] for block in blocks], axis=1)


def _scores(rows: np.ndarray, prepared: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the scores of all features, ``(units, n)``; NaN for units that do not change."""
    # Sums of float32 are good to 1e-6: rounding must not decide between two perfect units.
    scores = (prepared @ features.T).clip(-1, 1).round(DIGITS)
    return np.where(changes(rows)[:, None], scores, np.nan)


def _predictions(
    weights: np.ndarray, blocks: Sequence[np.ndarray], tokens: np.ndarray
) -> np.ndarray:
    """Return the probe's prediction of each feature at these tokens, ``(n, tokens)`` float32."""
    parts = np.split(weights.astype(np.float32), range(UNITS, weights.shape[1], UNITS), axis=1)
    predictions = np.zeros((len(weights), len(tokens)), np.float32)
    for part, rows in zip(parts, _units(blocks), strict=True):
        predictions += part @ rows[:, tokens].astype(np.float32)
    return predictions
