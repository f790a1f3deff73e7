"""The ledger of a memory: which token wrote it, and how much of that is left at each later step.

Unrolled, c_t = f_t c_{t-1} + i_t g_t is a sum: c_T = c_0 ∏ f_s + Σ_k (∏_{s>k} f_s) i_k g_k, as in
Gers, Schmidhuber and Cummins (2000); so is a GRU's h_t. The gates are taken as given: they, too,
depend on earlier tokens, and that influence is entered under the token that they let in.
"""

from functools import singledispatch
from typing import Any, NamedTuple

import numpy as np

from ...cells import GRUCell, LSTMCell, MinGRUCell, PaperGRUCell, RecurrentCell
from ...trace import Trace


class Carry(NamedTuple):
    """A memory that each step partly keeps and partly writes, in float64.

    ``memory[t] = kept[t] * memory[t-1] + written[t]``, each ``(T, width of the memory)``.

    Attributes:
        kept: the share of the previous memory that stays, in 0..1.
        written: what the token adds.
        memory: the memory after the token: c_t of an LSTM, h_t of the others.
        initial: the memory before the first token, ``(width of the memory,)``.
    """

    kept: np.ndarray
    written: np.ndarray
    memory: np.ndarray
    initial: np.ndarray


def carry(cell: RecurrentCell, trace: Trace, initial: Any = None) -> Carry:
    """Return what a cell kept and wrote at each step of a text, and its memory.

    LSTM: f, i g and c. PyTorch's GRU: z, (1 − z) n and h; the papers' and the minimal one: 1 − z,
    z n and h. A plain RNN carries nothing over unit by unit: 0, h and h.

    Args:
        cell: the cell that made the trace.
        trace: T steps of it.
        initial: the state before the first token, of batch size 1; zeros where none is given.
    """
    state = cell.initial_state(1) if initial is None else initial
    kept, written = _kept_and_written(cell, trace)
    before = getattr(state, cell.memory).detach().double().numpy()[0]
    return Carry(kept, written, _float64(trace, cell.memory), before)


def ledger(carry: Carry, unit: int) -> np.ndarray:
    """Return how much is left of everything that was ever written into one unit.

    Args:
        carry: of T tokens.
        unit: the unit, from 0.

    Returns:
        ``(T, T + 1)``: in row t, what is left after token t of the memory before the first token
        (column 0) and of what token k wrote (column k + 1; 0 for k > t). Each row sums to
        ``carry.memory[t, unit]`` up to rounding.

    Raises:
        ValueError: if there is no such unit.
    """
    _check("unit", unit, len(carry.initial))
    kept, written = carry.kept[:, unit], carry.written[:, unit]
    entries = np.zeros((len(kept), len(kept) + 1))
    before = np.zeros(len(kept) + 1)
    before[0] = carry.initial[unit]
    for token, row in enumerate(entries):
        np.multiply(kept[token], before, out=row)
        row[token + 1] = written[token]
        before = row
    return entries


def left(carry: Carry, position: int) -> np.ndarray:
    """Return the ledger's row after one token for all units, ``(T + 1, width of the memory)``.

    Row 0 is what is left of the memory before the first token, row k + 1 what is left of what token
    k wrote; the column of a unit sums to its memory up to rounding.

    Args:
        carry: of T tokens.
        position: the token, from 0.

    Raises:
        ValueError: if there is no such token.
    """
    _check("position", position, len(carry.kept))
    entries = np.zeros((len(carry.kept) + 1, len(carry.initial)))
    entries[position + 1] = carry.written[position]
    share = carry.kept[position]
    for token in range(position - 1, -1, -1):
        entries[token + 1] = share * carry.written[token]
        share = share * carry.kept[token]
    entries[0] = share * carry.initial
    return entries


@singledispatch
def _kept_and_written(cell: RecurrentCell, trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    hidden = _float64(trace, "hidden_state")
    return np.zeros_like(hidden), hidden


@_kept_and_written.register
def _(cell: LSTMCell, trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    i, g = _float64(trace, "input_gate"), _float64(trace, "candidate")
    return _float64(trace, "forget_gate"), i * g


@_kept_and_written.register
def _(cell: GRUCell, trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    z, n = _float64(trace, "update_gate"), _float64(trace, "candidate")
    return z, (1 - z) * n


@_kept_and_written.register(MinGRUCell)
@_kept_and_written.register(PaperGRUCell)
def _(cell: RecurrentCell, trace: Trace) -> tuple[np.ndarray, np.ndarray]:
    z, n = _float64(trace, "update_gate"), _float64(trace, "candidate")
    return 1 - z, z * n


def _float64(trace: Trace, name: str) -> np.ndarray:
    return trace[name].astype(np.float64)


def _check(what: str, number: int, count: int) -> None:
    if not 0 <= number < count:
        raise ValueError(
            f"A ledger expected one of {count} {what}s, numbered from 0; got {number}. "
            f"Give the number of a {what} that the carry has."
        )
