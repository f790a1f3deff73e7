"""All arrays of an index but the levels, by name, as they go into a file and come out of it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from ...network.encoded import first_numbers
from ..index.state_index import BLOCK, KEPT, SEGMENT, Extremes, Peaks, StateIndex, StateIndexKey
from ..statistics.records import UnitStatistics

Record = TypeVar("Record", Extremes, Peaks)

_PLAIN = ("first_tokens", "starts", "ends", "codes")


def to_arrays(index: StateIndex) -> dict[str, np.ndarray]:
    """Return all arrays of an index but the levels."""
    arrays = {name: getattr(index, name) for name in _PLAIN}
    arrays |= {f"checkpoints.{name}": array for name, array in index.checkpoints.items()}
    for kind in ("extremes", "peaks"):
        for quantity, record in getattr(index, kind).items():
            arrays |= {f"{kind}.{quantity}.{name}": a for name, a in vars(record).items()}
    return arrays | {f"statistics.{name}": a for name, a in index.statistics.arrays().items()}


def from_arrays(
    key: StateIndexKey,
    hidden_size: int,
    quantities: tuple[str, ...],
    blocks: tuple[np.ndarray, ...],
    arrays: Mapping[str, np.ndarray],
) -> StateIndex:
    """Return the index that ``to_arrays`` took apart.

    Raises:
        KeyError: if an array is missing.
        TypeError: if an array is missing or unknown in the statistics.
        ValueError: if an array has the wrong shape.
    """
    extremes = {name: _record(Extremes, f"extremes.{name}", arrays) for name in quantities}
    peaks = {name: _record(Peaks, f"peaks.{name}", arrays) for name in quantities}
    statistics, checkpoints = (_named(arrays, kind) for kind in ("statistics.", "checkpoints."))
    missing = [name for name in quantities if name not in checkpoints]
    if missing:
        raise KeyError(f"checkpoints.{missing[0]}")
    index = StateIndex(
        key=key,
        hidden_size=hidden_size,
        length=len(arrays["codes"]),
        quantities=quantities,
        blocks=blocks,
        checkpoints=checkpoints,
        extremes=extremes,
        peaks=peaks,
        statistics=UnitStatistics.from_arrays(statistics),
        **{name: arrays[name] for name in _PLAIN},
    )
    _check(index)
    return index


def _named(arrays: Mapping[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """Return the arrays whose names begin so, by the rest of their names."""
    return {k.removeprefix(prefix): a for k, a in arrays.items() if k.startswith(prefix)}


def _record(kind: type[Record], prefix: str, arrays: Mapping[str, np.ndarray]) -> Record:
    parts: dict[str, Any] = {f.name: arrays[f"{prefix}.{f.name}"] for f in fields(kind)}
    return kind(**parts)


def _check(index: StateIndex) -> None:
    """Raise ``ValueError`` unless all sizes fit each other."""
    length, width = index.length, index.hidden_size
    segments = -(-length // SEGMENT)
    sizes = [min(BLOCK, length - start) for start in range(0, length, BLOCK)]
    expected: list[tuple[tuple[int, ...], list[np.ndarray]]] = [
        ((length,), [index.starts, index.ends, first_numbers(index.codes)]),
        ((segments, width), [*index.checkpoints.values()]),
        *(((width, n), [block]) for n, block in zip(sizes, index.blocks, strict=True)),
    ]
    for name in index.quantities:
        peaks, extremes = vars(index.peaks[name]), vars(index.extremes[name])
        expected.append(((width, segments), [*peaks.values()]))
        expected.append(((width, min(KEPT, length)), [*extremes.values()]))
    for shape, arrays in expected:
        for array in arrays:
            if array.shape != shape:
                raise ValueError(f"expected an array of shape {shape}, got {array.shape}")
    if not (index.first_tokens[0] == 0 and index.first_tokens[-1] == length):
        raise ValueError(f"expected documents from token 0 to {length}")
