"""Groups of a file that are one network: two directions, or layers on top of each other.

PyTorch's names and ONNX's tensors say so themselves; elsewhere each direction and each layer has a
folder of its own, and their names say it: ``forward_lstm`` and ``backward_lstm``, ``lstm`` and
``lstm_1``, ``cell_0`` and ``cell_1``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from .groups import Group

_FORWARD = re.compile(r"(?<![a-z])(forward|fwd|fw)(?![a-z])")
_OTHER_WAY = {"forward": "backward", "fwd": "bwd", "fw": "bw"}
_NUMBER = re.compile(r"_?(\d+)(?=/|$)")


def joined(groups: Sequence[Group]) -> list[Group]:
    """Return the networks of a file: stacks of layers first, and then their layers, each alone."""
    two_way = list(_in_two_directions(groups))
    stacks = [stack for first in two_way if (stack := _stack_on(first, two_way))]
    on_others = {id(each) for stack in stacks for each in stack[1:]}
    whole = [stack for stack in stacks if id(stack[0]) not in on_others]
    return [*map(_one_network, whole), *two_way]


def _in_two_directions(groups: Sequence[Group]) -> Iterator[Group]:
    by_name = {(group.layout, group.name): group for group in groups}
    pairs = []
    for group in groups:
        mirrored = _FORWARD.sub(lambda match: _OTHER_WAY[match[1]], group.name)
        other = by_name.get((group.layout, mirrored))
        if mirrored != group.name and other and _are_alike(group, other):
            pairs.append((group, other))
    backward = {id(other) for _group, other in pairs}
    by_forward = {id(group): other for group, other in pairs}
    for group in groups:
        if id(group) in by_forward:
            both = zip(group.layers, by_forward[id(group)].layers, strict=True)
            yield replace(group, layers=tuple(chain(*both)), directions=2)
        elif id(group) not in backward:
            yield group


def _are_alike(first: Group, second: Group) -> bool:
    """Return whether two groups can be the two directions of one network."""
    if first.refusal or second.refusal or first.directions + second.directions > 2:
        return False
    sizes = [
        [(each.kind, each.input_size, each.hidden_size) for each in group.layers]
        for group in (first, second)
    ]
    return sizes[0] == sizes[1] and first.known == second.known


def _stack_on(first: Group, groups: Sequence[Group]) -> list[Group]:
    """Return the groups that lie on each other from the first one, if there are two or more."""
    stack = [first]
    while following := next((each for each in groups if _lies_on(each, stack[-1])), None):
        stack.append(following)
    return stack if len(stack) > 1 else []


def _lies_on(above: Group, below: Group) -> bool:
    """Return whether a group is the next layer by its name and fits by its sizes."""
    if above.refusal or below.refusal or _steps(above, below) != {1}:
        return False
    first, last = above.layers[0], below.layers[-1]
    return (
        (above.layout, above.directions, above.known)
        == (below.layout, below.directions, below.known)
        and (first.kind, first.hidden_size) == (last.kind, last.hidden_size)
        and first.input_size == last.output_size * below.directions
    )


def _steps(above: Group, below: Group) -> set[int]:
    """Return by how much the numbers in two names differ where they do; none if more differs."""
    folders = [group.name.split("/") for group in (above, below)]
    if len(folders[0]) != len(folders[1]):
        return set()
    steps = set()
    for upper, lower in zip(*folders, strict=True):
        if _NUMBER.sub("", upper) != _NUMBER.sub("", lower):
            return set()
        steps.add(_number(upper) - _number(lower))
    return steps - {0}


def _number(part: str) -> int:
    match = _NUMBER.search(part)
    return int(match[1][:9]) if match else 0


def _one_network(stack: Sequence[Group]) -> Group:
    layers = tuple(chain.from_iterable(group.layers for group in stack))
    return replace(stack[0], layers=layers)
