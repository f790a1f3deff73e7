"""Nodes and arrows of a wired model: what stands in its drawing, and what flows along it."""

from dataclasses import dataclass, field

import numpy as np
from torch import Tensor

from ..network.place import CellPlace
from .expressions import Expressions


@dataclass(frozen=True)
class Node:
    """One part of a drawing.

    Attributes:
        id: its name, unique in a model; the same whatever other switches are set to.
        kind: ``input``, ``padding``, ``convolution``, ``layer`` (a recurrent layer's direction, all
            steps), ``cell`` (the same at one step), ``merge``, ``initial state``, ``final state``,
            ``context``, ``start``, ``target``, ``weights``, ``returned state``, ``output``,
            ``symbol`` (what the readout makes of an output).
        part: ``encoder`` or ``decoder`` of a model that has both, else empty.
        layer: from 0, from the input upwards; ``None`` for what belongs to no layer.
        direction: ``forward`` or ``backward``; empty for what belongs to neither.
        step: its position, from 0; ``None`` for all steps.
    """

    id: str
    kind: str
    part: str = ""
    layer: int | None = None
    direction: str = ""
    step: int | None = None


@dataclass(frozen=True, eq=False)
class Arrow:
    """What flows from one node to another.

    Attributes:
        id: its name, unique in a model; it stays the same while other switches change.
        source: id of the node that it comes from.
        target: id of the node that it goes to.
        kind: a key of ``names.ARROWS``.
        shape: the shape of ``values``.
        values: read-only, from the run: ``(N, size)`` at one step; in the folded drawing also
            ``(N, T, size)``, or ``(T, N, size)`` without batch_first.
        keras: what Keras calls it.
        pytorch: the expression that gives ``values`` in PyTorch.
        folded: whether it belongs to the folded drawing, all steps in one, or to the unrolled one.
        part: of the model, as ``Node.part``.
        layer: whose arrow it is; ``None`` where it leaves or reaches no layer.
        direction: in which that layer reads; empty where that makes no difference.
        step: the position of what gives it, or of what reads an input; ``None`` for all steps.
    """

    id: str
    source: str
    target: str
    kind: str
    shape: tuple[int, ...]
    values: np.ndarray
    keras: str
    pytorch: str
    folded: bool
    part: str
    layer: int | None
    direction: str
    step: int | None


def node(
    kind: str, place: CellPlace | None = None, step: int | None = None, name: str = ""
) -> Node:
    """Return the node of a kind; the place is that of the cell it belongs to.

    >>> node("cell", CellPlace(layer=1, direction="backward"), 3).id
    'cell:1:backward:3'
    >>> node("final state", CellPlace("decoder"), name="h_n").id
    'decoder:h_n:0:forward'
    """
    place_words = (place.layer, place.direction) if place else ()
    words = (place.part if place else "", name or kind, *place_words, "" if step is None else step)
    own = ":".join(str(word) for word in words if word != "")
    if place is None:
        return Node(own, kind, step=step)
    return Node(own, kind, place.part, place.layer, place.direction, step)


def layer_node(kind: str, part: str, layer: int, step: int | None = None, name: str = "") -> Node:
    """Return a node of a layer that belongs to neither direction.

    >>> layer_node("merge", "encoder", 0, 2).id, layer_node("merge", "", 1, name="last").id
    ('encoder:merge:0:2', 'merge:1:last')
    """
    words = (part, kind, layer, "" if step is None else step, name)
    own = ":".join(str(word) for word in words if word != "")
    return Node(own, kind, part, layer, "", step)


@dataclass(frozen=True)
class Draw:
    """Makes the arrows of one drawing, folded or unrolled, and keeps the nodes that they join."""

    names: Expressions
    folded: bool
    nodes: dict[str, Node] = field(default_factory=dict)

    def __call__(
        self,
        kind: str,
        ends: tuple[Node, Node],
        values: Tensor,
        place: CellPlace,
        step: int | None = None,
        weight: str = "",
    ) -> Arrow:
        """Return one arrow.

        Args:
            kind: a key of ``names.ARROWS``.
            ends: the node that it comes from and the node that it goes to.
            values: what flows; its shape is the arrow's.
            place: the cell that gives it, for the names.
            step: the step that gives it, for the names.
            weight: PyTorch's name of a weight.
        """
        source, target = ends
        self.nodes.update({each.id: each for each in ends})
        owner = source if source.layer is not None else target
        shown = source.step if source.step is not None else target.step
        array = values.detach().numpy().copy()
        array.flags.writeable = False
        keras, pytorch = self.names.name(kind, place, step, weight)
        return Arrow(
            id=f"{'folded:' * self.folded}{source.id}>{target.id}{_parallel(kind)}",
            source=source.id,
            target=target.id,
            kind=kind,
            shape=array.shape,
            values=array,
            keras=keras,
            pytorch=pytorch,
            folded=self.folded,
            part=owner.part,
            layer=owner.layer,
            direction=owner.direction,
            step=shown,
        )


def _parallel(kind: str) -> str:
    """Return what tells apart the arrows that join the same nodes as a hidden state does."""
    return ":c" if "cell state" in kind else ":y" if kind in ("last output", "last symbol") else ""
