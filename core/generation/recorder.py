"""The states that a network goes through while it writes, with all that led to each."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..cells import RecurrentCell
from ..cells.base import Preactivation
from ..network import Network
from ..text.padding import Code
from ..trace import Trace

Step = tuple[dict[str, Tensor], dict[str, Preactivation[Tensor]]]
"""Of one step or of several: quantity -> its numbers, gate -> the parts of its preactivation."""


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
        self._kept: tuple[Step, list[Step]] = _nothing(self.cells[-1]), []

    def copy(self, length: int) -> "Recorder":
        """Return a recorder that has taken the first steps only."""
        other = Recorder(self.network)
        (quantities, gates), steps = self._kept
        traced = len(self.states) - 1 - len(steps)
        other.states = self.states[: length + 1]
        first = (
            {name: rows[:length] for name, rows in quantities.items()},
            {name: Preactivation(*(rows[:length] for rows in of)) for name, of in gates.items()},
        )
        other._kept = first, steps[: max(length - traced, 0)]
        return other

    @property
    def nbytes(self) -> int:
        """How many bytes the numbers of all steps of the last layer take."""
        return sum(map(_bytes_of, (self._kept[0], *self._kept[1])))

    def scores(self) -> np.ndarray:
        """Return the readout's scores after the last step, ``(n_outputs,)`` float32.

        Before the first step, they are those of the zero state.
        """
        hidden = self.states[-1][-1].hidden_state
        return self.network.readout(hidden)[0].numpy()

    def read(self, code: Code) -> None:
        """Take the step that a token causes."""
        x = self.network.vectors([code])
        states, steps = [], []
        for cell, state in zip(self.cells, self.states[-1], strict=True):
            x, step, new = _step(cell, x, state)
            states.append(new)
            steps.append(step)
        self.states.append(tuple(states))
        self._kept[1].append(steps[-1])  # a trace shows the layer that the readout reads

    def trace(self, tokens: tuple[str, ...]) -> Trace:
        """Return the trace of the last layer along all steps that were taken.

        From then on, both share its numbers: thousands of small tensors take twice as much.
        """
        (quantities, gates), steps = self._kept
        traced = (
            {
                name: _and_rows(rows, [step[0][name] for step in steps])
                for name, rows in quantities.items()
            },
            {
                name: Preactivation(
                    *(
                        _and_rows(rows, [step[1][name][part] for step in steps])
                        for part, rows in enumerate(of)
                    )
                )
                for name, of in gates.items()
            },
        )
        self._kept = traced, []  # at once, because several sessions may ask for the trace
        quantities, gates = traced
        return Trace(
            tokens,
            self.cells[-1].quantities,
            {name: rows.numpy() for name, rows in quantities.items()},
            {name: Preactivation(*(rows.numpy() for rows in of)) for name, of in gates.items()},
        )


def _nothing(cell: RecurrentCell) -> Step:
    """Return what no steps computed: every quantity with no rows."""
    zeros = torch.zeros(1, cell.input_size)
    parts = cell.preactivations(zeros, cell.initial_state(1).hidden_state)._asdict()
    return (
        {each.name: torch.empty(0, cell.width(each.name)) for each in cell.quantities},
        {
            name: Preactivation(*(torch.empty(0, part.shape[-1]) for part in of))
            for name, of in parts.items()
        },
    )


def _and_rows(rows: Tensor, more: list[Tensor]) -> Tensor:
    return torch.cat([rows, *(row.expand(1, -1) for row in more)]) if more else rows


def _step(cell: RecurrentCell, x: Tensor, state: Any) -> tuple[Tensor, Step, Any]:
    preactivations = cell.preactivations(x, state.hidden_state)
    gates = cell.activate(preactivations)
    new = cell.update(gates, state)
    return new.hidden_state, (gates._asdict() | new._asdict(), preactivations._asdict()), new


def _bytes_of(step: Step) -> int:
    parts = (part for parts in step[1].values() for part in parts)
    return sum(rows.nbytes for rows in (*step[0].values(), *parts))
