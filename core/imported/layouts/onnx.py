"""ONNX's layout: W ``(d, kH, I)``, R ``(d, kH, H)``, B ``(d, 2kH)``, d directions; i o f c, z r h.

https://onnx.ai/onnx/operators/onnx__LSTM.html and its like. What an operator's attributes say
stands in the file's notes, if our lines have written it: ``linear_before_reset`` above all.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from ..groups import Group, Layer, Misfit, Parts
from ..questions import RESET_AFTER, TANH_OR_RELU
from ..weights import Weights, plain_names
from .layout import (
    ACTIVATION,
    ATTRIBUTE,
    PEEPHOLES,
    Answers,
    Layout,
    Tensors,
    folders_with,
    kind_of,
    names_in,
    reordered,
)

NAME = "ONNX"
ORDERS = {"rnn": (0,), "gru": (1, 0, 2), "lstm": (0, 2, 3, 1)}
USUAL = {
    "rnn": {("tanh",): "tanh", ("relu",): "relu"},
    "gru": {("sigmoid", "tanh"): ""},
    "lstm": {("sigmoid", "tanh", "tanh"): ""},
}
"""The functions of each kind that can be run -> the answer that they give."""
_UNNAMED = re.compile(r"onnx::(LSTM|GRU|RNN)_(\d{1,9})")


def find(weights: Weights, metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in ONNX's layout."""
    notes = _notes(metadata.get("onnx", ""))
    named = {folder: names_in(folder, "WRBP") for folder in folders_with(weights, "W", "R")}
    of_rank_3 = {
        name: roles for name, roles in named.items() if len(weights[roles["R"]].shape) == 3
    }
    groups = {**of_rank_3, **dict(_unnamed(weights))}
    return [_group(weights, name, roles, notes.get(name)) for name, roles in groups.items()]


def _unnamed(weights: Weights) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the names of weights that PyTorch's exporter numbers: W, R and B in a row."""
    numbered = sorted(
        (match[1], int(match[2]), name)
        for name in weights
        if (match := _UNNAMED.fullmatch(name)) and len(weights[name].shape) in (2, 3)
    )
    while numbered:
        (_kind, _number, first), *numbered = numbered
        roles = {"W": first}
        for role, rank in (("R", 3), ("B", 2)):
            if numbered and len(weights[numbered[0][2]].shape) == rank:
                roles[role] = numbered.pop(0)[2]
        if "R" in roles:
            yield first, roles


def _notes(text: str) -> Mapping[str, Mapping[str, Any]]:
    """Return name -> attributes of the operators, of what may be anything at all."""
    try:
        notes = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(notes, dict):
        return {}
    names = {f"{name}/W": name for name, each in notes.items() if isinstance(each, dict)}
    plain = plain_names([*names])
    return {plain[key].removesuffix("/W"): notes[name] for key, name in names.items()}


def _group(
    weights: Weights, name: str, roles: Mapping[str, str], notes: Mapping[str, Any] | None
) -> Group:
    try:
        layers = _layers(Parts(weights, roles), name)
        known = {} if notes is None else _known(name, layers, notes)
    except Misfit as misfit:
        return Group(name, NAME, refusal=misfit.notice)
    asked = {"rnn": (TANH_OR_RELU,), "gru": (RESET_AFTER,), "lstm": ()}[layers[0].kind]
    open_ones = tuple(question for question in asked if question.name not in known)
    return Group(name, NAME, layers, len(layers), tuple(known.items()), open_ones)


def _layers(parts: Parts, name: str) -> tuple[Layer, ...]:
    if "P" in parts:
        raise Misfit(PEEPHOLES, name=name)
    directions, rows, units = parts.shape("R", 3)
    kind = kind_of(name, rows, units)
    input_size = parts.shape("W", 3)[2]
    parts.expect("R", *((number, rows, units) for number in (1, 2)))
    parts.expect("W", (directions, rows, input_size))
    parts.expect("B", (directions, 2 * rows), optional=True)
    return tuple(
        Layer(
            kind,
            input_size,
            units,
            units,
            tuple((f"{role}{number}", each) for role, each in parts.names.items()),
        )
        for number in range(directions)
    )


def _known(name: str, layers: tuple[Layer, ...], notes: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers that an operator's attributes give.

    Raises:
        Misfit: if they say that its equations are others.
    """
    backwards = len(layers) == 1 and notes.get("direction", "forward") != "forward"
    for attribute, is_set in (
        ("clip", "clip" in notes),
        ("input_forget", notes.get("input_forget", 0) != 0),
        ("direction", backwards),
    ):
        if is_set:
            raise Misfit(ATTRIBUTE, name=name, attribute=attribute)
    kind = layers[0].kind
    usual = USUAL[kind]
    given = notes.get("activations") or [*next(iter(usual))] * len(layers)
    functions = tuple(str(each).lower() for each in given) if isinstance(given, list) else ()
    one = functions[: len(next(iter(usual)))]
    if one not in usual or functions != one * len(layers):
        raise Misfit(ACTIVATION, name=name, function=" ".join(functions))
    if kind == "gru":
        return {"reset": "after" if notes.get("linear_before_reset", 0) else "before"}
    return {"nonlinearity": usual[one]} if kind == "rnn" else {}


def convert(kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights of one direction as PyTorch has them."""
    number = int(next(iter(parts))[1:])
    found = {"weight_ih": parts[f"W{number}"][number], "weight_hh": parts[f"R{number}"][number]}
    if f"B{number}" in parts:
        biases: tuple[Tensor, ...] = torch.chunk(parts[f"B{number}"][number], 2)
        found |= dict(zip(("bias_ih", "bias_hh"), biases, strict=True))
    return reordered(found, ORDERS[kind])


ONNX = Layout(NAME, find, convert)
