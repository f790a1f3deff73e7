"""Largest difference between the numbers on screen and those that ``torch.nn`` computes."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import linear

from ..cells.base import Gates, Parts, Preactivation, RecurrentCell, State, TensorParts
from ..cells.feedback import FeedbackCell
from ..cells.torch_layers import torch_layer
from ..trace import Trace


@torch.inference_mode()
def largest_difference(cell: RecurrentCell, inputs: Tensor, trace: Trace) -> float:
    """Compare every number of a trace with PyTorch's own layer on the same inputs.

    The layer returns only its states. Everything else is compared with what follows from them: the
    three parts of each preactivation with the layer's weights times the inputs and its hidden
    states; the gates with those parts, squashed again; and the states that follow from the gates
    and the states before, with those of the trace and the layer's.

    Args:
        cell: the cell that was traced; RNN, LSTM or GRU as in ``torch.nn``.
        inputs: the token vectors it was traced on, ``(T, input_size)``.
        trace: its trace, from a zero state.

    Returns:
        The largest absolute difference; 0 for a text without tokens, NaN if any number is NaN.

    Raises:
        ValueError: if ``torch.nn`` has no such layer.
    """
    layer = torch_layer(cell)
    assert isinstance(cell, FeedbackCell)  # as all of PyTorch's are
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
    previous = torch.cat([state.hidden_state, output[0, :-1]])
    from_x = linear(inputs, layer.get_parameter("weight_ih_l0"))
    expected = cell.parts(from_x, linear(previous, layer.get_parameter("weight_hh_l0")))
    parts = {name: _as_tensors(part) for name, part in trace.preactivations.items()}
    for name, part in expected._asdict().items():
        pairs += zip(parts[name], part, strict=True)
    pairs += _recomputed(cell, expected._replace(**parts), shown, output[0])
    # torch's max returns NaN if there is one; Python's may miss it.
    return float(torch.cat([(ours - theirs).flatten() for ours, theirs in pairs]).abs().max())


def _recomputed(
    cell: RecurrentCell[State, Parts, Gates],
    preactivations: Parts,
    shown: dict[str, Tensor],
    output: Tensor,
) -> list[tuple[Tensor, Tensor]]:
    state, squashed = cell.initial_state(1), cell.activate(preactivations)
    before = [torch.cat([first, shown[name][:-1]]) for name, first in state._asdict().items()]
    gates = squashed._replace(**{name: shown[name] for name in squashed._fields})
    updated = cell.update(gates, state._make(before))
    named = [*squashed._asdict().items(), *updated._asdict().items()]
    return [*((values, shown[name]) for name, values in named), (updated.hidden_state, output)]


def _as_tensors(part: Preactivation[np.ndarray]) -> TensorParts:
    return Preactivation(*(torch.from_numpy(np.array(array)) for array in part))
