"""Each token's share of one output of the readout, from the ledger of the memory."""

from dataclasses import dataclass

import numpy as np

from ...network import Network
from ...trace import Trace
from ..readout import margin
from .ledger import carry, left


@dataclass(frozen=True, eq=False)
class Shares:
    """The parts of one output's margin after one token: the tokens and the bias sum to it.

    Attributes:
        tokens: the share of the state before the text, then that of each token up to that one,
            ``(position + 2,)`` float64; parts of a score, of either sign.
        bias: the margin's own bias, from the readout's biases.
        total: the margin of ``core.analysis.readout``, the output's score minus the mean of the
            others'; ``tokens.sum() + bias`` up to rounding.
        exact: whether the score is linear in what the tokens wrote, with the gates taken as given.
            The LSTM's is not: its tanh is replaced by a straight line.
    """

    tokens: np.ndarray
    bias: float
    total: float
    exact: bool


def readout_shares(network: Network, trace: Trace, output: int, position: int) -> Shares:
    """Divide an output's margin among the tokens that wrote the memory it is read from.

    Of an LSTM, h = o tanh(c) is read, and tanh is replaced by its secant through 0 and c, unit by
    unit: the rescale rule of DeepLIFT (Shrikumar, Greenside and Kundaje, 2017). The shares still
    sum to the margin, but each token's effect is approximate. A plain RNN carries nothing over unit
    by unit, so everything is attributed to the last token.

    Args:
        network: the network, looked at from one of its cells.
        trace: of that cell, from a zero state.
        output: which output, from 0.
        position: the token after which the margin is taken, from 0.

    Raises:
        ValueError: if there is no such output or token.
    """
    cell = network.cell
    direction, bias = margin(network, output)
    written = left(carry(cell, trace), position)[: position + 2]  # (position + 2, hidden_size)
    hidden = trace["hidden_state"][position].astype(np.float64)
    exact = cell.memory == "hidden_state"
    slope = 1.0 if exact else _secant_slopes(trace, position)
    return Shares(written @ (slope * direction), bias, float(direction @ hidden) + bias, exact)


def _secant_slopes(trace: Trace, position: int) -> np.ndarray:
    """Return h / c of every unit, ``(hidden_size,)``: o tanh(c) / c, at c = 0 its limit o."""
    c = trace["cell_state"][position].astype(np.float64)
    o = trace["output_gate"][position].astype(np.float64)
    return o * np.divide(np.tanh(c), c, out=np.ones_like(c), where=c != 0)
