"""How far what is shown is from what ``torch.nn`` computes: the proof beside the picture."""

import numpy as np
import torch
from torch import Tensor

from core.cells.base import Preactivation, RecurrentCell
from core.cells.torch_layer import torch_layer
from core.trace import Trace


@torch.inference_mode()
def largest_difference(cell: RecurrentCell, inputs: Tensor, trace: Trace) -> float:
    """Compare every number of a trace with PyTorch's own layer on the same inputs.

    The layer shows its states only, so gates are compared by what follows from them: the parts
    shown are squashed again, and the gates and states shown are put into the cell's update; both
    must lead to what the layer returns.

    Args:
        cell: the cell that was traced; RNN, LSTM or GRU as in ``torch.nn``.
        inputs: the token vectors it was traced on, ``(T, input_size)``.
        trace: its trace, from a zero state.

    Returns:
        The largest absolute difference; 0 for a text without tokens.

    Raises:
        ValueError: if ``torch.nn`` has no such layer.
    """
    layer = torch_layer(cell)
    if not len(trace):
        return 0.0
    output, last = layer(inputs[None])
    shown = {name: torch.from_numpy(values.copy()) for name, values in trace.activations.items()}
    final = last if isinstance(last, tuple) else (last,)
    state_names = cell.initial_state(1)._fields
    pairs = [(shown["hidden_state"], output[0])]
    pairs += [(shown[name][-1], part[0, 0]) for name, part in zip(state_names, final, strict=True)]
    pairs += _recomputed(cell, trace, shown, output[0])
    return max(float((ours - theirs).abs().max()) for ours, theirs in pairs)


def _recomputed(
    cell: RecurrentCell, trace: Trace, shown: dict[str, Tensor], output: Tensor
) -> list[tuple[Tensor, Tensor]]:
    parts = {name: _as_tensors(part) for name, part in trace.preactivations.items()}
    record = type(cell.gates(torch.zeros(1, cell.input_size), torch.zeros(1, cell.hidden_size)))
    squashed = cell.activate(record(**parts))
    state = cell.initial_state(1)
    before = [torch.cat([first, shown[name][:-1]]) for name, first in state._asdict().items()]
    gates = record(**{name: shown[name] for name in parts})
    updated = cell.update(gates, type(state)(*before))
    again = [(values, shown[name]) for name, values in squashed._asdict().items()]
    return [*again, (updated.hidden_state, output)]


def _as_tensors(part: Preactivation) -> Preactivation:
    return Preactivation(*(torch.from_numpy(np.array(array)) for array in part))
