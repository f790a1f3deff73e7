"""A model as a runnable PyTorch module, from whose parts the parameters are counted."""

import torch
from torch import Tensor, nn

from ..cells.torch_layers import LAYERS
from .layers import Conv1D, Dense, Dropout, Embedding, Layer, Model, Recurrent
from .shapes import walk


def build(model: Model) -> nn.Module:
    """Return a module that runs, with PyTorch's own initial weights.

    Depending on the model's input, it takes token ids, int64 ``(batch, length)``, or vectors,
    float32 ``(batch, length, size)``.

    Args:
        model: a model whose layers fit.

    Raises:
        ShapeError: if a layer cannot take its input.
    """
    return nn.Sequential(*(module(layer, shape.size) for layer, shape, _ in walk(model)))


def module(layer: Layer, input_size: int | None, device: str | None = None) -> nn.Module:
    """Return one layer's module, for vectors of ``input_size`` numbers (``None``: token ids).

    Its weights are on ``device``; on ``"meta"`` they take no memory, and it cannot run.
    """
    size = input_size or 0  # only an embedding reads token ids, and it needs no input size
    match layer:
        case Embedding(vocabulary_size, own_size):
            if device == "meta":  # there, nn.Embedding takes a second to initialise its weights
                empty = torch.empty(vocabulary_size, own_size, device=device)
                return nn.Embedding.from_pretrained(empty, freeze=False)
            return nn.Embedding(vocabulary_size, own_size, device=device)
        case Conv1D(filters, kernel_size):
            return StepsFirst(size, filters, kernel_size, device=device)
        case Recurrent():
            return RecurrentLayers(layer, size, device)
        case Dropout(rate):
            return nn.Dropout(rate)
        case Dense(units):
            return nn.Linear(size, units, device=device)


class StepsFirst(nn.Conv1d):
    """A convolution over ``(batch, length, size)``; PyTorch's own has the steps last."""

    def forward(self, input: Tensor) -> Tensor:
        """Return ``(batch, length - kernel_size + 1, filters)``."""
        return super().forward(input.transpose(1, 2)).transpose(1, 2)


class RecurrentLayers(nn.Module):
    """Recurrent layers that return the hidden state of every step, or only the last."""

    def __init__(self, layer: Recurrent, input_size: int, device: str | None) -> None:
        super().__init__()
        self.recurrent = LAYERS[layer.cell](
            input_size,
            layer.units,
            layer.num_layers,
            bidirectional=layer.bidirectional,
            batch_first=True,
            device=device,
        )
        self.return_sequences = layer.return_sequences

    def forward(self, steps: Tensor) -> Tensor:
        """Turn ``(batch, length, size)`` into ``(batch, length, units)`` or ``(batch, units)``.

        The backward direction ends at the first step, so the final states ``h`` of both directions
        are concatenated, not the outputs at the last step.
        """
        outputs, states = self.recurrent(steps)
        if self.return_sequences:
            return outputs
        last = states[0] if isinstance(states, tuple) else states  # the LSTM's is (h, c)
        return torch.cat(tuple(last[-1 - self.recurrent.bidirectional :]), dim=-1)
