"""Statistics of every unit of a network over a text or a corpus, as records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from ...notation import TITLES

LEFT, RIGHT = 0.1, 0.9
"""A gate is left-saturated below the first and right-saturated above the second."""


@dataclass(frozen=True, eq=False)
class Moments:
    """Where the values of one quantity lie in every unit: four arrays ``(hidden_size,)`` float64.

    Attributes:
        mean: the mean over all tokens; without tokens, this and the others are NaN.
        std: the standard deviation, of all tokens (divided by T).
        smallest: the least value.
        largest: the greatest value.
    """

    mean: np.ndarray
    std: np.ndarray
    smallest: np.ndarray
    largest: np.ndarray


@dataclass(frozen=True, eq=False)
class Saturation:
    """How often one gate is nearly shut or nearly open in every unit: ``(hidden_size,)`` float64.

    Source: Karpathy, Johnson & Li (2015), "Visualizing and Understanding Recurrent Networks".

    Attributes:
        left: share of tokens at which it is below 0.1, in [0, 1]; NaN without tokens.
        right: share of tokens at which it is above 0.9, in [0, 1]; NaN without tokens.
    """

    left: np.ndarray
    right: np.ndarray


@dataclass(frozen=True, eq=False)
class UnitStatistics:
    """Statistics of all units over a corpus of T tokens; read-only arrays.

    Quantities and gates come in the order of ``core.notation.TITLES``, also from a file.

    Attributes:
        length: T.
        moments: quantity -> where its values lie.
        saturation: gate -> how often it is saturated; empty for a cell without gates.
        autocorrelations: correlation of each unit's hidden state with itself k tokens later, for k
            from 0 on, ``(n, hidden_size)`` float32, n at most 512; NaN for a unit that never
            changes (``core.corpus.statistics.autocorrelation``).
        correlation_lengths: the first k at which that is below 1/e, ``(hidden_size,)`` float64; NaN
            where it cannot be measured: for a unit that never changes, or with too few tokens.
        correlation_cut: whether the length is only a lower bound, ``(hidden_size,)`` bool.
        codes: ids of the n tokens that occur, ascending, ``(n,)`` int64; none for numbers.
        code_counts: how often each occurs, ``(n,)`` int64.
        code_means: mean of each unit's hidden state right after it, ``(n, hidden_size)`` float32.
    """

    length: int
    moments: Mapping[str, Moments]
    saturation: Mapping[str, Saturation]
    autocorrelations: np.ndarray
    correlation_lengths: np.ndarray
    correlation_cut: np.ndarray
    codes: np.ndarray
    code_counts: np.ndarray
    code_means: np.ndarray

    def __post_init__(self) -> None:
        for kind in ("moments", "saturation"):
            by_name = sorted(getattr(self, kind).items(), key=lambda item: _ORDER.index(item[0]))
            object.__setattr__(self, kind, dict(by_name))
        for array in self.arrays().values():
            array.flags.writeable = False

    def arrays(self) -> dict[str, np.ndarray]:
        """Return everything as arrays with names, to be written to a file."""
        arrays = {"length": np.array([self.length])}
        for kind in ("moments", "saturation"):
            for name, record in getattr(self, kind).items():
                arrays |= {f"{kind}.{name}.{part}": array for part, array in vars(record).items()}
        return arrays | {name: getattr(self, name) for name in _PLAIN}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> Self:
        """Return the statistics that ``arrays`` took apart.

        Raises:
            KeyError: if one is missing.
            TypeError: if part of a quantity is missing, or unknown.
        """
        parts: dict[str, dict[str, dict[str, np.ndarray]]] = {"moments": {}, "saturation": {}}
        for key, array in arrays.items():
            kind, *names = key.split(".")
            if names:
                parts[kind].setdefault(names[0], {})[names[1]] = array
        return cls(
            length=int(arrays["length"][0]),
            moments={name: Moments(**fields) for name, fields in parts["moments"].items()},
            saturation={name: Saturation(**fields) for name, fields in parts["saturation"].items()},
            **{name: arrays[name] for name in _PLAIN},
        )


_ORDER = [*TITLES]
_PLAIN = (
    "autocorrelations",
    "correlation_lengths",
    "correlation_cut",
    "codes",
    "code_counts",
    "code_means",
)
