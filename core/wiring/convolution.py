"""A convolution over time before the recurrence: how it pads, and which steps each window sees."""

from dataclasses import dataclass
from typing import Literal, get_args

from torch import Tensor
from torch.nn.functional import conv1d, pad

Padding = Literal["valid", "same", "causal"]
PADDINGS = get_args(Padding)


@dataclass(frozen=True)
class Conv:
    """``filters`` weighted sums over windows of ``kernel_size`` steps, every ``stride`` steps.

    Attributes:
        filters: how many numbers each window becomes.
        kernel_size: steps in a window.
        stride: steps from one window to the next.
        padding: ``valid``: none; ``same``: zeros on both sides, ``ceil(T / stride)`` windows;
            ``causal``: zeros before the first step, so that no window sees a later step.

    Raises:
        ValueError: if a size is below 1 or the padding is unknown.
    """

    filters: int
    kernel_size: int
    stride: int = 1
    padding: Padding = "valid"

    def __post_init__(self) -> None:
        sizes = {name: getattr(self, name) for name in ("filters", "kernel_size", "stride")}
        for name, size in sizes.items():
            if type(size) is not int or size < 1:
                raise ValueError(f"Conv expected {name} to be a whole number from 1; got {size!r}.")
        if self.padding not in PADDINGS:
            names = ", ".join(PADDINGS)
            raise ValueError(f"Conv expected padding to be one of {names}; got {self.padding!r}.")

    def zeros(self, length: int) -> tuple[int, int]:
        """Return how many steps of zeros stand before and after ``length`` steps.

        >>> [Conv(8, 3, padding=padding).zeros(5) for padding in PADDINGS]
        [(0, 0), (1, 1), (2, 0)]
        """
        if self.padding == "valid":
            return 0, 0
        if self.padding == "causal":
            return self.kernel_size - 1, 0
        windows = -(-length // self.stride)
        total = max((windows - 1) * self.stride + self.kernel_size - length, 0)
        return total // 2, total - total // 2

    def windows(self, length: int) -> tuple[range, ...]:
        """Return the steps that each window sees, without those of zeros.

        >>> Conv(8, 3, stride=2).windows(6), Conv(8, 2, padding="causal").windows(2)
        ((range(0, 3), range(2, 5)), (range(0, 1), range(0, 2)))
        """
        before, after = self.zeros(length)
        last = before + length + after - self.kernel_size
        starts = range(-before, last - before + 1, self.stride)
        return tuple(range(max(s, 0), min(s + self.kernel_size, length)) for s in starts)


def convolve(conv: Conv, inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return what every window becomes.

    Args:
        conv: its sizes.
        inputs: ``(T, N, input_size)``.
        weight: as in ``torch.nn.Conv1d``, ``(filters, input_size, kernel_size)``.
        bias: ``(filters,)``.

    Returns:
        ``(windows, N, filters)``.

    Raises:
        ValueError: if there are fewer steps than one window needs.
    """
    if not conv.windows(len(inputs)):
        raise ValueError(
            f"Conv expected {conv.kernel_size} steps or more, as many as its kernel is wide; got "
            f"{len(inputs)}. Choose a smaller kernel, a longer input, or padding='same'."
        )
    steps_last = pad(inputs.permute(1, 2, 0), conv.zeros(len(inputs)))
    return conv1d(steps_last, weight, bias, conv.stride).permute(2, 0, 1)
