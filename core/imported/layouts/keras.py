"""Keras's layout: matrices on the right, ``(in, out)``; i f c o, and z r h.

A bias of twice the usual length was saved by ``CuDNNLSTM`` or ``CuDNNGRU`` of Keras before 3: then
the matrices lie in memory as CuDNN has them. Keras itself converts them so when it loads such a
file (``_convert_rnn_weights`` in keras/src/legacy/saving/legacy_h5_format.py).
"""

import re
from collections.abc import Mapping
from functools import partial

import torch
from torch import Tensor

from ..groups import Group, Misfit, Parts
from ..questions import RESET_AFTER, SIGMOIDS, TANH_OR_RELU
from ..weights import Weights
from .keras_notes import settings_of
from .layout import (
    ACTIVATION,
    ATTRIBUTE,
    Answers,
    Found,
    Layout,
    Tensors,
    folders_with,
    kind_of,
    names_in,
    reordered,
    single,
)

NAME, CUDNN = "Keras", "Keras CuDNN"
ROLES = ("kernel", "recurrent_kernel", "bias")
_CELL = re.compile(r"/?[^/]*_cell(_\d+)?$")


def find(weights: Weights, metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in Keras's layout, those of CuDNN excepted."""
    settings = settings_of(metadata.get("keras", ""))
    return [
        single(_CELL.sub("", folder), NAME, partial(_layer, weights, folder, settings))
        for folder in folders_with(weights, "recurrent_kernel")
        if not _is_cudnn(weights, folder)
    ]


def find_cudnn(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups that CuDNN's layers have saved."""
    return [
        single(_CELL.sub("", folder), CUDNN, partial(_cudnn_layer, weights, folder))
        for folder in folders_with(weights, "recurrent_kernel")
        if _is_cudnn(weights, folder)
    ]


def _is_cudnn(weights: Weights, folder: str) -> bool:
    recurrent, bias = (weights.get(names_in(folder, ROLES)[role]) for role in ROLES[1:])
    if recurrent is None or bias is None or len(recurrent.shape) != 2:
        return False
    return bias.shape == (2 * recurrent.shape[1],)


def _layer(weights: Weights, folder: str, settings: Mapping[str, Mapping[str, object]]) -> Found:
    parts = Parts(weights, names_in(folder, ROLES))
    units, columns = parts.shape("recurrent_kernel")
    kind = kind_of(folder, columns, units)
    two_rows = kind == "gru" and "bias" in parts and len(weights[parts.names["bias"]].shape) == 2
    _expect(parts, (2, columns) if two_rows else (columns,))
    known = _known(folder, kind, settings)
    if kind == "gru" and "bias" in parts:
        known |= {"reset": "after" if two_rows else "before"}
    asked = {"rnn": (TANH_OR_RELU,), "gru": (SIGMOIDS, RESET_AFTER), "lstm": (SIGMOIDS,)}[kind]
    open_ones = tuple(question for question in asked if question.name not in known)
    layer = parts.layer(kind, (parts.shape("kernel")[0], units))
    return Found(layer, tuple(known.items()), open_ones)


def _cudnn_layer(weights: Weights, folder: str) -> Found:
    parts = Parts(weights, names_in(folder, ROLES))
    units, columns = parts.shape("recurrent_kernel")
    kind = kind_of(folder, columns, units)
    _expect(parts, (2 * columns,))
    return Found(parts.layer(kind, (parts.shape("kernel")[0], units)), (("reset", "after"),))


def _expect(parts: Parts, bias: tuple[int, ...]) -> None:
    columns = parts.shape("recurrent_kernel")[1]
    parts.expect("kernel", (parts.shape("kernel")[0], columns))
    parts.expect("recurrent_kernel", parts.shape("recurrent_kernel"))
    parts.expect("bias", bias, optional=True)


def _known(folder: str, kind: str, settings: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Return the answers that the model's own description gives.

    Raises:
        Misfit: if it squashes with another function than can be run here.
    """
    found = {}
    path = folder.split("/")
    names = [*path, *(re.sub("^(forward|backward)_", "", part) for part in path)]
    layer = next((settings[name] for name in reversed(names) if name in settings), {})
    if layer.get("go_backwards") is True and not any(part.startswith("backward_") for part in path):
        raise Misfit(ATTRIBUTE, name=folder, attribute="go_backwards")
    gates = {} if kind == "rnn" else {"sigmoid": "sigmoid"}
    for name, question, usual in (
        (
            "activation",
            "nonlinearity",
            {"tanh": "tanh"} | ({"relu": "relu"} if kind == "rnn" else {}),
        ),
        ("recurrent_activation", "gates", gates),
    ):
        function = layer.get(name)
        if usual and isinstance(function, str):
            if function not in usual:
                raise Misfit(ACTIVATION, name=folder, function=function)
            found[question] = usual[function]
    if kind == "gru" and isinstance(layer.get("reset_after"), bool):
        found["reset"] = "after" if layer["reset_after"] else "before"
    return found


def convert(kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them."""
    found = {"weight_ih": parts["kernel"].T, "weight_hh": parts["recurrent_kernel"].T}
    if "bias" in parts:
        rows = parts["bias"].view(-1, parts["kernel"].shape[1])
        found |= dict(zip(("bias_ih", "bias_hh"), rows, strict=False))
    return reordered(found, (1, 0, 2)) if kind == "gru" else found


def convert_cudnn(kind: str, parts: Tensors, answers: Answers) -> dict[str, Tensor]:
    """Return the weights as PyTorch has them, of those that lie in memory as CuDNN's."""
    units = len(parts["recurrent_kernel"])
    kernels = parts["kernel"].split(units, 1)
    recurrent = parts["recurrent_kernel"].split(units, 1)
    usual = {
        # s.T.reshape(s.shape, order="F"): the transpose of s.reshape with both sizes exchanged.
        "kernel": torch.cat([each.reshape(each.shape[::-1]).T for each in kernels], 1),
        "recurrent_kernel": torch.cat([each.T for each in recurrent], 1),
        "bias": parts["bias"],
    }
    return convert(kind, usual, answers)


KERAS = Layout(NAME, find, convert)
KERAS_CUDNN = Layout(CUDNN, find_cudnn, convert_cudnn)
