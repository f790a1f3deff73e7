"""How far what is shown is from what ``torch.nn`` computes: the proof beside the picture."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from ..cells.base import Preactivation, RecurrentCell
from ..cells.torch_layers import torch_layer
from ..trace import Trace


@torch.inference_mode()
def largest_difference(cell: RecurrentCell, inputs: Tensor, trace: Trace) -> float:
    """Compare every number of a trace with PyTorch's own layer on the same inputs.

    The layer shows its states only. All else is compared by what it must agree with: the three
    parts of each preactivation with the layer's weights times the inputs and its hidden states;
    the gates with those parts, squashed again; and what the gates make of the states before with
    the states shown and the layer's.

    Args:
        cell: the cell that was traced; RNN, LSTM or GRU as in ``torch.nn``.
        inputs: the token vectors it was traced on, ``(T, input_size)``.
        trace: its trace, from a zero state.

    Returns:
        The largest absolute difference; 0 for a text without tokens, NaN where there is one.

    Raises:
        ValueError: if ``torch.nn`` has no such layer.
    """
    layer = torch_layer(cell)
    if not len(trace):
        return 0.0
    output, last = layer(inputs[None])
    shown = {name: torch.from_numpy(values.copy()) for name, values in trace.activations.items()}
    final = last if isinstance(last, tuple) else (last,)
    state = cell.initial_state(1)
    pairs = [(shown["hidden_state"], output[0])]
    pairs += [
        (shown[name][-1], part[0, 0]) for name, part in zip(state._fields, final, strict=True)
    ]
    pairs += _parts(cell, layer, trace, inputs, torch.cat([state.hidden_state, output[0, :-1]]))
    pairs += _recomputed(cell, trace, shown, output[0])
    # torch's max, for which NaN is the largest of all; Python's may pass over it.
    return float(torch.stack([(ours - theirs).abs().max() for ours, theirs in pairs]).max())


def _parts(
    cell: RecurrentCell, layer: nn.RNNBase, trace: Trace, inputs: Tensor, previous: Tensor
) -> list[tuple[Tensor, Tensor]]:
    from_x = linear(inputs, layer.get_parameter("weight_ih_l0"))
    from_h = linear(previous, layer.get_parameter("weight_hh_l0"))
    expected = cell.parts(from_x, from_h)._asdict()
    return [
        (ours, theirs)
        for name, part in trace.preactivations.items()
        for ours, theirs in zip(_as_tensors(part), expected[name], strict=True)
    ]


def _recomputed(
    cell: RecurrentCell, trace: Trace, shown: dict[str, Tensor], output: Tensor
) -> list[tuple[Tensor, Tensor]]:
    parts = {name: _as_tensors(part) for name, part in trace.preactivations.items()}
    state = cell.initial_state(1)
    record = type(cell.gates(cell.weight_ih.new_zeros(1, cell.input_size), state.hidden_state))
    squashed = cell.activate(record(**parts))
    before = [torch.cat([first, shown[name][:-1]]) for name, first in state._asdict().items()]
    gates = record(**{name: shown[name] for name in parts})
    updated = cell.update(gates, type(state)(*before))
    again = [*squashed._asdict().items(), *updated._asdict().items()]
    return [*((values, shown[name]) for name, values in again), (updated.hidden_state, output)]


def _as_tensors(part: Preactivation) -> Preactivation:
    return Preactivation(*(torch.from_numpy(np.array(array)) for array in part))
