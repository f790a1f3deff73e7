"""Windows over steps, of convolutions and pooling: how many fit, and the zeros around them."""

from .layers import Conv1D


def span(layer: Conv1D) -> int:
    """Return the number of steps from the first to the last of one sum.

    >>> span(Conv1D(8, 3, dilation=4))
    9
    """
    return layer.dilation * (layer.kernel_size - 1) + 1


def output_length(layer: Conv1D, length: int) -> int:
    """Return the number of sums over ``length`` steps; below 1 if not even one fits."""
    if layer.padding == "valid":
        return windows(length, span(layer), layer.stride)
    return -(-length // layer.stride)


def windows(length: int, size: int, stride: int) -> int:
    """Return how often a window of ``size`` steps fits; below 1 if not even once.

    >>> windows(16_000, 80, 4)
    3981
    """
    return (length - size) // stride + 1


def zeros(layer: Conv1D, length: int) -> tuple[int, int]:
    """Return the zeros before and after ``length`` steps, as Keras puts them.

    >>> zeros(Conv1D(8, 3, padding="causal", dilation=2), 10), zeros(Conv1D(8, 4, 2, "same"), 9)
    ((4, 0), (1, 2))
    """
    if layer.padding == "valid":
        return 0, 0
    if layer.padding == "causal":
        return span(layer) - 1, 0
    needed = (output_length(layer, length) - 1) * layer.stride + span(layer) - length
    return max(needed, 0) // 2, (max(needed, 0) + 1) // 2
