"""A network's exact values at some tokens of its corpus; an index has them only in hundredths.

The cell computes them again, from the nearest checkpoints on (``rerun``).
"""

from collections.abc import Generator, Mapping, Sequence
from functools import singledispatch

import numpy as np
import torch
from torch import Tensor

from ...cells import FeedbackCell, MinGRUCell, PaperGRUCell, RecurrentCell
from ...cells.matmul import product
from ...jobs.steps import run
from ...network import Network
from ..index.state_index import StateIndex
from .rerun import Rerun, Span, rerun, rerun_in_steps

Units = Sequence[int] | np.ndarray
"""Numbers of units, from 0."""


def replay(network: Network, index: StateIndex, start: int, stop: int) -> np.ndarray:
    """Return the hidden states after the tokens of a span, ``(n, hidden_size)`` float32.

    Args:
        network: the network that the index is of.
        index: its states along a corpus.
        start: the position of the first token.
        stop: the position after the last one.

    Raises:
        ValueError: if the span is not within the corpus, or the index is of another network.
    """
    return run(replay_in_steps(network, index, start, stop))


def replay_in_steps(
    network: Network, index: StateIndex, start: int, stop: int
) -> Generator[int, None, np.ndarray]:
    """Yield how many tokens have been read, and return what ``replay`` returns."""
    return (yield from replay_spans_in_steps(network, index, [(start, stop)]))


def replay_spans_in_steps(
    network: Network, index: StateIndex, spans: Sequence[Span]
) -> Generator[int, None, np.ndarray]:
    """Yield how many tokens have been read, and return what ``replay`` returns of all spans."""
    recomputed = yield from rerun_in_steps(network, index, spans)
    hidden = recomputed.states["hidden_state"]
    return np.concatenate([hidden[:0], *(hidden[rows] for rows in recomputed.rows)])


def quantities_of(
    network: Network, index: StateIndex, start: int, stop: int, units: Units
) -> Mapping[str, np.ndarray]:
    """Return every quantity of some units after the tokens of a span.

    Args:
        network: the network that the index is of.
        index: its states along a corpus.
        start: the position of the first token.
        stop: the position after the last one.
        units: k units; gates are computed for these alone.

    Returns:
        Quantity name -> ``(n, k)`` float32, in the order of the cell's equations.

    Raises:
        ValueError: if the span or a unit does not exist, or the index is of another network.
    """
    (quantities,) = quantities_at(network, index, [(start, stop)], units)
    return quantities


def quantities_at(
    network: Network, index: StateIndex, spans: Sequence[Span], units: Units
) -> list[Mapping[str, np.ndarray]]:
    """Return what ``quantities_of`` returns for each of several spans, computed in one batch."""
    chosen = checked_units(index, units)
    return quantities_in(network, index, rerun(network, index, spans), chosen)


def quantities_in(
    network: Network, index: StateIndex, recomputed: Rerun, units: Units
) -> list[Mapping[str, np.ndarray]]:
    """Return what ``quantities_of`` returns for each span of a rerun."""
    chosen = checked_units(index, units)
    values = _gates(network, index, recomputed, chosen)
    values |= {name: states[:, chosen] for name, states in recomputed.states.items()}
    names = [quantity.name for quantity in network.cell.quantities]
    return [{name: values[name][rows] for name in names} for rows in recomputed.rows]


def quantity_in(
    network: Network, index: StateIndex, recomputed: Rerun, units: Units, name: str
) -> list[np.ndarray]:
    """Return one quantity of ``quantities_in`` alone, ``(n, k)`` for each span."""
    chosen = checked_units(index, units)
    if name in recomputed.states:
        values = recomputed.states[name][:, chosen]
    else:
        values = _gates(network, index, recomputed, chosen)[name]
    return [values[rows] for rows in recomputed.rows]


def checked_units(index: StateIndex, units: Units) -> np.ndarray:
    """Return units as an array, in their order.

    Raises:
        ValueError: if there is no unit, or one that the index does not have.
    """
    chosen = np.array(units, np.int64)
    if not len(chosen) or chosen.min() < 0 or chosen.max() >= index.hidden_size:
        most = index.hidden_size - 1
        raise ValueError(f"expected one unit or more, each from 0 to {most}; got {[*units]}.")
    return chosen


@torch.inference_mode()
def _gates(
    network: Network, index: StateIndex, recomputed: Rerun, units: np.ndarray
) -> dict[str, np.ndarray]:
    """Return gates and candidate of these units, ``(n, k)`` each, by the cell's own equations."""
    x = torch.from_numpy(recomputed.inputs)
    hidden = torch.from_numpy(recomputed.hidden_before)
    return {name: gate.numpy() for name, gate in _gates_of(network.cell, x, hidden, units).items()}


@singledispatch
def _gates_of(
    cell: RecurrentCell, x: Tensor, hidden: Tensor, units: np.ndarray
) -> dict[str, Tensor]:
    """Return gates and candidate, computed from the rows of the weights of these units alone."""
    raise TypeError(f"_gates_of expected one of this package's cells, got {type(cell).__name__}.")


@_gates_of.register
def _(cell: FeedbackCell, x: Tensor, hidden: Tensor, units: np.ndarray) -> dict[str, Tensor]:
    rows, part = _rows(cell, units), type(cell)(cell.input_size, len(units), torch.Generator())
    part.bias_ih.copy_(cell.bias_ih[rows])
    part.bias_hh.copy_(cell.bias_hh[rows])
    parts = part.parts(product(x, cell.weight_ih[rows]), product(hidden, cell.weight_hh[rows]))
    return part.activate(parts)._asdict()


@_gates_of.register
def _(cell: PaperGRUCell, x: Tensor, hidden: Tensor, units: np.ndarray) -> dict[str, Tensor]:
    gates = cell.gates(x, hidden)  # each of its candidates needs the reset gates of all units
    return {name: gate[:, units] for name, gate in gates._asdict().items()}


@_gates_of.register
def _(cell: MinGRUCell, x: Tensor, hidden: Tensor, units: np.ndarray) -> dict[str, Tensor]:
    rows, part = _rows(cell, units), MinGRUCell(cell.input_size, len(units), torch.Generator())
    part.weight_ih.copy_(cell.weight_ih[rows])
    part.bias_ih.copy_(cell.bias_ih[rows])
    return part.gates(x, hidden[:, units])._asdict()


def _rows(cell: RecurrentCell, units: np.ndarray) -> Tensor:
    """Return the rows of the weights that belong to these units, block by block."""
    blocks = range(len(cell.blocks))
    return torch.from_numpy(np.concatenate([units + n * cell.hidden_size for n in blocks]))
