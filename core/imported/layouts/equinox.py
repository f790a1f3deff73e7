"""Equinox's layout: PyTorch's matrices, one bias, and of a GRU a second one for the candidate.

Read in equinox/nn/_rnn.py: i f g o and r z n; the reset acts after the product, z keeps.
"""

from collections.abc import Mapping
from functools import partial

import torch
from torch import Tensor

from ..groups import Group, Parts
from ..weights import Weights
from .layout import Answers, Found, Layout, Tensors, folders_with, kind_of, names_in, single

NAME = "Equinox"
ROLES = ("weight_ih", "weight_hh", "bias", "bias_n")


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in Equinox's layout; those without biases are as PyTorch's."""
    return [
        single(folder, NAME, partial(_layer, weights, folder))
        for folder in folders_with(weights, "weight_ih", "weight_hh", "bias")
    ]


def _layer(weights: Weights, folder: str) -> Found:
    parts = Parts(weights, names_in(folder, ROLES))
    rows, units = parts.shape("weight_hh")
    kind = kind_of(folder, rows, units)
    input_size = parts.shape("weight_ih")[1]
    parts.expect("weight_ih", (rows, input_size))
    parts.expect("weight_hh", (rows, units))
    parts.expect("bias", (rows,))
    if kind == "gru":
        parts.expect("bias_n", (units,))
    return Found(parts.layer(kind, (input_size, units)))


def convert(_kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them."""
    found = {"weight_ih": parts["weight_ih"], "weight_hh": parts["weight_hh"]}
    found["bias_ih"] = parts["bias"]
    if "bias_n" in parts:
        found["bias_hh"] = after_two_blocks(parts["bias_n"])
    return found


def after_two_blocks(bias: Tensor) -> Tensor:
    """Return the biases of all blocks of a GRU, given the candidate's: the others are zeros."""
    return torch.cat([bias.new_zeros(2 * len(bias)), bias])


EQUINOX = Layout(NAME, find, convert)
