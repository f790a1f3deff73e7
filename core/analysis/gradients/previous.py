"""The state as each step of a trace found it."""

from typing import Any

import numpy as np

from core.cells.base import RecurrentCell
from core.trace import Trace


def previous(cell: RecurrentCell, trace: Trace, quantity: str, initial: Any = None) -> np.ndarray:
    """Return a part of the state as each step found it: h_{t-1} or c_{t-1}, ``(T, hidden_size)``.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        quantity: ``"hidden_state"`` or ``"cell_state"``.
        initial: the state before the first token, of batch size 1; zeros where none is given.
    """
    state = cell.initial_state(1) if initial is None else initial
    first = getattr(state, quantity).detach().numpy()
    return np.concatenate([first, trace[quantity][:-1]])[: len(trace)]
