"""Margin of one output over the others: a number that is linear in the hidden state."""

from typing import NamedTuple

import numpy as np
from torch import Tensor

from ..network import Network


class Margin(NamedTuple):
    """An output's margin: ``direction @ h + bias`` of a hidden state h, ``(hidden_size,)`` float64.

    Attributes:
        direction: the output's row of the readout minus the mean of the other rows; of two
            directions, the part that reads the one that is looked at.
        bias: the same of the readout's biases.
    """

    direction: np.ndarray
    bias: float


def margin(network: Network, output: int) -> Margin:
    """Return the margin of one output: its score minus the mean of the other outputs' scores.

    Of two classes, it is exactly the log-odds; of a network with one output, its value.

    Args:
        network: the network whose readout is used.
        output: the number of the output, from 0.

    Raises:
        ValueError: if there is no such output, or the readout does not read the cell.
    """
    weight, bias = readout(network)
    over = over_others(len(bias), output)
    return Margin(over @ weight, float(over @ bias))


def readout(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the readout's weights of the cell's units and its biases, in float64.

    Of a network with two directions, the weights are those of the direction that is looked at: the
    scores are a sum of what each of them adds.

    Returns:
        ``(n_outputs, hidden_size)`` and ``(n_outputs,)``.

    Raises:
        ValueError: if a later layer reads the cell, and not the readout.
    """
    weight = network.readout.weight[:, network.own_columns()]
    return _float64(weight), _float64(network.readout.bias)


def over_others(n_outputs: int, output: int) -> np.ndarray:
    """Return each score's weight in a margin, ``(n_outputs,)``: 1, and −1 shared by the others.

    >>> over_others(3, 0)
    array([ 1. , -0.5, -0.5])

    Raises:
        ValueError: if there is no such output.
    """
    if not 0 <= output < n_outputs:
        raise ValueError(
            f"A margin expected one of {n_outputs} outputs, numbered from 0; got {output}. "
            "network.outputs has their names in order."
        )
    over = np.full(n_outputs, -1 / max(n_outputs - 1, 1))
    over[output] = 1.0
    return over


def _float64(parameter: Tensor) -> np.ndarray:
    return parameter.detach().double().numpy()
