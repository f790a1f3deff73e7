"""The lines of a wired model in Keras, by its functional interface."""

from collections.abc import Iterator

from .keras_words import conv_arguments, merge_argument
from .lines import Line, input_steps
from .names import LAYERS, MERGES
from .variables import Variables
from .weights import places
from .wired import Wired
from .wiring import Wiring


def keras_lines(wired: Wired) -> Iterator[Line]:
    """Yield the lines, the shapes being those of the run; Keras always has the texts first."""
    wiring = wired.wiring
    yield Line("import keras", "import")
    yield Line("from keras import layers", "import")
    yield Line("", "import")
    yield from _given(wired)
    yield from _made(wiring)
    read = "inputs"
    if wiring.kind == "one-to-many":
        zeros = f"(0, {(wiring.length or 1) - 1})"
        yield Line(f"padded = layers.ZeroPadding1D({zeros})({read})", "run", "pad")
        read = "padded"
    if wiring.conv is not None:
        yield Line(f"convolved = conv({read})", "run", "convolve")
        read = "convolved"
    if wiring.has_decoder:
        yield from _encoder(wiring, read)
        yield from _decoder(wiring)
    else:
        yield from _layers(wiring, read)
    if wiring.writer:
        yield Line("scores = readout(output)", "run", "scores")
    yield from _model(wiring)


def _given(wired: Wired) -> Iterator[Line]:
    wiring = wired.wiring
    steps = input_steps(wired)
    given = f"({steps}, {wiring.input_size})"
    if wiring.stateful:
        given = f"batch_shape=({wired.h_n.shape[1]}, {steps}, {wiring.input_size})"
    yield Line(f"inputs = keras.Input({given})", "input", "x")
    if wiring.teacher_forcing and wiring.has_decoder:
        shape = f"({wiring.target_length}, {wiring.decoder_input_size})"
        yield Line(f"target = keras.Input({shape})", "input")


def _made(wiring: Wiring) -> Iterator[Line]:
    names = Variables(wiring)
    if wiring.conv is not None:
        call = f"layers.Conv1D({conv_arguments(wiring.conv)})"
        yield Line(f"conv = {call}", "make", "make conv")
    for place in places(wiring):
        if place.direction == "forward":
            call = _layer(wiring, place.part, place.layer)
            name = names.layer(place.part, place.layer)
            yield Line(f"{name} = {call}", "make", f"make {place.part} {place.layer}")
    if wiring.writer:
        call = f"layers.Dense({len(wiring.writer.outputs)})"
        yield Line(f"readout = {call}", "make", "make readout")


def _layer(wiring: Wiring, part: str, layer: int) -> str:
    """Return the call that makes a layer."""
    top = layer == wiring.num_layers - 1
    switches = {
        "return_sequences": not top or part == "decoder" or (not part and wiring.every_step),
        "return_state": bool(part) or (top and wiring.return_state),
        "stateful": wiring.stateful,
    }
    units = wiring.width if part == "decoder" else wiring.hidden_size
    options = "".join(f", {name}=True" for name, on in switches.items() if on)
    call = f"layers.{LAYERS[wiring.cell].keras}({units}{options})"
    if wiring.bidirectional and part != "decoder":
        return f"layers.Bidirectional({call}, {merge_argument(wiring)})"
    return call


def _layers(wiring: Wiring, read: str) -> Iterator[Line]:
    names = Variables(wiring)
    for layer in range(wiring.num_layers):
        top = layer == wiring.num_layers - 1
        left = _output(wiring) if top else names.merged("", layer)
        states = ", *states" if top and wiring.return_state else ""
        text = f"{left}{states} = {names.layer('', layer)}({read})"
        yield Line(text, "run", f"call  {layer}")
        read = names.merged("", layer)


def _output(wiring: Wiring) -> str:
    unmerged = wiring.bidirectional and wiring.merge is None
    return "forward, backward" if unmerged else "output"


def _encoder(wiring: Wiring, read: str) -> Iterator[Line]:
    names = Variables(wiring)
    for layer in range(wiring.num_layers):
        states, left = names.states(layer), names.merged("encoder", layer)
        text = f"{left}, *{states} = {names.layer('encoder', layer)}({read})"
        yield Line(text, "run", f"call encoder {layer}")
        read = left
        if wiring.bidirectional:
            merge = f"layers.{MERGES[wiring.merge].keras}()"
            parts = [f"{merge}({states})"]
            if wiring.cell == "lstm":  # h and c of one direction, then of the other
                parts = [f"{merge}({states}[::2])", f"{merge}({states}[1::2])"]
            yield Line(f"{states} = [{', '.join(parts)}]", "run", f"context {layer}")


def _decoder(wiring: Wiring) -> Iterator[Line]:
    names, layers = Variables(wiring), range(wiring.num_layers)
    if wiring.teacher_forcing:
        yield Line("shifted = layers.ZeroPadding1D((1, 0))(target)[:, :-1]", "run", "feed")
        read = "shifted"
        for layer in layers:
            states, left = names.states(layer), names.merged("decoder", layer)
            call = f"{names.layer('decoder', layer)}({read}, initial_state={states})"
            yield Line(f"{left}, *{states} = {call}", "run", f"call decoder {layer}")
            read = left
        return
    first = f"{names.states(0)}[0]"
    if wiring.symbols:
        first += f"[:, :{wiring.decoder_input_size}]"
    yield Line(f"step = keras.ops.zeros_like({first})[:, None]", "run", "start")
    yield Line("steps = []", "run")
    yield Line(f"for _ in range({wiring.target_length}):", "run")
    for layer in layers:
        states = names.states(layer)
        call = f"{names.layer('decoder', layer)}(step, initial_state={states})"
        yield Line(f"    step, *{states} = {call}", "run", f"call decoder {layer}")
    yield Line("    steps.append(step)", "run", "" if wiring.symbols else "feed")
    if wiring.symbols:
        likeliest = "keras.ops.argmax(readout(step), -1)"
        size = wiring.decoder_input_size
        yield Line(f"    step = keras.ops.one_hot({likeliest}, {size})", "run", "feed")
    yield Line("output = keras.ops.concatenate(steps, axis=1)", "run", "output")


def _model(wiring: Wiring) -> Iterator[Line]:
    names, top = Variables(wiring), wiring.num_layers - 1
    read = "[inputs, target]" if wiring.teacher_forcing and wiring.has_decoder else "inputs"
    states = names.states(top) if wiring.has_decoder else "states"
    gives = [_output(wiring), *([f"*{states}"] if wiring.return_state else [])]
    several = len(gives) > 1 or "," in gives[0]
    given = f"[{', '.join(gives)}]" if several else gives[0]
    yield Line(f"model = keras.Model({read}, {given})", "run")
    if wiring.stateful:
        every = [names.layer("", layer) for layer in range(wiring.num_layers)]
        yield Line("", "run")
        yield Line("", "run")
        yield Line("def reset():  # before a text that does not go on from the last one", "run")
        for name in every:
            yield Line(f"    {name}.reset_state()", "run")
