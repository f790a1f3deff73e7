"""Sensitivity of each hidden state to the first token: the norm of its Jacobian."""

import numpy as np
from torch import Tensor

from ...cells import RecurrentCell
from ...jobs.steps import Steps, run
from ...trace import unroll
from ..gradients.cell_derivatives import slopes
from ..gradients.scaling import near_one
from ..gradients.step_derivatives import Matrices, Slopes


def gradient_norms(cell: RecurrentCell, inputs: Tensor) -> np.ndarray:
    """Return the Frobenius norm of ∂h_t/∂x_1 for every t, ``(T,)`` float64.

    The Jacobian is carried forward through the derivatives of the steps, a column for each number
    of x_1. After each step it is scaled to near 1 by a power of two, which rounds nothing; without
    it, numbers would leave the range of floats. Other rounding depends on the cell's own type:
    float32 may be off by a tenth where little is left.

    Args:
        cell: the cell, from a zero state.
        inputs: token vectors, ``(T, input_size)``.
    """
    return run(gradient_norms_in_steps(cell, inputs))


def gradient_norms_in_steps(cell: RecurrentCell, inputs: Tensor) -> Steps[float, np.ndarray]:
    """Do as ``gradient_norms`` does; the generator yields the share that is done."""
    trace = unroll(cell, inputs, [""] * len(inputs))
    steps, norms, exponent = slopes(cell, trace), np.zeros(len(trace)), 0
    dtype = trace["hidden_state"].dtype
    moved = np.eye(cell.input_size, dtype=dtype)  # x_1 comes in at the first step, h afterwards
    memory = np.zeros((trace.width(cell.memory), cell.input_size), dtype)
    for t in range(len(trace)):
        matrices = steps.to_h(t) if t else steps.to_x(t)
        hidden, memory = _after(steps, t, matrices, moved, memory)
        parts, exponent = near_one([hidden.ravel(), memory.ravel()], exponent)
        moved, memory = parts[0].reshape(hidden.shape), parts[1].reshape(memory.shape)
        with np.errstate(over="ignore", under="ignore"):
            norms[t] = np.ldexp(np.linalg.norm(moved.astype(np.float64)), exponent)
        yield (t + 1) / len(trace)
    return norms


def _after(
    steps: Slopes, t: int, matrices: Matrices, moved: np.ndarray, memory: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the Jacobians of the hidden state and of the memory after a step.

    Args:
        steps: the derivatives of all steps.
        t: the position of the step.
        matrices: those of the step, for the input that changes its gates.
        moved: the Jacobian of that input: of h_{t-1}, or of x_1 at the first step.
        memory: the Jacobian of the memory before the step.
    """
    hidden = matrices.by_hidden @ moved
    kept = 0 if steps.kept is None else steps.kept[t][:, None] * memory
    if matrices.by_memory is None or steps.shown is None:
        return hidden + kept, hidden + kept
    memory = matrices.by_memory @ moved + kept
    return hidden + steps.shown[t][:, None] * memory, memory
