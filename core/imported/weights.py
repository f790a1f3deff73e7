"""The weights in a file by plain names, whatever a framework wrapped around them.

A name is a path joined by ``/``, without what data parallelism, compilation and wrappers put in
front (``module.``, ``_orig_mod.``, ``model.``) and without the ``:0`` of TensorFlow. A weight can
be made of several tensors: of directions and lengths (weight norm), or of numbers and a mask
(pruning).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple

import torch
from torch import Tensor

from .header import Entry

_BETWEEN = re.compile(r"[./\[\]'\"]+")
_ANYWHERE = {"module", "_orig_mod", "parametrizations"}
_IN_FRONT = {"model", "params"}
_WRAPPED = re.compile(r"(?P<name>.+?)(?P<end>_raw|_orig|_mask|_g|_v|/original0|/original1)")
_RULES = {
    ("_raw",): "plain",
    ("_mask", "_orig"): "pruned",
    ("_g", "_v"): "weight norm",
    ("/original0", "/original1"): "weight norm",
}
"""The endings of the tensors that make one weight -> how they make it."""


class Weight(NamedTuple):
    """One weight of a file.

    Attributes:
        shape: its shape.
        dtypes: the types of the tensors that make it.
        keys: the keys of those tensors.
        rule: how they make it: ``plain``, ``pruned`` or ``weight norm``.
    """

    shape: tuple[int, ...]
    dtypes: tuple[str, ...]
    keys: tuple[str, ...]
    rule: str = "plain"

    def value(self, tensors: Mapping[str, Tensor]) -> Tensor:
        """Return its numbers, of the tensors in the file."""
        first, *rest = (tensors[key] for key in self.keys)
        if self.rule == "pruned":  # torch.nn.utils.prune: the mask, then the numbers
            return first * rest[0]
        if self.rule == "weight norm":  # torch.nn.utils.weight_norm: lengths, then directions
            length = torch.linalg.vector_norm(rest[0].flatten(1), dim=1)
            shape = (-1, *[1] * (rest[0].dim() - 1))
            return first.view(shape) * rest[0] / length.view(shape)
        return first


Weights = Mapping[str, Weight]


def weights_of(tensors: Mapping[str, Entry]) -> dict[str, Weight]:
    """Return the weights that a file's tensors make, by plain names."""
    names = plain_names([*tensors])
    entries = {names[key]: (key, entry) for key, entry in tensors.items()}
    weights = {
        name: Weight(each.shape, (each.dtype,), (key,)) for name, (key, each) in entries.items()
    }
    for name, ends in _wrapped(entries).items():
        for parts, rule in _RULES.items():
            made = [weights[name + end] for end in parts if end in ends]
            if len(made) == len(parts) and _fits(rule, [each.shape for each in made]):
                keys = tuple(key for each in made for key in each.keys)
                dtypes = tuple(each.dtypes[0] for each in made)
                weights[name] = Weight(made[-1].shape, dtypes, keys, rule)
    return weights


def _fits(rule: str, shapes: Sequence[tuple[int, ...]]) -> bool:
    """Return whether tensors of these shapes can make a weight: a length a row, or a mask."""
    first, last = shapes[0], shapes[-1]
    return prod(first) == last[0] if rule == "weight norm" and last else first == last


def plain_names(keys: Sequence[str]) -> dict[str, str]:
    """Return key -> plain name; keys that would have the same one keep their wrappers' names.

    >>> plain_names(["module.rnn.weight_ih_l0", "lstm/kernel:0"])
    {'module.rnn.weight_ih_l0': 'rnn/weight_ih_l0', 'lstm/kernel:0': 'lstm/kernel'}
    """
    names = {key: _plain(key) for key in keys}
    counts = Counter(names.values())
    return {key: name if counts[name] == 1 else key for key, name in names.items()}


def _plain(key: str) -> str:
    path = [part for part in _BETWEEN.split(key.removesuffix(":0")) if part]
    path = [part for part in path[:-1] if part not in _ANYWHERE] + path[-1:]
    while len(path) > 1 and path[0] in _IN_FRONT:
        path = path[1:]
    return "/".join(path)


def _wrapped(names: Mapping[str, object]) -> dict[str, set[str]]:
    """Return the names of weights that are made of others -> the endings of these."""
    ends: dict[str, set[str]] = {}
    for name in names:
        match = _WRAPPED.fullmatch(name)
        if match:
            ends.setdefault(match["name"], set()).add(match["end"])
    return ends
