"""Corrects states that were recomputed in a batch to those that an index was built from.

A batch rounds differently from a single text. Where that puts a hidden state on the other side of
the edge of its level, it is moved back to the edge: the same units are on at a threshold here as in
a search of the index. Some cells amplify small differences, above all on texts unlike those that
they learned from; where that has happened, the cell reads the excerpt once more, in the same way as
when the index was built.
"""

from collections.abc import Mapping

import numpy as np

from ...network import Network
from ...trace import Trace
from ..index.checkpoints import as_states
from ..index.chunks import read_chunks
from ..index.quantise import THRESHOLDS, levels
from ..index.state_index import BLOCK, SEGMENT, StateIndex

DRIFT = 1e-4
"""A larger difference than a batch's rounding causes, unless the cell amplifies it."""

FARTHEST = 0.05
"""A larger difference than rounding causes where a cell reads again in the same way as before."""

_CEILINGS = np.append(np.nextafter(THRESHOLDS[1:], np.float32(-1)), np.float32(np.inf))
"""The largest float32 of each level."""


def correct_rounding(
    network: Network,
    index: StateIndex,
    positions: np.ndarray,
    firsts: np.ndarray,
    states: Mapping[str, np.ndarray],
) -> None:
    """Correct states, in place, to those that the network had.

    Args:
        network: the network that the index is of.
        index: its levels are those that the states must have.
        positions: the n tokens, excerpt by excerpt.
        firsts: the row of each excerpt's first token, where a document or 128 tokens begin; none
            reaches beyond either.
        states: part of the state -> what it is after each token, ``(n, hidden_size)`` float32.

    Raises:
        ValueError: if the index is of another network.
    """
    hidden, stored = states["hidden_state"], _stored(index, positions)
    rows, units, within = _outside(hidden, stored)
    drifted = rows[np.abs(hidden[rows, units] - within) > DRIFT]
    for excerpt in np.unique(np.searchsorted(firsts, drifted, side="right") - 1).tolist():
        first, last = np.append(firsts, len(positions))[excerpt : excerpt + 2]
        trace = _read_alone(network, index, int(positions[first]))
        for name, part in states.items():
            part[first:last] = trace[name][: last - first]
    rows, units, within = _outside(hidden, stored)
    if np.abs(hidden[rows, units] - within).max(initial=0) > FARTHEST:
        raise ValueError(
            "expected the index of this network; the states computed again are others. "
            "Trace the corpus with this network."
        )
    hidden[rows, units] = within


def _stored(index: StateIndex, positions: np.ndarray) -> np.ndarray:
    """Return the levels that the network had at these tokens, ``(n, hidden_size)`` uint8."""
    stored = np.empty((len(positions), index.hidden_size), np.uint8)
    for number in np.unique(positions // BLOCK).tolist():
        within = np.flatnonzero(positions // BLOCK == number)
        stored[within] = index.blocks[number][:, positions[within] - number * BLOCK].T
    return stored


def _outside(hidden: np.ndarray, stored: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows and units of states outside of their levels, and the nearest values within."""
    rows, units = np.nonzero(levels(hidden) != stored)
    level = stored[rows, units]
    floors = np.where(level > 0, THRESHOLDS[level], np.float32(-np.inf))
    return rows, units, np.clip(hidden[rows, units], floors, _CEILINGS[level])


def _read_alone(network: Network, index: StateIndex, start: int) -> Trace:
    """Return what the cell computes from here to the next document or the next 128 tokens."""
    states = None
    if start % SEGMENT == 0:
        rows = [start // SEGMENT]
        states = as_states(network, {name: part[rows] for name, part in index.checkpoints.items()})
    chunks = read_chunks(network, index.codes, index.first_tokens, start, start + 1, states)
    return next(chunks).trace
