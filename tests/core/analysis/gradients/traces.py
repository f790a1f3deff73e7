"""Traces for the tests of gradients."""

import numpy as np
import torch

from core.cells import Preactivation, RecurrentCell
from core.trace import Trace, unroll
from tests.core.cells.strategies import Case


def traced(case: Case) -> Trace:
    """Return the trace of a case, from its initial state."""
    return unroll(case.cell, case.inputs, case.tokens, case.state)


def repeated(trace: Trace, times: int) -> Trace:
    """Return a trace that takes the same steps again and again."""
    activations = {name: np.tile(rows, (times, 1)) for name, rows in trace.activations.items()}
    preactivations = {
        name: Preactivation(*(np.tile(rows, (times, 1)) for rows in parts))
        for name, parts in trace.preactivations.items()
    }
    return Trace(trace.tokens * times, trace.quantities, activations, preactivations)


def still(cell: RecurrentCell, length: int) -> Trace:
    """Return the trace of a text of zero vectors."""
    return unroll(cell, torch.zeros(length, cell.input_size), [""] * length)
