"""The recurrent layers of a network over whole batches of texts, as training needs them."""

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from ..cells.torch_layers import layer_of, load_torch_layer

if TYPE_CHECKING:
    from .network import Network

State = Tensor | tuple[Tensor, Tensor]
"""The state that a layer passes on: h, or h and c, each ``(1, batch, hidden_size)``."""


class BatchLayers(nn.Module):
    """The layers of a network and the windows before them, with a copy of its weights.

    Each direction of a layer is PyTorch's own layer where there is one, which reads whole texts
    many times faster than steps of our cells. Texts of a batch end at different places: the
    backward direction starts at the last token of each, not at its padding.

    Args:
        network: the network.
    """

    def __init__(self, network: "Network") -> None:
        super().__init__()
        self.windows = deepcopy(network.windows)
        self.layers = nn.ModuleList(layer_of(cell) for cell in network.cells)
        self.directions = network.directions

    def forward(
        self,
        vectors: Tensor,
        lengths: Tensor | None = None,
        states: Sequence[State | None] | None = None,
    ) -> tuple[Tensor, list[State | None]]:
        """Run all layers.

        Args:
            vectors: of the tokens, ``(batch, T, input_size)``.
            lengths: the number of tokens of each text, ``(batch,)``; by default, T.
            states: of each cell before the first token; by default, zeros.

        Returns:
            The hidden states of the last layer in the order of the text, those of the two
            directions beside each other, ``(batch, S, directions * hidden_size)``; and the state
            of each cell after its last step.
        """
        hidden = vectors if self.windows is None else self.windows(vectors)
        after, ends = list[State | None](), self.steps(lengths)
        states = [None] * len(self.layers) if states is None else states
        for first in range(0, len(self.layers), self.directions):
            hidden, passed_on = self._through(first, hidden, ends, states)
            after += passed_on
        return hidden, after

    def above(self, layer: int, hidden: Tensor) -> Tensor:
        """Return the last layer's hidden states, ``(batch, S, …)``, given those of one below.

        Args:
            layer: whose states they are, from 0.
            hidden: its directions beside each other, ``(batch, S, directions * hidden_size)``.
        """
        zeros = [None] * len(self.layers)
        for first in range((layer + 1) * self.directions, len(self.layers), self.directions):
            hidden, _states = self._through(first, hidden, None, zeros)
        return hidden

    def _through(
        self, first: int, read: Tensor, ends: Tensor | None, states: Sequence[State | None]
    ) -> tuple[Tensor, list[State | None]]:
        """Run the directions of one layer, the first of which has this number among the cells."""
        parts, after = [], list[State | None]()
        for number in range(first, first + self.directions):
            turns = number > first
            steps = reverse(read, ends) if turns else read
            hidden, state = self.layers[number](steps, states[number])
            parts.append(reverse(hidden, ends) if turns else hidden)
            after.append(state)
        return parts[0] if len(parts) == 1 else torch.cat(parts, -1), after

    def steps(self, lengths: Tensor | None) -> Tensor | None:
        """Return the number of steps of texts of so many tokens, ``(batch,)``."""
        if lengths is None or self.windows is None:
            return lengths
        return torch.tensor([self.windows.sizes.steps(length) for length in lengths.tolist()])

    def last(self, hidden: Tensor, lengths: Tensor) -> Tensor:
        """Return each direction's hidden state after its last step, ``(batch, …)``.

        Args:
            hidden: the result of ``forward``.
            lengths: the number of tokens of each text, at least 1.
        """
        ends = self.steps(lengths)
        assert ends is not None
        forward = hidden[torch.arange(len(hidden)), ends - 1]
        if self.directions == 1:
            return forward
        size = hidden.shape[-1] // 2
        return torch.cat([forward[:, :size], hidden[:, 0, size:]], -1)

    def teach(self, network: "Network") -> None:
        """Give the weights to the network."""
        if self.windows is not None and network.windows is not None:
            network.windows.load_state_dict(self.windows.state_dict())
        for cell, layer in zip(network.cells, self.layers, strict=True):
            load_torch_layer(cell, layer)


def reverse(rows: Tensor, lengths: Tensor | None = None) -> Tensor:
    """Return rows ``(batch, S, …)`` with the first of each text's steps in reverse order."""
    if lengths is None:
        return rows.flip(1)
    steps = torch.arange(rows.shape[1])
    turned = lengths[:, None] - 1 - steps
    places = torch.where(turned >= 0, turned, steps)
    return rows[torch.arange(len(rows))[:, None], places]
