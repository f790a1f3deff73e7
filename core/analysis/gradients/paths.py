"""A gradient's two paths back through time: along the memory, and through the gates."""

from typing import NamedTuple

import numpy as np

from .covector import steps_back
from .scaling import log2_norms
from .step_derivatives import Slopes


class PathNorms(NamedTuple):
    """Euclidean norms at every position as base-2 logarithms, each ``(T,)`` float64.

    Attributes:
        hidden: of ∂L/∂h_t.
        memory: of ∂L/∂c_t, as ``Backward.memory`` has it; ``None`` but for the LSTM.
        gated: of the part of the memory's gradient (c_t; the GRU's and the RNN's h_t) that has
            passed through a gate or a candidate at least once.
        total: of dL/dc_t, as ``Backward.total`` has it; ``None`` but for the LSTM.
        total_gated: of the part of that which passes through a gate or a candidate; likewise.
    """

    hidden: np.ndarray
    memory: np.ndarray | None
    gated: np.ndarray
    total: np.ndarray | None
    total_gated: np.ndarray | None


def path_norms(steps: Slopes, seeds: np.ndarray, gates: bool = True) -> PathNorms:
    """Go back through a trace with one covector and measure it at every position.

    Args:
        steps: the derivatives of the trace's steps.
        seeds: ∂L/∂h_t as far as L depends on h_t directly, ``(T, hidden_size)``.
        gates: as ``steps_back`` takes it.
    """
    hidden, gated, memory, shown = (np.zeros_like(seeds) for _ in range(4))
    exponents = np.zeros(len(seeds), np.int64)
    for step in steps_back(steps, seeds, split=True, gates=gates):
        t = step.position
        hidden[t], gated[t], exponents[t] = step.hidden, step.gated, step.exponent
        if steps.shown is not None:
            memory[t], shown[t] = step.memory, step.shown
    plain = [log2_norms(rows, exponents) for rows in (hidden, gated)]
    if steps.shown is None:
        return PathNorms(plain[0], None, plain[1], None, None)
    of_c = [log2_norms(rows, exponents) for rows in (memory, memory + shown, gated + shown)]
    return PathNorms(plain[0], of_c[0], plain[1], of_c[1], of_c[2])


def along_memory(steps: Slopes, seeds: np.ndarray) -> np.ndarray:
    """Return the norm of the part that passed through no gate or candidate, ``(T,)`` log2.

    In the LSTM this path is the constant error carousel of Hochreiter and Schmidhuber (1997): for
    L = h_T it is o_T (1 − tanh² c_T) ∏ f_s over the steps s after t, unit by unit. In PyTorch's
    GRU it is ∏ z_s, in the papers' ∏ (1 − z_s). The plain cell has no such path: −inf throughout.

    Args:
        steps: the derivatives of the trace's steps.
        seeds: ∂L/∂h_t as far as L depends on h_t directly, ``(T, hidden_size)``.
    """
    if steps.kept is None:
        return np.full(len(seeds), -np.inf)
    norms = path_norms(steps, seeds, gates=False)
    return norms.hidden if norms.memory is None else norms.memory
