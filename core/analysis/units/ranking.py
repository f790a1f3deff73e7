"""Rankings of units: those that follow a feature, saturate, remember or vary most come first."""

from typing import NamedTuple

import numpy as np

from ...corpus.statistics.records import Saturation, UnitStatistics
from ..tracking.tracking import Tracking


class Follows(NamedTuple):
    """A unit and the feature that it follows most closely, both by their number."""

    unit: int
    feature: int


class Saturated(NamedTuple):
    """A unit, its gate that is nearly shut or nearly open most often, and the share of tokens."""

    unit: int
    gate: str
    is_open: bool
    share: float


def by_feature(tracking: Tracking, feature: int | None = None) -> tuple[Follows, ...]:
    """Return all units, the one that follows a feature most closely first.

    The order, and each unit's feature, the one farthest above chance, are chosen on the first half
    of the text, so that the choice does not depend on the scores on the other half. Units that
    cannot be measured come last, with an arbitrary feature.

    Args:
        tracking: of H units and n features, n at least 1.
        feature: the feature to rank by; each unit's best one if ``None``.
    """
    strength = np.nan_to_num(np.abs(tracking.chosen_by), nan=-1.0)
    if feature is None:
        features = (strength - np.nan_to_num(tracking.chance)).argmax(axis=1)
    else:
        features = np.full(len(strength), feature)
    own = np.take_along_axis(strength, features[:, None], axis=1)[:, 0]
    order = np.argsort(-own, kind="stable")
    return tuple(Follows(int(unit), int(features[unit])) for unit in order)


def followed_features(tracking: Tracking, unit: int) -> tuple[int, ...]:
    """Return the features that a unit follows beyond chance, closest first on the first half."""
    features = np.flatnonzero(tracking.tracks()[unit])
    order = np.argsort(-np.abs(tracking.chosen_by[unit, features]), kind="stable")
    return tuple(int(feature) for feature in features[order])


def closest(tracking: Tracking, unit: int) -> tuple[int, ...]:
    """Return all features, the one whose score in a unit is farthest from 0 first.

    Those that cannot be measured come last.
    """
    strength = np.nan_to_num(np.abs(tracking.scores[unit]), nan=-1.0)
    return tuple(np.argsort(-strength, kind="stable").tolist())


def by_saturation(statistics: UnitStatistics) -> tuple[Saturated, ...]:
    """Return every unit with its most saturated gate, the most saturated first.

    The result is empty for a cell without gates, or where no token was read.
    """
    if not statistics.saturation or not statistics.length:
        return ()
    units = range(len(next(iter(statistics.saturation.values())).left))
    rows = [most_saturated(statistics, unit) for unit in units]
    return tuple(sorted(rows, key=lambda row: -row.share))


def most_saturated(statistics: UnitStatistics, unit: int) -> Saturated:
    """Return the gate of a unit that is nearly shut or nearly open most often.

    Raises:
        ValueError: if the cell has no gates.
    """
    if not statistics.saturation:
        raise ValueError("most_saturated expected a cell with gates; this one has none.")
    gates = (
        Saturated(unit, gate, is_open, float(_side(saturation, is_open)[unit]))
        for gate, saturation in statistics.saturation.items()
        for is_open in (False, True)
    )
    return max(gates, key=lambda row: row.share)


def by_memory(statistics: UnitStatistics) -> tuple[int, ...]:
    """Return all units, the slowest first; those that cannot be measured last."""
    return _descending(statistics.correlation_lengths)


def by_spread(statistics: UnitStatistics) -> tuple[int, ...]:
    """Return all units, the one whose hidden state spreads widest first."""
    return _descending(statistics.moments["hidden_state"].std)


def _side(saturation: Saturation, is_open: bool) -> np.ndarray:
    return saturation.right if is_open else saturation.left


def _descending(values: np.ndarray) -> tuple[int, ...]:
    order = np.argsort(-np.nan_to_num(values, nan=-np.inf), kind="stable")
    return tuple(int(unit) for unit in order)
