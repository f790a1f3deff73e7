"""A convolution before the recurrence: each step reads a window of tokens (``nn.Conv1d``)."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import linear


@dataclass(frozen=True)
class Convolution:
    """The sizes of a convolution before the recurrence.

    Attributes:
        filters: how many numbers it makes of each window.
        kernel_size: how many tokens a window has.
        stride: by how many tokens the next window lies further on; no token is passed over, so it
            is at most ``kernel_size``.

    Raises:
        ValueError: if a size is below 1 or the stride above the kernel's size.
    """

    filters: int
    kernel_size: int
    stride: int = 1

    def __post_init__(self) -> None:
        sizes = self.filters, self.kernel_size, self.stride
        if min(sizes) < 1 or self.stride > self.kernel_size:
            raise ValueError(
                "Convolution expected sizes of at least 1 and a stride of at most the kernel's "
                f"size; got {self}."
            )

    def steps(self, length: int) -> int:
        """Return how many windows a text of so many tokens has; every token is in one.

        >>> [Convolution(8, 4, 2).steps(length) for length in (0, 1, 4, 5, 6, 7)]
        [0, 1, 1, 2, 2, 3]
        """
        beyond_first = max(length - self.kernel_size, 0)
        return -(-beyond_first // self.stride) + 1 if length else 0

    def spans(self, length: int) -> list[range]:
        """Return the tokens of each window, by their places in the text.

        >>> Convolution(8, 4, 2).spans(5)
        [range(0, 4), range(2, 5)]
        """
        starts = range(0, self.steps(length) * self.stride, self.stride)
        return [range(start, min(start + self.kernel_size, length)) for start in starts]


class Windows(nn.Module):
    """Reads vectors through windows: ReLU(W window + b), as ``nn.Conv1d`` and ``nn.ReLU`` do.

    The last window ends with zeros where the text ends before it.

    Args:
        sizes: of the convolution.
        input_size: length of a token's vector.

    The weights, ``(filters, input_size, kernel_size)`` and ``(filters,)``, are left uninitialised.
    """

    def __init__(self, sizes: Convolution, input_size: int) -> None:
        super().__init__()
        self.sizes = sizes
        self.weight = nn.Parameter(torch.empty(sizes.filters, input_size, sizes.kernel_size))
        self.bias = nn.Parameter(torch.empty(sizes.filters))

    def forward(self, vectors: Tensor) -> Tensor:
        """Return what each window gives, ``(…, S, filters)``, of vectors ``(…, T, input_size)``."""
        kernel, stride = self.sizes.kernel_size, self.sizes.stride
        steps = self.sizes.steps(vectors.shape[-2])
        if not steps:
            return vectors.new_zeros(*vectors.shape[:-2], 0, self.sizes.filters)
        missing = (steps - 1) * stride + kernel - vectors.shape[-2]
        filled = nn.functional.pad(vectors, (0, 0, 0, max(missing, 0)))
        windows = filled.unfold(-2, kernel, stride)  # (…, S, input_size, kernel_size)
        return linear(windows.flatten(-2), self.weight.flatten(1), self.bias).relu()
