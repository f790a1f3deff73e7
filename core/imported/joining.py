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
    return [*map(_one_network, _stacks(two_way)), *two_way]


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


def _stacks(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Return groups that lie on each other: their names differ by numbers that count up."""
    by_stem: dict[tuple[str, str], list[tuple[list[int], int]]] = {}
    for place, group in enumerate(groups):
        stem = group.layout, _NUMBER.sub("", group.name)
        numbers = [_number(part) for part in group.name.split("/")]
        by_stem.setdefault(stem, []).append((numbers, place))
    for alike in by_stem.values():
        (numbers, place), *others = sorted(alike)
        stack = [groups[place]]
        for following, place in others:
            steps = {after - before for after, before in zip(following, numbers, strict=True)}
            if steps - {0} != {1} or not _lies_on(groups[place], stack[-1]):
                yield from [stack][: len(stack) - 1]
                stack = []
            stack, numbers = [*stack, groups[place]], following
        yield from [stack][: len(stack) - 1]


def _lies_on(above: Group, below: Group) -> bool:
    """Return whether a group fits on another one by its sizes."""
    if above.refusal or below.refusal:
        return False
    first, last = above.layers[0], below.layers[-1]
    return (
        (above.directions, above.known) == (below.directions, below.known)
        and (first.kind, first.hidden_size, first.output_size)
        == (last.kind, last.hidden_size, last.output_size)
        and first.input_size == last.output_size * below.directions
    )


def _number(part: str) -> int:
    match = _NUMBER.search(part)
    return int(match[1][:9]) if match else 0


def _one_network(stack: Sequence[Group]) -> Group:
    layers = tuple(chain.from_iterable(group.layers for group in stack))
    return replace(stack[0], layers=layers)
