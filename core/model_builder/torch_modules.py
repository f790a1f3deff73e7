"""PyTorch modules of layers that PyTorch itself has with other axes, other outputs or not at all.

All read ``(batch, length, size)``, steps before numbers; PyTorch's own often have the steps last.
"""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn

from ..cells.torch_layers import LAYERS
from .layers import Conv1D, Recurrent
from .windows import zeros

MERGED: Mapping[str, Callable[[Tensor, Tensor], Tensor]] = {
    "concat": lambda forward, backward: torch.cat((forward, backward), dim=-1),
    "sum": torch.add,
    "ave": lambda forward, backward: (forward + backward) / 2,
    "mul": torch.mul,
}
"""How both directions become one vector."""


class StepsFirst(nn.Conv1d):
    """A convolution over ``(batch, length, size)``, padded as Keras does."""

    def __init__(self, layer: Conv1D, size: int, device: str | None = None) -> None:
        sizes = (size, layer.filters, layer.kernel_size)
        super().__init__(*sizes, stride=layer.stride, dilation=layer.dilation, device=device)
        self.layer = layer

    def forward(self, input: Tensor) -> Tensor:
        """Return ``(batch, output length, filters)``."""
        padded = nn.functional.pad(input.transpose(1, 2), zeros(self.layer, input.shape[1]))
        return super().forward(padded).transpose(1, 2)


class LargestSteps(nn.MaxPool1d):
    """The largest of neighbouring steps."""

    def forward(self, input: Tensor) -> Tensor:
        """Return ``(batch, fewer steps, size)``."""
        pooled = nn.functional.max_pool1d(input.transpose(1, 2), self.kernel_size, self.stride)
        return pooled.transpose(1, 2)


class LargestOfAll(nn.Module):
    """The largest of all steps."""

    def forward(self, input: Tensor) -> Tensor:
        """Return ``(batch, size)``."""
        return input.amax(dim=1)


class Repeated(nn.Module):
    """A vector for each text, given ``n`` times."""

    def __init__(self, n: int) -> None:
        super().__init__()
        self.n = n

    def forward(self, input: Tensor) -> Tensor:
        """Turn ``(batch, size)`` into ``(batch, n, size)``."""
        return input.unsqueeze(1).expand(-1, self.n, -1)


class NormalisedOverBatch(nn.BatchNorm1d):
    """A normalisation over texts and steps, of ``(batch, length, size)`` or ``(batch, size)``."""

    def forward(self, input: Tensor) -> Tensor:
        """Return the same shape."""
        if input.dim() == 2:  # one vector for each text
            return super().forward(input)
        return super().forward(input.transpose(1, 2)).transpose(1, 2)


class RecurrentLayers(nn.Module):
    """Recurrent layers that return the hidden state of every step, or only the last."""

    def __init__(self, layer: Recurrent, input_size: int, device: str | None) -> None:
        super().__init__()
        options = {"nonlinearity": layer.activation} if layer.cell == "rnn" else {}
        self.recurrent = LAYERS[layer.cell](
            input_size,
            layer.units,
            layer.num_layers,
            bidirectional=layer.bidirectional,
            batch_first=True,
            device=device,
            **options,
            **({"proj_size": layer.proj_size} if layer.proj_size else {}),
        )
        self.return_sequences = layer.return_sequences
        self.merged = MERGED[layer.merge]

    def forward(self, steps: Tensor) -> Tensor:
        """Turn ``(batch, length, size)`` into ``(batch, length, units)`` or ``(batch, units)``.

        The backward direction ends at the first step, so the final states ``h`` of both directions
        are merged, not the outputs at the last step.
        """
        outputs, states = self.recurrent(steps)
        if self.return_sequences:
            parts = outputs.chunk(1 + self.recurrent.bidirectional, dim=-1)
        else:
            last = states[0] if isinstance(states, tuple) else states  # the LSTM's is (h, c)
            parts = tuple(last[-1 - self.recurrent.bidirectional :])
        return self.merged(*parts) if self.recurrent.bidirectional else parts[0]
