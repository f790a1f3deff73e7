"""The Jacobian of one step with respect to the state, its eigenvalues and singular values."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...cells.base import RecurrentCell
from ...trace import Trace
from .cell_derivatives import slopes
from .covector import Covectors, before, whole_memory
from .step_derivatives import times


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Eigenvalues and singular values of a Jacobian of size S.

    Attributes:
        eigenvalues: ``(S,)`` complex128, the largest magnitude first.
        singular_values: ``(S,)`` float64, the largest first: the first is the most that the step
            can lengthen a change.
        radius: the largest magnitude of an eigenvalue. The same step repeated shrinks every
            change in the long run if it is below 1, and lengthens some if it is above.
    """

    eigenvalues: np.ndarray
    singular_values: np.ndarray
    radius: float


def step_jacobian(
    cell: RecurrentCell, trace: Trace, position: int, initial: Any = None
) -> np.ndarray:
    """Return ∂(state after the step)/∂(state before it), ``(S, S)``, a row for each output.

    The state is h, and S is hidden_size; for the LSTM it is h and then c, and S is twice that.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        position: the position of the step.
        initial: the state before the first token, of batch size 1; zeros where none is given.

    Raises:
        ValueError: if there is no such position.
    """
    if not 0 <= position < len(trace):
        expected = f"the position of one of {len(trace)} tokens, numbered from 0"
        raise ValueError(f"step_jacobian expected {expected}; got {position}.")
    steps, dtype = slopes(cell, trace, initial), trace["hidden_state"].dtype
    hidden, memory = np.eye(trace.width("hidden_state"), dtype=dtype), None
    if steps.shown is not None:
        memory = np.concatenate([np.zeros_like(hidden), hidden])
        hidden = np.concatenate([hidden, np.zeros_like(hidden)])
    after = Covectors(hidden, memory, None)
    whole = whole_memory(steps, position, after, hidden)
    through = times(hidden, whole, steps.to_h(position))
    return np.concatenate(before(steps, position, after, whole, through).vectors(), axis=1)


def spectrum(jacobian: np.ndarray) -> Spectrum:
    """Return the eigenvalues and singular values of a square matrix, computed in float64.

    Raises:
        ValueError: if the matrix is not square, or not all of its numbers are finite.
    """
    matrix = np.asarray(jacobian, np.float64)
    if matrix.ndim != 2 or len(set(matrix.shape)) > 1:
        raise ValueError(f"spectrum expected a square matrix, got shape {matrix.shape}.")
    if not np.isfinite(matrix).all():
        raise ValueError(
            "spectrum expected finite numbers, got infinite ones or some that are not a number. "
            "Check the weights of the network."
        )
    eigenvalues = np.linalg.eigvals(matrix).astype(np.complex128)
    order = np.lexsort([np.angle(eigenvalues), -np.abs(eigenvalues)])
    singular_values = np.linalg.svd(matrix, compute_uv=False)
    return Spectrum(eigenvalues[order], singular_values, float(np.abs(eigenvalues).max(initial=0)))
