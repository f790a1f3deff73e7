"""MLX's layout: ``Wx``, ``Wh``, ``bias``; of a GRU ``b`` and ``bhn``; of an RNN ``Wxh``, ``Whh``.

Read in python/mlx/nn/layers/recurrent.py: i f g o and r z n; the reset acts after the product, z
keeps. Its first releases had the matrices on the right, ``(in, out)``, later ones as PyTorch has.
"""

from collections.abc import Mapping
from functools import partial

from torch import Tensor

from ..groups import Group, Parts
from ..questions import TANH_OR_RELU
from ..weights import Weights
from .equinox import after_two_blocks
from .layout import Answers, Found, Layout, Tensors, folders_with, kind_of, names_in, single

NAME = "MLX"
SPELLINGS = {("Wx", "Wh"): ("bias", "b", "bhn"), ("Wxh", "Whh"): ("bias",)}


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in MLX's layout."""
    return [
        single(folder, NAME, partial(_layer, weights, names_in(folder, (*matrices, *biases))))
        for matrices, biases in SPELLINGS.items()
        for folder in folders_with(weights, *matrices)
    ]


def _layer(weights: Weights, names: Mapping[str, str]) -> Found:
    reads_x, reads_h, *biases = names
    parts = Parts(weights, names)
    rows, units = max(parts.shape(reads_h)), min(parts.shape(reads_h))
    kind = kind_of(names[reads_h], rows, units)
    parts.expect(reads_h, (rows, units), (units, rows))
    shape = parts.shape(reads_x)
    on_the_right = _is_on_the_right(shape, parts.shape(reads_h))
    input_size = shape[0] if on_the_right else shape[1]
    parts.expect(reads_x, (input_size, rows) if on_the_right else (rows, input_size))
    for bias in biases:
        parts.expect(bias, (units if bias == "bhn" else rows,), optional=True)
    asked = (TANH_OR_RELU,) if kind == "rnn" else ()
    return Found(parts.layer(kind, (input_size, units)), (), asked)


def _is_on_the_right(x_shape: tuple[int, ...], h_shape: tuple[int, ...]) -> bool:
    """Return whether matrices are ``(in, out)``; of an RNN, that of x tells."""
    if h_shape[0] != h_shape[1]:
        return h_shape[0] < h_shape[1]
    return x_shape[0] != h_shape[0]


def convert(_kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them."""
    reads_x, reads_h = list(parts.values())[:2]
    if _is_on_the_right(tuple(reads_x.shape), tuple(reads_h.shape)):
        reads_x, reads_h = reads_x.T, reads_h.T
    found = {"weight_ih": reads_x, "weight_hh": reads_h}
    for bias in ("bias", "b"):
        if bias in parts:
            found["bias_ih"] = parts[bias]
    if "bhn" in parts:
        found["bias_hh"] = after_two_blocks(parts["bhn"])
    return found


MLX = Layout(NAME, find, convert)
