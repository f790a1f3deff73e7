"""Haiku's layout: matrices on the right; i g f o with 1 added to f, and z r a.

Read in haiku/_src/recurrent.py: the GRU's reset acts before the product, and its z takes the new,
as in the papers; the RNN is a rectifier's.
"""

from collections.abc import Mapping
from functools import partial

import torch
from torch import Tensor

from ..groups import Group, Parts
from ..weights import Weights
from .layout import Answers, Found, Layout, Tensors, folders_with, in_order, names_in, single

NAME = "Haiku"


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in Haiku's layout."""
    groups = [
        single(folder, NAME, partial(_gru, weights, names_in(folder, ("w_i", "w_h", "b"))))
        for folder in folders_with(weights, "w_i", "w_h")
    ]
    for folder in folders_with(weights, "linear/w"):
        own = folder.rpartition("/")[2].lower()
        names = names_in(folder, ("linear/w", "linear/b", "linear_1/w", "linear_1/b"))
        if "lstm" in own:
            groups.append(single(folder, NAME, partial(_lstm, weights, names)))
        elif "rnn" in own and names["linear_1/w"] in weights:
            groups.append(single(folder, NAME, partial(_rnn, weights, names)))
    return groups


def _lstm(weights: Weights, names: Mapping[str, str]) -> Found:
    parts = Parts(weights, {role: names[role] for role in ("linear/w", "linear/b")})
    rows, columns = parts.shape("linear/w")
    units = columns // 4
    if columns % 4 or rows <= units:
        parts.expect("linear/w", (rows + units + 1, max(units, 1) * 4))
    parts.expect("linear/w", (rows, columns))
    parts.expect("linear/b", (columns,), optional=True)
    return Found(parts.layer("lstm", (rows - units, units)))


def _gru(weights: Weights, names: Mapping[str, str]) -> Found:
    parts = Parts(weights, names)
    units, columns = parts.shape("w_h")
    input_size = parts.shape("w_i")[0]
    parts.expect("w_h", (units, 3 * units))
    parts.expect("w_i", (input_size, columns))
    parts.expect("b", (columns,), optional=True)
    return Found(parts.layer("gru", (input_size, units)), (("reset", "before"),))


def _rnn(weights: Weights, names: Mapping[str, str]) -> Found:
    parts = Parts(weights, names)
    input_size, units = parts.shape("linear/w")
    parts.expect("linear/w", (input_size, units))
    parts.expect("linear_1/w", (units, units))
    for bias in ("linear/b", "linear_1/b"):
        parts.expect(bias, (units,), optional=True)
    return Found(parts.layer("rnn", (input_size, units)), (("nonlinearity", "relu"),))


def convert(kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them."""
    if kind == "gru":
        return _converted_gru(parts)
    first = parts["linear/w"].T
    bias = parts.get("linear/b", torch.zeros(len(first), dtype=torch.float64))
    if kind == "rnn":
        found = {"weight_ih": first, "weight_hh": parts["linear_1/w"].T, "bias_ih": bias}
        return found | ({"bias_hh": parts["linear_1/b"]} if "linear_1/b" in parts else {})
    units = len(first) // 4
    matrix, bias = in_order(first, (0, 2, 1, 3)), in_order(bias, (0, 2, 1, 3))
    bias.chunk(4)[1].add_(1)
    return {"weight_ih": matrix[:, :-units], "weight_hh": matrix[:, -units:], "bias_ih": bias}


def _converted_gru(parts: Tensors) -> dict[str, Tensor]:
    found = {"weight_ih": parts["w_i"].T, "weight_hh": parts["w_h"].T}
    if "b" in parts:
        found["bias_ih"] = parts["b"]
    found = {name: in_order(each, (1, 0, 2)) for name, each in found.items()}
    for each in found.values():
        each.chunk(3)[1].neg_()  # what takes the new as what keeps the old: σ(−a) = 1 − σ(a)
    return found


HAIKU = Layout(NAME, find, convert)
