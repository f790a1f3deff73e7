"""The one part of a trace that cannot be computed for all tokens at once: h_t needs h_{t-1}.

Each way below is the fastest one known for its cell; all else in a trace follows for all tokens
in parallel. One small NumPy operation costs a third of a torch one, which is why the loops are
NumPy. Tests compare each loop with the cell's own steps, taken one by one.
"""

from functools import singledispatch

import numpy as np
import torch
from torch import Tensor

from ..cells.base import Gates, Parts, RecurrentCell, State, TensorParts
from ..cells.gated_unit import GRUGates, GRUState
from ..cells.gru import GRUCell
from ..cells.lstm import LSTMCell, LSTMGates, LSTMState
from ..cells.matmul import product
from ..cells.min_gru import MinGRUCell, MinGRUGates
from ..cells.paper_gru import PaperGRUCell
from ..cells.plain_unit import RNNGates, RNNState
from ..cells.rnn import RNNCell
from ..edits.run import Run


@singledispatch
def recur(cell: RecurrentCell[State, Parts, Gates], inputs: Tensor, state: State) -> Run[Parts]:
    """Carry the state through a text, and return all that the cell computes along it.

    Args:
        cell: the cell; one without a special loop takes one step after the other.
        inputs: token vectors, ``(T, input_size)``.
        state: the state before the first token, of batch size 1.
    """
    first = state.hidden_state
    states = {
        name: inputs.new_empty(len(inputs), part.shape[1]) for name, part in state._asdict().items()
    }
    for position, x in enumerate(inputs):
        state = cell.update(cell.gates(x[None], state.hidden_state), state)
        for name, part in state._asdict().items():
            states[name][position] = part[0]
    preactivations = _preactivations(cell, inputs, first, states["hidden_state"])
    return Run(cell.activate(preactivations)._asdict() | states, preactivations)


@recur.register
def _(cell: LSTMCell, inputs: Tensor, state: LSTMState) -> Run[LSTMGates[TensorParts]]:
    if not len(inputs):  # torch.lstm rejects a text without tokens
        return recur.dispatch(RecurrentCell)(cell, inputs, state)
    weights: list[Tensor] = [cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh]
    initial = [part[None] for part in state]
    # The fused layer behind torch.nn.LSTM: biases, 1 layer, no dropout, inference, one direction.
    hidden, *_ = torch.lstm(inputs[:, None], initial, weights, True, 1, 0.0, False, False, False)
    preactivations = _preactivations(cell, inputs, state.hidden_state, hidden[:, 0])
    gates = cell.activate(preactivations)
    i, f, g, _o = gates
    states = LSTMState(hidden[:, 0], carried(f, i * g, state.cell_state[0]))
    return Run(gates._asdict() | states._asdict(), preactivations)


@recur.register
def _(cell: RNNCell, inputs: Tensor, state: RNNState) -> Run[RNNGates[TensorParts]]:
    from_x = product(inputs, cell.weight_ih)
    from_h, hidden = torch.empty_like(from_x), torch.empty_like(from_x)
    rows = (from_x + cell.bias_ih + cell.bias_hh).numpy(), from_h.numpy(), hidden.numpy()
    weight, h = cell.weight_hh.numpy(), state.hidden_state[0].numpy()
    with _no_false_alarm():
        for x_h, h_h, h_next in zip(*rows, strict=True):
            np.dot(weight, h, out=h_h)
            np.add(x_h, h_h, out=h_next)
            h = np.tanh(h_next, out=h_next)
    return Run({"hidden_state": hidden}, cell.parts(from_x, from_h))


@recur.register
def _(cell: GRUCell, inputs: Tensor, state: GRUState) -> Run[GRUGates[TensorParts]]:
    size = cell.hidden_size
    from_x = product(inputs, cell.weight_ih)
    from_h, hidden = torch.empty_like(from_x), inputs.new_empty(len(inputs), size)
    x_rz = (from_x + cell.bias_ih + cell.bias_hh)[:, : 2 * size].numpy()
    x_n = (from_x + cell.bias_ih)[:, 2 * size :].numpy()
    b_n = cell.bias_hh[2 * size :].numpy()
    weight, h = cell.weight_hh.numpy(), state.hidden_state[0].numpy()
    rz = np.empty_like(x_rz[0]) if len(x_rz) else x_rz
    r, z = rz[:size], rz[size:]
    rows = x_rz, x_n, from_h.numpy(), hidden.numpy()
    with _no_false_alarm():
        for x_rz_t, x_n_t, h_rzn, h_next in zip(*rows, strict=True):
            np.dot(weight, h, out=h_rzn)
            np.add(x_rz_t, h_rzn[: 2 * size], out=rz)
            _sigmoid_(rz)
            n = h_rzn[2 * size :] + b_n
            n *= r
            n += x_n_t
            np.tanh(n, out=n)
            np.subtract(h, n, out=h_next)
            h_next *= z
            h_next += n
            h = h_next
    preactivations = cell.parts(from_x, from_h)
    return Run(cell.activate(preactivations)._asdict() | {"hidden_state": hidden}, preactivations)


@recur.register
def _(cell: PaperGRUCell, inputs: Tensor, state: GRUState) -> Run[GRUGates[TensorParts]]:
    size = cell.hidden_size
    from_x = product(inputs, cell.weight_ih)
    from_h, hidden = torch.empty_like(from_x), inputs.new_empty(len(inputs), size)
    x_rz, x_n = np.split((from_x + cell.bias_ih + cell.bias_hh).numpy(), [2 * size], axis=1)
    weight, h = cell.weight_hh.numpy(), state.hidden_state[0].numpy()
    w_rz, w_n = weight[: 2 * size], weight[2 * size :]
    rz, n = (np.empty(rows, weight.dtype) for rows in (2 * size, size))
    r, z = rz[:size], rz[size:]
    rows = x_rz, x_n, from_h.numpy(), hidden.numpy()
    with _no_false_alarm():
        for x_rz_t, x_n_t, h_rzn, h_next in zip(*rows, strict=True):
            np.dot(w_rz, h, out=h_rzn[: 2 * size])
            np.add(x_rz_t, h_rzn[: 2 * size], out=rz)
            _sigmoid_(rz)
            np.multiply(r, h, out=n)
            np.dot(w_n, n, out=h_rzn[2 * size :])
            np.add(x_n_t, h_rzn[2 * size :], out=n)
            np.tanh(n, out=n)
            np.subtract(n, h, out=h_next)
            h_next *= z
            h_next += h
            h = h_next
    preactivations = cell.parts(from_x, from_h)
    return Run(cell.activate(preactivations)._asdict() | {"hidden_state": hidden}, preactivations)


@recur.register
def _(cell: MinGRUCell, inputs: Tensor, state: GRUState) -> Run[MinGRUGates[TensorParts]]:
    preactivations = cell.preactivations(inputs, state.hidden_state)
    gates = cell.activate(preactivations)
    z, n = gates
    hidden = carried(1 - z, z * n, state.hidden_state[0])
    return Run(gates._asdict() | {"hidden_state": hidden}, preactivations)


def _no_false_alarm() -> np.errstate:
    """Return what keeps NumPy from warning of an invalid value where there is none.

    OpenBLAS's float32 product with five columns also computes with bytes that nothing was written
    to. The result is right, but where they happen to be a signalling NaN, the processor reports it.
    """
    return np.errstate(invalid="ignore")


def carried(kept: Tensor, written: Tensor, initial: Tensor) -> Tensor:
    """Return the memory m_t = kept_t m_{t-1} + written_t after every token.

    Args:
        kept: the share of the previous memory that stays, ``(T, hidden_size)``.
        written: what each token adds, ``(T, hidden_size)``; the memory takes its place.
        initial: the memory before the first token, ``(hidden_size,)``.

    Returns:
        ``(T, hidden_size)``.
    """
    memory = initial.numpy()
    stays = np.empty_like(memory)
    for share, following in zip(kept.numpy(), written.numpy(), strict=True):
        np.multiply(share, memory, out=stays)
        following += stays
        memory = following
    return written


def _preactivations(
    cell: RecurrentCell[State, Parts, Gates], inputs: Tensor, first: Tensor, hidden: Tensor
) -> Parts:
    previous = torch.cat([first, hidden[:-1]])[: len(hidden)]
    return cell.preactivations(inputs, previous)


def _sigmoid_(x: np.ndarray) -> None:
    """Apply the logistic function in place, computed with tanh, which cannot overflow."""
    x *= 0.5
    np.tanh(x, out=x)
    x *= 0.5
    x += 0.5
