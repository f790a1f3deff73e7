"""Flax's layouts: a matrix on the right for each gate (linen, NNX's LSTM), or one for all (NNX).

Equations and names were read in flax/linen/recurrent.py and flax/nnx/nn/recurrent.py: i f g o and
r z n, the reset acts after the product and z keeps, as in PyTorch.
"""

from collections.abc import Mapping
from functools import partial

import torch
from torch import Tensor

from ..groups import Group, Parts
from ..questions import TANH_OR_RELU
from ..weights import Weights
from .layout import Answers, Found, Layout, Tensors, folders_with, kind_of, names_in, single

NAME, NNX = "Flax", "Flax NNX"
GATES = {"lstm": "ifgo", "gru": "rzn"}
"""The letters of the gates' names, after i for what reads x and h for what reads h."""


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups with a matrix for each gate."""
    groups = []
    for kind, gates in GATES.items():
        for folder in folders_with(weights, *(f"h{gate}/kernel" for gate in gates)):
            if f"{folder}/ih/kernel".lstrip("/") not in weights:
                groups.append(single(folder, NAME, partial(_by_gate, weights, folder, kind)))
    for folder in folders_with(weights, "i/kernel", "h/kernel"):
        groups.append(single(folder, NAME, partial(_plain, weights, folder)))
    return groups


def find_nnx(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups with one matrix for all gates."""
    return [
        single(folder, NNX, partial(_at_once, weights, folder))
        for folder in folders_with(weights, "dense_i/kernel", "dense_h/kernel")
    ]


def _by_gate(weights: Weights, folder: str, kind: str) -> Found:
    gates = [f"{side}{gate}" for side in "ih" for gate in GATES[kind]]
    spelled = {gate: f"{gate}_" for gate in gates if _is_there(weights, folder, f"{gate}_/kernel")}
    names = {
        f"{gate} {leaf}": names_in(folder, [f"{spelled.get(gate, gate)}/{leaf}"]).popitem()[1]
        for gate in gates
        for leaf in ("kernel", "bias")
    }
    parts = Parts(weights, names)
    units = parts.shape(f"h{GATES[kind][0]} kernel")[1]
    input_size = parts.shape(f"i{GATES[kind][0]} kernel")[0]
    for gate in gates:
        parts.expect(f"{gate} kernel", (input_size if gate[0] == "i" else units, units))
        parts.expect(f"{gate} bias", (units,), optional=True)
    return Found(parts.layer(kind, (input_size, units)))


def _is_there(weights: Weights, folder: str, leaf: str) -> bool:
    return names_in(folder, [leaf])[leaf] in weights


def _plain(weights: Weights, folder: str) -> Found:
    return _two_matrices(weights, folder, "i", "h")


def _at_once(weights: Weights, folder: str) -> Found:
    return _two_matrices(weights, folder, "dense_i", "dense_h")


def _two_matrices(weights: Weights, folder: str, reads_x: str, reads_h: str) -> Found:
    roles = ("i kernel", "i bias", "h kernel", "h bias")
    leaves = [f"{side}/{leaf}" for side in (reads_x, reads_h) for leaf in ("kernel", "bias")]
    parts = Parts(weights, dict(zip(roles, names_in(folder, leaves).values(), strict=True)))
    units, columns = parts.shape("h kernel")
    kind = kind_of(folder, columns, units)
    input_size = parts.shape("i kernel")[0]
    parts.expect("i kernel", (input_size, columns))
    parts.expect("h kernel", (units, columns))
    for bias in ("i bias", "h bias"):
        parts.expect(bias, (columns,), optional=True)
    asked = (TANH_OR_RELU,) if kind == "rnn" else ()
    return Found(parts.layer(kind, (input_size, units)), (), asked)


def convert(kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them, of a matrix for each gate or for all gates."""
    sides = {"i": "ih", "h": "hh"}
    gates = GATES.get(kind, "") if f"i{GATES.get(kind, ' ')[0]} kernel" in parts else [""]
    found = {}
    for side, what in sides.items():
        kernels = [parts[f"{side}{gate} kernel"].T for gate in gates]
        biases = [
            parts.get(f"{side}{gate} bias", torch.zeros(len(kernel), dtype=torch.float64))
            for gate, kernel in zip(gates, kernels, strict=True)
        ]
        found |= {f"weight_{what}": torch.cat(kernels), f"bias_{what}": torch.cat(biases)}
    return found


FLAX = Layout(NAME, find, convert)
FLAX_NNX = Layout(NNX, find_nnx, convert)
