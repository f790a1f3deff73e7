"""Arguments and weights as Keras writes them."""

from ..parameters.conventions import CONVENTIONS
from .convolution import Conv
from .wiring import Wiring


def conv_arguments(conv: Conv | None) -> str:
    """Return the arguments of Keras's ``Conv1D``.

    >>> conv_arguments(Conv(8, 3, padding="same")), conv_arguments(Conv(8, 3, stride=2))
    ('8, 3, padding="same"', '8, 3, strides=2')
    """
    if conv is None:
        return ""
    stride = f", strides={conv.stride}" if conv.stride > 1 else ""
    padding = f', padding="{conv.padding}"' if conv.padding != "valid" else ""
    return f"{conv.filters}, {conv.kernel_size}{stride}{padding}"


def merge_argument(wiring: Wiring) -> str:
    """Return the argument of Keras's ``Bidirectional``."""
    return f'merge_mode="{wiring.merge}"' if wiring.merge else "merge_mode=None"


def weight_in_keras(weight: str) -> str:
    """Return Keras's name of a weight that PyTorch calls ``weight``."""
    layer, _, name = weight.partition(".")
    if layer in ("conv", "readout"):
        return {"weight": "kernel", "bias": "bias"}[name]
    return CONVENTIONS["keras"].tensors.get(weight, "bias")
