"""Gradients of the parameters, as training would use them, from the gradients at every step."""

from collections.abc import Collection, Sequence
from functools import singledispatch

import numpy as np
from torch import nn

from ...cells import FeedbackCell, PaperGRUCell, RecurrentCell
from ...network import Network
from ...network.network import exact_cell
from ...text.padding import Code
from ...trace import Trace
from .backward import Backward, backward
from .cell_derivatives import previous
from .objectives import Objective


def parameter_gradients(
    network: Network,
    codes: Sequence[Code],
    trace: Trace,
    objective: Objective,
    cuts: Collection[int] = (),
) -> dict[str, np.ndarray]:
    """Return the gradient of an objective with respect to every parameter, in float64.

    Args:
        network: the network, looked at from one of its cells.
        codes: the T codes that ``trace`` is of.
        trace: of that cell, from a zero state; as exact as its own type.
        objective: of that trace.
        cuts: positions t where the gradient does not go on to t − 1.

    Returns:
        By name, each of its parameter's shape: ``weight_ih``, ``weight_hh``, ``bias_ih`` and
        ``bias_hh`` of the cell, as far as it has them, ``readout.weight``, ``readout.bias`` and,
        if the cell reads the vectors of an embedding, ``embedding.weight``.
    """
    cell, inputs = cell_like(network, trace), vectors(network, codes)
    back = backward(cell, trace, objective.seeds, cuts=cuts)
    gradients = cell_gradients(cell, inputs, trace, back)
    gradients["readout.weight"] = objective.scores.T @ trace["hidden_state"]
    gradients["readout.bias"] = objective.scores.sum(axis=0)
    reads_vectors = network.windows is None and network.place.layer == 0
    if reads_vectors and isinstance(network.embedding, nn.Embedding):
        gradient = np.zeros(network.embedding.weight.shape)
        at_x = true_size(back.preactivations, back.exponents) @ cell.weight_ih.detach().numpy()
        np.add.at(gradient, np.array(codes, dtype=np.int64), at_x)
        gradients["embedding.weight"] = gradient
    return gradients


def cell_gradients(
    cell: RecurrentCell, inputs: np.ndarray, trace: Trace, back: Backward
) -> dict[str, np.ndarray]:
    """Return the gradients of a cell's parameters by name, each in the parameter's shape.

    Args:
        cell: the cell that made the trace, from a zero state.
        inputs: the token vectors it read, ``(T, input_size)``.
        trace: T steps of it.
        back: a gradient that was taken back through them.
    """
    at_x = true_size(back.preactivations, back.exponents)
    weight, bias = at_x.T @ inputs, at_x.sum(axis=0)
    if not isinstance(cell, FeedbackCell):
        return {"weight_ih": weight, "bias_ih": bias}
    at_h = true_size(back.from_hidden, back.exponents)
    return {
        "weight_ih": weight,
        "weight_hh": _weight_hh(cell, trace, at_h),
        "bias_ih": bias,
        "bias_hh": at_h.sum(axis=0),
    }


@singledispatch
def _weight_hh(cell: RecurrentCell, trace: Trace, at_h: np.ndarray) -> np.ndarray:
    return at_h.T @ previous(cell, trace, "hidden_state")


@_weight_hh.register
def _(cell: PaperGRUCell, trace: Trace, at_h: np.ndarray) -> np.ndarray:
    before = previous(cell, trace, "hidden_state")
    gates, candidate = np.split(at_h, [2 * cell.hidden_size], axis=1)
    reset = trace["reset_gate"] * before  # what the candidate's recurrent weights multiply
    return np.concatenate([gates.T @ before, candidate.T @ reset])


def cell_like(network: Network, trace: Trace) -> RecurrentCell:
    """Return the network's only cell, with weights of the trace's type."""
    is_exact = trace["hidden_state"].dtype == np.float64
    return exact_cell(network) if is_exact else network.cell


def vectors(network: Network, codes: Sequence[Code]) -> np.ndarray:
    """Return what the cell reads at each of S steps, ``(S, its input_size)`` float64."""
    return network.inputs(codes).double().numpy()


def true_size(rows: np.ndarray, exponents: np.ndarray) -> np.ndarray:
    """Return rows ``(T, n)`` times their powers of two, in float64: 0 or infinite out of range."""
    with np.errstate(over="ignore", under="ignore"):
        return np.ldexp(rows.astype(np.float64), exponents[:, None])
