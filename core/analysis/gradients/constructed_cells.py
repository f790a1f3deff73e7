"""Cells whose weights are set by hand so that their gradients through time have a closed form."""

import math
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ...cells import GRUCell, LSTMCell, RecurrentCell, RNNCell
from ...cells.relu_rnn import ReluRNNCell

INPUT_SIZE = 8
SEED = 0
"""Of the rotation, input weights and inputs; fixed, so that a slider changes one thing only."""
OPEN = 40.0
"""Bias at which a gate is exactly 1 in float64."""


class Constructed(NamedTuple):
    """A cell in float64 and the inputs that it reads, from a zero state.

    Attributes:
        cell: the cell.
        inputs: ``(T, INPUT_SIZE)``, normally distributed.
        tokens: a name for each: its number, from 1.
    """

    cell: RecurrentCell
    inputs: Tensor
    tokens: tuple[str, ...]


def constructed(
    radius: float,
    forget_bias: float,
    drive: float,
    steps: int,
    hidden_size: int = 32,
    relu: bool = False,
) -> dict[str, Constructed]:
    """Return an RNN, an LSTM and a GRU whose gradients vanish, explode or stay, as chosen.

    The RNN's recurrent matrix is ``radius`` times an orthogonal one: all its eigenvalues and
    singular values have this size. LSTM and GRU ignore their own hidden state: their recurrent
    weights are zero. The bias of the gate that keeps, the LSTM's f and the GRU's z, is
    ``forget_bias``, in one of the two biases. The LSTM's output gate is open. With a drive of 0,
    no input comes in, all states stay zero, and ``closed_forms`` holds exactly; a larger one moves
    gates and bends the tanh, so that what is measured departs from it.

    With ReLU, each of the RNN's units remembers itself alone, ``radius`` times, and has a bias of
    1: the matrix of Le, Jaitly and Hinton (2015), who take a radius of 1. Where nothing comes in,
    all units are on, with a slope of exactly 1; one that inputs turn off passes nothing on.

    Args:
        radius: spectral radius of the RNN, 0 or more.
        forget_bias: of f and z; 0 keeps a half, 2 keeps 0.88.
        drive: standard deviation of what the inputs add to each preactivation, 0 or more.
        steps: T, the number of tokens.
        hidden_size: units of each cell.
        relu: whether the RNN has ReLU in the place of tanh.

    Returns:
        By the cell's name: ``rnn``, ``lstm``, ``gru``.

    Raises:
        ValueError: if radius, drive or steps are negative.
    """
    _check(radius=radius, drive=drive, steps=steps)
    generator = torch.Generator().manual_seed(SEED)
    rotation, _ = torch.linalg.qr(_normal((hidden_size, hidden_size), generator))
    driven = drive / math.sqrt(INPUT_SIZE) * _normal((4 * hidden_size, INPUT_SIZE), generator)
    inputs, tokens = _normal((steps, INPUT_SIZE), generator), tuple(map(str, range(1, steps + 1)))
    cells = {}
    kinds = {"rnn": ReluRNNCell if relu else RNNCell, "lstm": LSTMCell, "gru": GRUCell}
    for name, kind in kinds.items():
        cell = _zero(kind(INPUT_SIZE, hidden_size, generator), driven)
        cells[name] = Constructed(cell, inputs, tokens)
    with torch.no_grad():
        kept = torch.eye(hidden_size, dtype=torch.float64) if relu else rotation
        cells["rnn"].cell.weight_hh.copy_(radius * kept)
    _set_biases(cells["rnn"].cell, hidden_state=1.0 if relu else 0.0)
    _set_biases(cells["lstm"].cell, forget_gate=forget_bias, output_gate=OPEN)
    _set_biases(cells["gru"].cell, update_gate=forget_bias)
    return cells


def closed_forms(radius: float, forget_bias: float, steps: int) -> dict[str, np.ndarray]:
    """Return log₂ of what is left of a gradient k steps back, with a drive of 0.

    ‖∂h_T/∂h_{T−k}‖ / √hidden_size is ρ^k for the RNN (Pascanu, Mikolov and Bengio, 2013) and
    σ(b)^k for the GRU; ‖∂h_T/∂c_{T−k}‖ / √hidden_size is σ(b)^k for the LSTM.

    Args:
        radius: as for ``constructed``.
        forget_bias: as for ``constructed``.
        steps: T.

    Returns:
        By the cell's name, ``(T,)`` for k from 0 to T − 1; −inf where nothing is left.
    """
    back = np.arange(steps)
    gate = back * -np.logaddexp(0, -forget_bias) / math.log(2)
    with np.errstate(divide="ignore"):
        rotated = back[1:] * np.log2(radius)
    return {"rnn": np.concatenate([back[:1] * 0.0, rotated]), "lstm": gate, "gru": gate}


def _normal(shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def _zero(cell: RecurrentCell, driven: Tensor) -> RecurrentCell:
    """Return the cell in float64, all parameters zero except the weights of the inputs."""
    cell = cell.double().requires_grad_(False)
    for parameter in cell.parameters():
        parameter.zero_()
    cell.weight_ih.copy_(driven[: len(cell.weight_ih)])
    return cell


def _set_biases(cell: RecurrentCell, **biases: float) -> None:
    """Set the biases of some gates, the same for all units, and those of all other blocks to 0."""
    for gate, block in zip(cell.blocks, cell.bias_ih.data.chunk(len(cell.blocks)), strict=True):
        block.fill_(biases.get(gate, 0.0))


def _check(**numbers: float) -> None:
    for name, number in numbers.items():
        if not number >= 0:
            raise ValueError(f"constructed expected {name} of 0 or more, got {number}.")
