"""TensorFlow 1's layout: the rows of x and of h in one matrix ``(I + H, out)``; i j f o, and r u.

The forget gate's bias of ``BasicLSTMCell`` and ``LSTMCell`` (1 by default) is added while they run,
and stands in no file (tensorflow/python/ops/rnn_cell_impl.py). u keeps the old state.
"""

import re
from collections.abc import Mapping
from functools import partial

import torch
from torch import Tensor

from ..groups import Group, Misfit, Parts
from ..questions import FORGET_BIAS, TANH_OR_RELU
from ..weights import Weights
from .layout import (
    ATTRIBUTE,
    PEEPHOLES,
    Answers,
    Found,
    Layout,
    Tensors,
    folders_with,
    in_order,
    names_in,
    single,
)

NAME = "TensorFlow 1"
_CELL = re.compile(r"(basic_)?(?P<kind>lstm|rnn)(_block)?_cell(_\d+)?", re.I)
_SPELLINGS = ("kernel", "bias"), ("weights", "biases")
_GRU_ROLES: tuple[str, ...] = ("gates", "gates_bias", "candidate", "candidate_bias")


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in TensorFlow 1's layout."""
    groups = []
    for matrix, bias in _SPELLINGS:
        leaves = [f"{part}/{leaf}" for part in ("gates", "candidate") for leaf in (matrix, bias)]
        for folder in folders_with(weights, leaves[0], leaves[2]):
            names = dict(zip(_GRU_ROLES, names_in(folder, leaves).values(), strict=True))
            groups.append(single(folder, NAME, partial(_gru, weights, names)))
        for folder in folders_with(weights, matrix):
            match = _CELL.fullmatch(folder.rpartition("/")[2])
            if match and f"{folder}/recurrent_kernel" not in weights:
                kind = match["kind"].lower()
                names = {"kernel": f"{folder}/{matrix}", "bias": f"{folder}/{bias}"}
                groups.append(single(folder, NAME, partial(_one_matrix, weights, names, kind)))
    return groups


def _one_matrix(weights: Weights, names: Mapping[str, str], kind: str) -> Found:
    _check_beside(weights, names["kernel"].rpartition("/")[0])
    parts = Parts(weights, names)
    rows, columns = parts.shape("kernel")
    per_unit = 4 if kind == "lstm" else 1
    units = columns // per_unit
    if columns % per_unit or rows <= units:
        parts.expect("kernel", (rows + units + 1, max(units, 1) * per_unit))
    parts.expect("kernel", (rows, columns))
    parts.expect("bias", (columns,), optional=True)
    asked = FORGET_BIAS if kind == "lstm" else TANH_OR_RELU
    return Found(parts.layer(kind, (rows - units, units)), (), (asked,))


def _check_beside(weights: Weights, folder: str) -> None:
    """Raise ``Misfit`` if beside a cell's weights there are some that it would need, too."""
    for name in weights:
        rest = name.removeprefix(f"{folder}/")
        if rest != name and re.fullmatch(r"w_[fio]_diag", rest):
            raise Misfit(PEEPHOLES, name=folder)
        if rest != name and (rest.startswith("projection/") or rest.endswith("/gamma")):
            raise Misfit(ATTRIBUTE, name=folder, attribute=rest)


def _gru(weights: Weights, names: Mapping[str, str]) -> Found:
    parts = Parts(weights, names)
    rows, units = parts.shape("candidate")
    if rows <= units:
        parts.expect("candidate", (units + 1, units))
    parts.expect("candidate", (rows, units))
    parts.expect("gates", (rows, 2 * units))
    parts.expect("gates_bias", (2 * units,), optional=True)
    parts.expect("candidate_bias", (units,), optional=True)
    layer = parts.layer("gru", (rows - units, units))
    return Found(layer, (("reset", "before"),))


def convert(kind: str, parts: Tensors, answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them."""
    if kind == "gru":
        parts = {
            "kernel": torch.cat([parts["gates"], parts["candidate"]], 1),
            "bias": torch.cat([_bias(parts, "gates"), _bias(parts, "candidate")]),
        }
    matrix = parts["kernel"].T
    units = len(matrix) // {"rnn": 1, "gru": 3, "lstm": 4}[kind]
    found = {"weight_ih": matrix[:, :-units], "weight_hh": matrix[:, -units:]}
    bias = parts.get("bias", torch.zeros(len(matrix), dtype=torch.float64))
    if kind == "lstm":
        found = {name: in_order(each, (0, 2, 1, 3)) for name, each in found.items()}
        bias = in_order(bias, (0, 2, 1, 3))
        bias.chunk(4)[1].add_(float(answers["forget_bias"]))
    return found | {"bias_ih": bias}


def _bias(parts: Tensors, name: str) -> Tensor:
    columns = parts[name].shape[1]
    return parts.get(f"{name}_bias", torch.zeros(columns, dtype=torch.float64))


TENSORFLOW_1 = Layout(NAME, find, convert)
