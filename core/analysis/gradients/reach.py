"""Norms of a gradient at every earlier step, in total and along each of its two paths."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...cells.base import RecurrentCell
from ...jobs.steps import Steps, run
from ...trace import Trace
from .backward import seeds_of
from .cell_derivatives import slopes
from .covectors import Rows, rows_back
from .paths import PathNorms, along_memory, path_norms
from .scaling import log2_norms, log2_rms
from .step_derivatives import Slopes


@dataclass(frozen=True, eq=False)
class Reach:
    """Norms of a gradient at every position, as base-2 logarithms: ``(T,)`` float64 each.

    −inf stands for exactly 0: after what is differentiated, or where a path is shut. The two paths
    make up the gradient of the memory: c_t in the LSTM, h_t in the others. Their vectors (or
    matrices) add up to the whole; their norms do not.

    Attributes:
        hidden: with respect to h_t; for the LSTM, with c_t held fixed.
        memory: for the LSTM, with respect to c_t, with h_t held fixed as the next step reads it;
            where h_t itself is differentiated, c_t counts through it. ``None`` for other cells.
        along_memory: the part that is only multiplied by what each step keeps. The plain cell keeps
            nothing unit by unit and has no such part.
        through_gates: the rest: all that passed through a gate or a candidate.
        total: for the LSTM, the total derivative with respect to c_t, h_t following from it: what
            autograd gives where c_t is a leaf; ``None`` for other cells.
        total_through_gates: the part of that which passed through a gate or a candidate; what came
            along the memory is the same. ``None`` for other cells.
    """

    hidden: np.ndarray
    memory: np.ndarray | None
    along_memory: np.ndarray
    through_gates: np.ndarray
    total: np.ndarray | None = None
    total_through_gates: np.ndarray | None = None


def with_total(reach: Reach) -> Reach:
    """Return a reach whose memory is the total derivative; that of other cells as it is."""
    if reach.total is None or reach.total_through_gates is None:
        return reach
    return replace(reach, memory=reach.total, through_gates=reach.total_through_gates)


def reach(cell: RecurrentCell, trace: Trace, at: int | None = None, initial: Any = None) -> Reach:
    """Measure ∂h_at/∂h_t for every t (Pascanu, Mikolov and Bengio 2013, section 2.1).

    The norm is the Frobenius norm divided by the square root of the width of h: the root mean
    square of the singular values, and so 1 at t = ``at``. For a matrix ρQ, Q orthogonal, it is ρ.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        at: the position of the state that is differentiated; the last one where none is given.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        ValueError: if there is no such position.
    """
    return run(reach_in_steps(cell, trace, at, initial))


def reach_in_steps(
    cell: RecurrentCell, trace: Trace, at: int | None = None, initial: Any = None
) -> Steps[float, Reach]:
    """Measure as ``reach`` does; the generator yields the share that is done after each token."""
    steps, states = slopes(cell, trace, initial), trace["hidden_state"]
    if at is None:
        at = len(trace) - 1
    elif not 0 <= at < len(trace):
        expected = f"the position of one of {len(trace)} tokens, numbered from 0"
        raise ValueError(f"reach expected {expected}; got {at}.")
    seeds = np.zeros_like(states)
    seeds[at : at + 1] = 1  # the diagonal of the identity: along the memory, units do not mix
    along = along_memory(steps, seeds) - np.log2(states.shape[1]) / 2
    norms = yield from _jacobian_norms(steps, states, at)
    return _reach(steps, norms, along)


def seed_reach(cell: RecurrentCell, trace: Trace, seeds: np.ndarray, initial: Any = None) -> Reach:
    """Measure the gradient of a number L with respect to every state: Euclidean norms.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        seeds: ∂L/∂h_t as far as L depends on h_t directly, ``(T, hidden_size)``.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        ValueError: if the seeds have another shape than the hidden states.
    """
    steps, seeds = slopes(cell, trace, initial), seeds_of(trace, seeds)
    return _reach(steps, path_norms(steps, seeds), along_memory(steps, seeds))


def _reach(steps: Slopes, norms: PathNorms, along: np.ndarray) -> Reach:
    gated = norms.hidden if steps.kept is None else norms.gated
    return Reach(norms.hidden, norms.memory, along, gated, norms.total, norms.total_gated)


def _jacobian_norms(steps: Slopes, states: np.ndarray, at: int) -> Steps[float, PathNorms]:
    """Return the norms of ∂h_at with respect to h_t and c_t, and of their parts."""
    size = states.shape[1]
    names = PathNorms._fields
    norms = {name: np.full(states.shape, -np.inf) for name in names}  # of each row of each Jacobian
    starts, split = np.full(size, at if len(states) else -1), steps.kept is not None
    for rows in rows_back(steps, np.eye(size, dtype=states.dtype), starts, split):
        for name, part in _parts(steps, rows, at).items():
            if part is not None:
                norms[name][rows.position] = log2_norms(part, rows.exponents)
        yield 1 - rows.position / (at + 1)
    whole = dict(zip(names, log2_rms(np.stack([*norms.values()])), strict=True))
    if steps.shown is None:
        return PathNorms(whole["hidden"], None, whole["gated"], None, None)
    return PathNorms(**whole)


def _parts(steps: Slopes, rows: Rows, at: int) -> dict[str, np.ndarray | None]:
    """Return Jacobians at one position, by their names in ``PathNorms``, a row for each unit."""
    hidden, memory, gated = rows.incoming
    if steps.shown is None or gated is None:
        return {"hidden": rows.hidden, "gated": gated}
    total, total_gated = rows.memory, gated + hidden * steps.shown[rows.position]
    if rows.position == at:  # h_at itself is differentiated: c_at counts through it
        memory = total
    parts = {"hidden": rows.hidden, "memory": memory, "gated": gated}
    return parts | {"total": total, "total_gated": total_gated}
