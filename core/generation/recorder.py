"""The states that a network goes through while it writes, with all that led to each."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..cells import RecurrentCell
from ..cells.base import Preactivation
from ..network import Network
from ..trace import Trace


class Recorder:
    """Takes a network's steps one by one and keeps them; a copy can go on differently.

    Every step is computed alike, whether its token was given or written: a run is the same, bit by
    bit, as one whose prime has its tokens.

    Args:
        network: a network that reads tokens.
    """

    def __init__(self, network: Network) -> None:
        self.network, self.cells = network, network.cells
        self.states: list[tuple[Any, ...]] = [tuple(cell.initial_state(1) for cell in self.cells)]
        self.steps: list[tuple[dict[str, Tensor], dict[str, Preactivation[Tensor]]]] = []

    def copy(self, length: int) -> "Recorder":
        """Return a recorder that has taken the first steps only."""
        other = Recorder(self.network)
        other.states, other.steps = self.states[: length + 1], self.steps[:length]
        return other

    def scores(self) -> np.ndarray:
        """Return the readout's scores after the last step, ``(n_outputs,)`` float32.

        Before the first step, they are those of the zero state.
        """
        hidden = self.states[-1][-1].hidden_state
        return self.network.readout(hidden)[0].numpy()

    def read(self, code: float) -> None:
        """Take the step that a token causes."""
        x = self.network.vectors([code])
        states, steps = [], []
        for cell, state in zip(self.cells, self.states[-1], strict=True):
            x, step, new = _step(cell, x, state)
            states.append(new)
            steps.append(step)
        self.states.append(tuple(states))
        self.steps.append(steps[-1])  # a trace shows the layer that the readout reads

    def trace(self, tokens: tuple[str, ...]) -> Trace:
        """Return the trace of the last layer along all steps that were taken."""
        cell = self.cells[-1]
        activations = {
            quantity.name: self._column(quantity.name, cell.width(quantity.name))
            for quantity in cell.quantities
        }
        names = self.steps[0][1] if self.steps else _parts(cell)
        preactivations = {
            name: Preactivation(
                *(
                    _rows([step[1][name][part] for step in self.steps], cell.hidden_size)
                    for part in range(3)
                )
            )
            for name in names
        }
        return Trace(tokens, cell.quantities, activations, preactivations)

    def _column(self, name: str, width: int) -> np.ndarray:
        return _rows([step[0][name] for step in self.steps], width)


def _rows(rows: list[Tensor], width: int) -> np.ndarray:
    if not rows:
        return np.empty((0, width), np.float32)
    return torch.cat([row.expand(1, -1) for row in rows]).numpy()


def _step(
    cell: RecurrentCell, x: Tensor, state: Any
) -> tuple[Tensor, tuple[dict[str, Tensor], dict[str, Preactivation[Tensor]]], Any]:
    preactivations = cell.preactivations(x, state.hidden_state)
    gates = cell.activate(preactivations)
    new = cell.update(gates, state)
    return new.hidden_state, (gates._asdict() | new._asdict(), preactivations._asdict()), new


def _parts(cell: RecurrentCell) -> Mapping[str, object]:
    zeros = torch.zeros(1, cell.input_size)
    return cell.preactivations(zeros, cell.initial_state(1).hidden_state)._asdict()
