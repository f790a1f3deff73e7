"""The last arrows of both drawings: final and returned states, the last step, the readout."""

from collections.abc import Iterator, Sequence

from torch import Tensor

from ..network.place import CellPlace
from .arrows import Arrow, Draw, Node, layer_node, node
from .run import Run, merged
from .wiring import Wiring

STATES = ("hidden", "cell")


def final_node(place: CellPlace, state: str) -> Node:
    """Return the node of a cell's final state: a row of h_n or c_n, or what the decoder gets."""
    if place.part == "encoder":
        return layer_node("context", "encoder", place.layer)
    return node("final state", place, name="h_n" if state == "hidden" else "c_n")


def readers(run: Run, layer: int, part: str) -> list[CellPlace]:
    """Return the places of the cells of a layer."""
    return [at for at in run.passes if (at.layer, at.part) == (layer, part)]


def is_top(wiring: Wiring, place: CellPlace) -> bool:
    """Return whether a cell is in the last layer of its part."""
    return place.layer == wiring.num_layers - 1


def returned(
    draw: Draw, wiring: Wiring, place: CellPlace, state: str, values: Tensor
) -> Iterator[Arrow]:
    """Yield the arrow of a final state that the model returns beside its output."""
    if wiring.return_state and is_top(wiring, place) and place.part != "encoder":
        ends = final_node(place, state), node("returned state", place, name=f"returned {state}")
        yield draw(f"returned {state} state", ends, values, place)


def to_symbols(draw: Draw, wiring: Wiring, hidden: Tensor, step: int | None) -> Iterator[Arrow]:
    """Yield the arrow from an output to its symbol, where a network writes symbols.

    Args:
        draw: makes the arrow.
        wiring: the switches.
        hidden: the output, ``(…, width)``.
        step: its step; ``None`` for all of them.
    """
    if wiring.writer is not None:
        ends = node("output", step=step), node("symbol", step=step)
        yield draw("scores", ends, wiring.writer.readout(hidden), CellPlace(), step)


def to_last(
    draw: Draw, wiring: Wiring, run: Run, top: Sequence[CellPlace], sources: Sequence[Node]
) -> Iterator[Arrow]:
    """Yield the arrows from what has read everything to the output.

    Args:
        draw: makes the arrows.
        wiring: the switches.
        run: its numbers.
        top: the places of the last layer's cells.
        sources: their nodes.
    """
    output, place = node("output"), top[0]
    finals = [run.passes[at].final[0] for at in top]
    if not wiring.bidirectional:
        yield draw("last step", (sources[0], output), finals[0], place)
        return
    merge = output if wiring.merge is None else layer_node("merge", "", place.layer, name="last")
    for at, source, values in zip(top, sources, finals, strict=True):
        yield draw("last of a direction", (source, merge), values, at)
    if wiring.merge is not None:
        yield draw("last step", (merge, output), merged(wiring.merge, finals), place)
