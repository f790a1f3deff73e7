"""Indexes of made-up states, computed slowly and straight from the definitions."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from core.corpus.index.quantise import levels
from core.corpus.index.state_index import KEPT, SEGMENT, Extremes, Peaks, StateIndex, StateIndexKey


def index_of(
    hidden: np.ndarray, first_tokens: Sequence[int], block: int, cell: np.ndarray | None = None
) -> StateIndex:
    """Return an index of hidden states ``(T, hidden_size)``, and cell states if given, without a
    network; ``block`` is the number of tokens in a block of levels."""
    length = len(hidden)
    states = {"hidden_state": hidden} | ({} if cell is None else {"cell_state": cell})
    levelled = levels(hidden).T
    nothing = np.zeros(length, np.int32)
    return StateIndex(
        key=StateIndexKey("no network", "no corpus"),
        hidden_size=hidden.shape[1],
        length=length,
        quantities=tuple(states),
        blocks=tuple(levelled[:, start : start + block] for start in range(0, length, block)),
        first_tokens=np.array(first_tokens, np.int64),
        starts=nothing,
        ends=nothing,
        codes=nothing,
        checkpoints={},
        extremes={name: extremes(rows) for name, rows in states.items()},
        peaks={name: peaks(rows) for name, rows in states.items()},
        statistics=cast(Any, None),
    )


def extremes(states: np.ndarray) -> Extremes:
    highest = np.argsort(-states, axis=0, kind="stable")[:KEPT]
    lowest = np.argsort(states, axis=0, kind="stable")[:KEPT]
    arrays = ((order.T, np.take_along_axis(states, order, axis=0).T) for order in (highest, lowest))
    return Extremes(*(array for pair in arrays for array in pair))


def peaks(states: np.ndarray) -> Peaks:
    segments = [states[start : start + SEGMENT] for start in range(0, len(states), SEGMENT)]
    parts = []
    for extreme, place in ((np.max, np.argmax), (np.min, np.argmin)):
        for of, kind in ((extreme, np.float32), (place, np.uint8)):
            rows = [of(segment, axis=0) for segment in segments]
            parts.append(np.array(rows, kind).reshape(-1, states.shape[1]).T)
    return Peaks(*parts)
