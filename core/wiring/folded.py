"""The arrows of the folded drawing: a node a layer and direction, all steps in one tensor."""

from collections.abc import Iterator

from torch import Tensor

from ..cells.torch_layers import PARAMETERS
from ..network.place import CellPlace
from .arrows import Arrow, Draw, Node, layer_node, node
from .ends import STATES, final_node, is_top, readers, returned, to_last, to_symbols
from .run import READS, Run, merged
from .weights import Weights
from .wiring import Wiring

_INPUT = CellPlace()


def folded(draw: Draw, wiring: Wiring, run: Run, weights: Weights) -> Iterator[Arrow]:
    """Yield every arrow of a run, from the input upwards.

    Args:
        draw: makes the arrows.
        wiring: the switches.
        run: its numbers.
        weights: what every step shares.
    """
    yield from _weights(draw, wiring, weights)
    yield from _inputs(draw, wiring, run)
    if run.decoder_inputs is not None:
        yield from _decoder_inputs(draw, wiring, run, run.decoder_inputs)
    for place in run.passes:
        yield from _states(draw, wiring, run, place)
        yield from _upwards(draw, wiring, run, place)
    yield from _merges(draw, wiring, run)
    if not wiring.every_step:
        top = readers(run, wiring.num_layers - 1, "")
        yield from to_last(draw, wiring, run, top, [_layer(place) for place in top])


def in_order(wiring: Wiring, steps_first: Tensor) -> Tensor:
    """Return all steps as the model's tensors have them: texts first, or steps first."""
    return steps_first.transpose(0, 1) if wiring.batch_first else steps_first


def _layer(place: CellPlace) -> Node:
    return node("layer", place)


def _weights(draw: Draw, wiring: Wiring, weights: Weights) -> Iterator[Arrow]:
    """Yield each weight once: all steps share it."""
    for name, values in zip(("conv.weight", "conv.bias"), weights.conv or (), strict=False):
        ends = node("weights", name=name), node("convolution")
        yield draw("weight sharing", ends, values, _INPUT, weight=name)
    for place, cell in weights.cells.items():
        for name in PARAMETERS:
            ends = node("weights", place, name=name), _layer(place)
            yield draw("weight sharing", ends, getattr(cell, name), place, weight=name)
    for name, values in wiring.writer.readout.named_parameters("readout") if wiring.writer else ():
        ends = node("weights", name=name), node("symbol")
        yield draw("weight sharing", ends, values, _INPUT, weight=name)


def _inputs(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    source, values, kind = node("input"), run.inputs, "input"
    if wiring.kind == "one-to-many":
        given = in_order(wiring, values[:1])
        yield draw("input", (source, node("padding")), given, _INPUT)
        source, kind = node("padding"), "zero input"
    if run.convolved is not None:
        ends = source, node("convolution")
        yield draw(kind, ends, in_order(wiring, values), _INPUT)
        source, values, kind = ends[1], run.convolved, "convolved input"
    for place in run.passes:
        if place.layer == 0 and place.part in READS:
            yield draw(kind, (source, _layer(place)), in_order(wiring, values), _INPUT)


def _decoder_inputs(draw: Draw, wiring: Wiring, run: Run, inputs: Tensor) -> Iterator[Arrow]:
    first, top = CellPlace("decoder"), CellPlace("decoder", wiring.num_layers - 1)
    yield draw("first decoder input", (node("start"), _layer(first)), inputs[0], first)
    if len(inputs) > 1:
        kind, source = "last output", _layer(top)
        if wiring.teacher_forcing:
            kind, source = "target", node("target")
        elif wiring.symbols:
            kind, source = "last symbol", node("symbol")
        yield draw(kind, (source, _layer(first)), in_order(wiring, inputs[1:]), top)


def _states(draw: Draw, wiring: Wiring, run: Run, place: CellPlace) -> Iterator[Arrow]:
    """Yield what a layer starts from, hands from step to step, and ends with."""
    own, layer = run.passes[place], _layer(place)
    kind, source = "initial", node("initial state", place)
    if place.part == "decoder":
        kind, source = "context", layer_node("context", "encoder", place.layer)
    for i, state in enumerate(STATES[: len(own.states)]):
        yield draw(f"{kind} {state} state", (source, layer), own.initial[i], place)
        if len(own.states[i]) > 1:
            values = in_order(wiring, own.states[i])
            yield draw(f"{state} state", (layer, layer), values, place)
        ends = layer, final_node(place, state)
        yield draw(f"final {state} state", ends, own.final[i], place)
        yield from returned(draw, wiring, place, state, own.final[i])


def _upwards(draw: Draw, wiring: Wiring, run: Run, place: CellPlace) -> Iterator[Arrow]:
    top = is_top(wiring, place)
    if top and (place.part == "encoder" or not wiring.every_step):
        return
    values, kind = in_order(wiring, run.passes[place].states[0]), "layer output"
    if wiring.bidirectional and place.part != "decoder" and wiring.merge:
        kind, target = "direction output", layer_node("merge", place.part, place.layer)
    elif top:
        kind, target = "output", node("output")
    else:
        target = _layer(CellPlace(place.part, place.layer + 1))
    yield draw(kind, (_layer(place), target), values, place)
    if top:
        yield from to_symbols(draw, wiring, values, None)


def _merges(draw: Draw, wiring: Wiring, run: Run) -> Iterator[Arrow]:
    part = "encoder" if wiring.has_decoder else ""
    layers = wiring.num_layers - (wiring.has_decoder or not wiring.every_step)
    if not wiring.bidirectional or wiring.merge is None:
        return
    for layer in range(layers):
        both = [each.states[0] for each in run.of_layer(layer, part)]
        values = in_order(wiring, merged(wiring.merge, both))
        above = [_layer(place) for place in readers(run, layer + 1, part)]
        kind = "layer output" if above else "output"
        for target in above or [node("output")]:
            ends = layer_node("merge", part, layer), target
            yield draw(kind, ends, values, CellPlace(part, layer))
