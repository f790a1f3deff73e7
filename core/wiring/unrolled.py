"""The arrows of the unrolled drawing: a cell for every step, layer and direction."""

from collections.abc import Iterator
from itertools import pairwise

from ..network.place import CellPlace
from .arrows import Arrow, Draw, Node, layer_node, node
from .ends import STATES, final_node, is_top, readers, returned, to_last, to_symbols
from .run import READS, Pass, Run, merged
from .wiring import Wiring

_INPUT = CellPlace()


def unrolled(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    """Yield every arrow of a run, from the input upwards.

    Args:
        draw: makes the arrows.
        wiring: the switches.
        run: its numbers.
    """
    yield from _inputs(draw, wiring, run)
    if run.decoder_inputs is not None:
        yield from _decoder_inputs(draw, wiring, run)
    for place, own in run.passes.items():
        yield from _initial(draw, run, place)
        yield from _through_time(draw, place, own)
        yield from _final(draw, wiring, place, own)
        yield from _upwards(draw, wiring, run, place)
    yield from _merges(draw, wiring, run)
    yield from _last(draw, wiring, run)


def cell_node(place: CellPlace, step: int) -> Node:
    """Return the node of a cell at a step."""
    return node("cell", place, step)


def order(place: CellPlace, length: int) -> range:
    """Return the steps in the order in which a cell reads them."""
    steps = range(length)
    return steps[::-1] if place.direction == "backward" else steps


def _inputs(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    """Yield what goes into the convolution, if there is one, and into the first layer."""
    cells = [place for place in run.passes if place.layer == 0 and place.part in READS]
    for step, x in enumerate(run.inputs):
        kind = "zero input" if wiring.kind == "one-to-many" and step else "input"
        source = node("input", step=step)
        targets = [cell_node(place, step) for place in cells]
        if wiring.conv is not None:
            windows = wiring.conv.windows(len(run.inputs))
            seen = [k for k, window in enumerate(windows) if step in window]
            targets = [node("convolution", step=k) for k in seen]
        for target in targets:
            yield draw(kind, (source, target), x, _INPUT, step)
    for step, x in enumerate(() if run.convolved is None else run.convolved):
        for place in cells:
            ends = node("convolution", step=step), cell_node(place, step)
            yield draw("convolved input", ends, x, _INPUT, step)


def _decoder_inputs(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    assert run.decoder_inputs is not None
    first, top = CellPlace("decoder"), CellPlace("decoder", wiring.num_layers - 1)
    for step, x in enumerate(run.decoder_inputs):
        reader, before = cell_node(first, step), step - 1
        if step == 0:
            yield draw("first decoder input", (node("start"), reader), x, first)
        elif wiring.teacher_forcing:
            yield draw("target", (node("target", step=before), reader), x, first, before)
        else:
            kind, source = "last output", cell_node(top, before)
            if wiring.symbols:
                kind, source = "last symbol", node("symbol", step=before)
            yield draw(kind, (source, reader), x, top, before)


def _initial(draw: Draw, run: Run, place: CellPlace) -> Iterator[Arrow]:
    """Yield what a cell starts from: zeros, the batch before, or what the encoder has read."""
    first = order(place, len(run.passes[place].states[0]))[0]
    kind, source = "initial", node("initial state", place)
    if place.part == "decoder":
        kind, source = "context", layer_node("context", "encoder", place.layer)
    for state, values in zip(STATES, run.passes[place].initial, strict=False):
        yield draw(f"{kind} {state} state", (source, cell_node(place, first)), values, place)


def _through_time(draw: Draw, place: CellPlace, own: Pass) -> Iterator[Arrow]:
    steps = order(place, len(own.states[0]))
    for here, after in pairwise(steps):
        ends = cell_node(place, here), cell_node(place, after)
        for state, values in zip(STATES, own.states, strict=False):
            yield draw(f"{state} state", ends, values[here], place, here)


def _final(draw: Draw, wiring: Wiring, place: CellPlace, own: Pass) -> Iterator[Arrow]:
    last = order(place, len(own.states[0]))[-1]
    for state, values in zip(STATES, own.final, strict=False):
        target = final_node(place, state)
        yield draw(f"final {state} state", (cell_node(place, last), target), values, place)
        yield from returned(draw, wiring, place, state, values)


def _upwards(draw: Draw, wiring: Wiring, run: Run, place: CellPlace) -> Iterator[Arrow]:
    """Yield what a cell hands at each step to the layer above, to the merge or to the output."""
    top = is_top(wiring, place)
    if top and (place.part == "encoder" or not wiring.every_step):
        return
    for step, hidden in enumerate(run.passes[place].states[0]):
        source = cell_node(place, step)
        if wiring.bidirectional and place.part != "decoder" and wiring.merge:
            target = layer_node("merge", place.part, place.layer, step)
            yield draw("direction output", (source, target), hidden, place, step)
        elif top:
            yield draw("output", (source, node("output", step=step)), hidden, place, step)
            yield from to_symbols(draw, wiring, hidden, step)
        else:
            above = CellPlace(place.part, place.layer + 1)
            yield draw("layer output", (source, cell_node(above, step)), hidden, place, step)


def _merges(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    """Yield what both directions have become, at each step of each layer."""
    part = "encoder" if wiring.has_decoder else ""
    if not wiring.bidirectional or wiring.merge is None:
        return
    for layer in range(wiring.num_layers):
        place, top = CellPlace(part, layer), layer == wiring.num_layers - 1
        if top and (part or not wiring.every_step):
            return
        both = [each.states[0] for each in run.of_layer(layer, part)]
        for step, values in enumerate(merged(wiring.merge, both)):
            source = layer_node("merge", part, layer, step)
            targets = [node("output", step=step)]
            if not top:
                above = readers(run, layer + 1, part)
                targets = [cell_node(reader, step) for reader in above]
            for target in targets:
                kind = "output" if top else "layer output"
                yield draw(kind, (source, target), values, place, step)


def _last(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    """Yield the way from the last step to the output, without return_sequences."""
    if wiring.every_step:
        return
    top = readers(run, wiring.num_layers - 1, "")
    length = len(run.passes[top[0]].states[0])
    sources = [cell_node(place, order(place, length)[-1]) for place in top]
    yield from to_last(draw, wiring, run, top, sources)
