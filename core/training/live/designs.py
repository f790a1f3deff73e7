"""LSTMs with one part fixed by design: constraints on parameters, so that the cell stays the same.

The variants are those of Greff et al. (2017, "LSTM: A Search Space Odyssey", section III): no
input, forget or output gate (NIG, NFG, NOG), and coupled input and forget gates (CIFG).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ...cells.lstm import LSTMGates
from ...parameters.count import count_parameters
from ..learner import PartName

OPEN = 100.0
"""The bias of a gate that is fixed at 1, whose weights are 0: the sigmoid of all numbers from 17.4
on is exactly 1 in float32."""
FULL = "full"


@dataclass(frozen=True)
class GateDesign:
    """What holds for the gates of each layer, whatever is learned.

    A fixed gate has weights of 0 and a large bias. A coupled input gate has the weights and biases
    of the forget gate with the opposite sign: sigmoid(-x) = 1 - sigmoid(x).

    Attributes:
        equation: what holds, of i, f and o; empty if nothing does.
        fixed: the gate that is 1 at each step, if there is one.
        is_coupled: whether the input gate is 1 minus the forget gate.
    """

    equation: str = ""
    fixed: str | None = None
    is_coupled: bool = False

    @property
    def is_full(self) -> bool:
        """Whether all parameters are free."""
        return self.fixed is None and not self.is_coupled

    @torch.no_grad()
    def impose(self, layers: Iterable[nn.Module]) -> None:
        """Set the parameters that are not free, in place.

        Args:
            layers: LSTM cells, or PyTorch's layers of them; of a full design, any.
        """
        for name, gates in self._rows(layers):
            if self.fixed is not None:
                getattr(gates, self.fixed).fill_(OPEN if name.startswith("bias_ih") else 0)
            else:
                gates.input_gate.copy_(0 - gates.forget_gate)  # no -0, which reads badly

    @torch.no_grad()
    def free_gradients(self, layers: Iterable[nn.Module]) -> None:
        """Turn the gradients by all parameters into those by the free ones, in place; others are 0.

        Args:
            layers: as of ``impose``, each with its gradients.
        """
        for _name, gates in self._rows(layers, of_gradients=True):
            if self.fixed is not None:
                getattr(gates, self.fixed).zero_()
            else:
                gates.forget_gate.sub_(gates.input_gate)
                gates.input_gate.zero_()

    def keep(self, part: PartName, layers: Iterable[nn.Module]) -> None:
        """Keep to the design, given the part of a step that is just done."""
        if part == "backward":
            self.free_gradients(layers)
        elif part == "update":
            self.impose(layers)

    def free_parameters(self, input_size: int, hidden_size: int, num_layers: int = 1) -> int:
        """Return how many parameters of LSTM layers are free, both biases counted.

        >>> [DESIGNS[name].free_parameters(7, 10) for name in ("full", "input-gate-1", "coupled")]
        [760, 570, 570]
        """
        every = count_parameters("lstm", input_size, hidden_size, num_layers).total
        blocks = len(LSTMGates._fields)
        return every if self.is_full else every // blocks * (blocks - 1)

    def _rows(
        self, layers: Iterable[nn.Module], of_gradients: bool = False
    ) -> Iterator[tuple[str, LSTMGates[Tensor]]]:
        """Yield the name of each parameter, and each gate's rows of it; none of a full design."""
        for layer in () if self.is_full else layers:
            for name, parameter in layer.named_parameters():
                rows = parameter.grad if of_gradients else parameter
                assert rows is not None
                yield name, LSTMGates(*rows.chunk(len(LSTMGates._fields)))


DESIGNS: Mapping[str, GateDesign] = {
    FULL: GateDesign(),
    "input-gate-1": GateDesign("i = 1", fixed="input_gate"),
    "forget-gate-1": GateDesign("f = 1", fixed="forget_gate"),
    "output-gate-1": GateDesign("o = 1", fixed="output_gate"),
    "coupled": GateDesign("i = 1 − f", is_coupled=True),
}
"""Every design, by the name in ``Settings``; the LSTM itself first. ``core.network.catalogue`` has
what each is called."""
