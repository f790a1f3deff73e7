"""The lines of a wired model in PyTorch: a layer a line, so that each state has a name."""

from collections.abc import Iterator

from .lines import Line, input_steps
from .names import LAYERS, MERGES
from .variables import Variables
from .weights import places
from .wired import Wired
from .wiring import Wiring


def pytorch_lines(wired: Wired) -> Iterator[Line]:
    """Yield the lines, the shapes being those of the run."""
    wiring = wired.wiring
    yield Line("import torch", "import")
    yield Line("from torch import nn", "import")
    yield Line("", "import")
    yield from _given(wired)
    yield from _made(wiring)
    longer = "zero input" if wiring.kind == "one-to-many" else "input"
    yield from _before_the_layers(wiring, input_steps(wired, longer))
    part = "encoder" if wiring.has_decoder else ""
    for layer in range(wiring.num_layers):
        yield from _layer(wiring, part, layer)
    if wiring.has_decoder:
        yield from _decoder(wiring, wired.h_n.shape[1])
        yield from _scores(wiring)
        return
    if wiring.num_layers > 1:
        for state in _states(wiring):
            rows = ", ".join(f"{state}_{layer}" for layer in range(wiring.num_layers))
            yield Line(f"{state}_n = torch.cat([{rows}])", "run", f"{state}_n")
    if not wiring.every_step:
        yield Line(f"last = {Variables(wiring).last}", "run", "last")
    yield from _scores(wiring)


def _scores(wiring: Wiring) -> Iterator[Line]:
    if wiring.writer:
        yield Line("scores = readout(output)", "run", "scores")


def _states(wiring: Wiring) -> tuple[str, ...]:
    return ("h", "c") if wiring.cell == "lstm" else ("h",)


def _shape(wired: Wired, steps: int, size: int) -> str:
    """Return ``N, T, size`` in the order of the model's tensors."""
    texts = wired.h_n.shape[1]
    first = (texts, steps) if wired.wiring.batch_first else (steps, texts)
    return ", ".join(map(str, (*first, size)))


def _given(wired: Wired) -> Iterator[Line]:
    wiring = wired.wiring
    yield Line(
        f"x = torch.randn({_shape(wired, input_steps(wired), wiring.input_size)})", "input", "x"
    )
    if wiring.teacher_forcing and wiring.has_decoder:
        sizes = wiring.target_length or 0, wiring.decoder_input_size
        yield Line(f"target = torch.randn({_shape(wired, *sizes)})", "input")


def _made(wiring: Wiring) -> Iterator[Line]:
    names, conv = Variables(wiring), wiring.conv
    read = wiring.input_size
    if conv is not None:
        stride = f", stride={conv.stride}" if conv.stride > 1 else ""
        sizes = f"{read}, {conv.filters}, {conv.kernel_size}{stride}"
        yield Line(f"conv = nn.Conv1d({sizes})", "make", "make conv")
        read = conv.filters
    for place in places(wiring):
        if place.direction == "backward":
            continue
        decodes = place.part == "decoder"
        size = wiring.decoder_input_size if decodes else read
        sizes = (wiring.width if place.layer else size), wiring.hidden_size
        if decodes:
            sizes = sizes[0], wiring.width
        first = ", batch_first=True" if wiring.batch_first else ""
        both = ", bidirectional=True" if wiring.bidirectional and not decodes else ""
        call = f"{LAYERS[wiring.cell].pytorch}({sizes[0]}, {sizes[1]}{first}{both})"
        key = f"make {place.part} {place.layer}"
        yield Line(f"{names.layer(place.part, place.layer)} = {call}", "make", key)
    if wiring.writer:
        call = f"nn.Linear({wiring.width}, {len(wiring.writer.outputs)})"
        yield Line(f"readout = {call}", "make", "make readout")
    if wiring.stateful:
        for layer in range(wiring.num_layers):
            reset = f"{names.state(layer)} = None  # before the first batch, and to reset"
            yield Line(reset, "make")


def _padded(wiring: Wiring, name: str, zeros: tuple[int, int]) -> str:
    """Return the expression that puts steps of zeros before and after."""
    between = (0, 0) if wiring.batch_first else (0, 0, 0, 0)
    return f"nn.functional.pad({name}, {(*between, *zeros)})"


def _before_the_layers(wiring: Wiring, steps: int) -> Iterator[Line]:
    read = "x"
    if wiring.kind == "one-to-many":
        zeros = 0, (wiring.length or 1) - 1
        yield Line(f"padded = {_padded(wiring, read, zeros)}", "run", "pad")
        read = "padded"
    if wiring.conv is not None:
        zeros = wiring.conv.zeros(steps)
        read = _padded(wiring, read, zeros) if any(zeros) else read
        there, back = ("transpose(1, 2)", "transpose(1, 2)")
        if not wiring.batch_first:
            there, back = "permute(1, 2, 0)", "permute(2, 0, 1)"
        yield Line(f"convolved = conv({read}.{there}).{back}", "run", "convolve")


def _layer(wiring: Wiring, part: str, layer: int) -> Iterator[Line]:
    """Yield the call of a layer, its state for the next batch, and the merge of its directions."""
    names, raw = Variables(wiring), Variables(wiring).raw(part, layer)
    own = [names.layer_state(state, part, layer) for state in _states(wiring)]
    left = f"({', '.join(own)})" if len(own) > 1 else own[0]
    read = names.below(part, layer)
    if wiring.stateful:
        before, state = names.before(layer), names.state(layer)
        yield Line(f"{before} = {state}", "run", f"before {layer}")
        read += f", {before}"
    call = f"{names.layer(part, layer)}({read})"
    yield Line(f"{raw}, {left} = {call}", "run", f"call {part} {layer}")
    if wiring.stateful:
        kept = [f"{each}.detach()" for each in own]
        value = f"({', '.join(kept)})" if len(kept) > 1 else kept[0]
        yield Line(f"{names.state(layer)} = {value}", "run")
    top = layer == wiring.num_layers - 1
    if names.merges and (not top or (not part and wiring.every_step)):
        size = wiring.hidden_size
        halves = {"a": f"{raw}[..., :{size}]", "b": f"{raw}[..., {size}:]"}
        value = MERGES[wiring.merge].pytorch.format(**halves)
        key = "output" if top else f"merge {part} {layer}"
        yield Line(f"{names.merged(part, layer)} = {value}", "run", key)


def _decoder(wiring: Wiring, texts: int) -> Iterator[Line]:
    names, layers = Variables(wiring), range(wiring.num_layers)
    for layer in layers:
        kept = [_context(wiring, names.encoded_state(s, layer)) for s in _states(wiring)]
        value = f"({', '.join(kept)})" if len(kept) > 1 else kept[0]
        yield Line(f"{names.state(layer)} = {value}", "run", f"context {layer}")
    size = wiring.decoder_input_size
    shape = f"{texts}, 1, {size}" if wiring.batch_first else f"1, {texts}, {size}"
    if not wiring.teacher_forcing:
        yield Line(f"step = torch.zeros({shape})", "run", "start")
    lists = ", ".join(["steps", *(names.states(layer) for layer in layers)])
    yield Line(f"{lists} = {', '.join(['[]'] * (1 + len(layers)))}", "run")
    yield Line(f"for t in range({wiring.target_length}):", "run")
    if wiring.teacher_forcing:
        index = "[:, t - 1 : t]" if wiring.batch_first else "[t - 1 : t]"
        text = f"    step = target{index} if t else torch.zeros({shape})"
        yield Line(text, "run", "feed")
    for layer in layers:
        state = names.state(layer)
        call = f"{names.layer('decoder', layer)}(step, {state})"
        yield Line(f"    step, {state} = {call}", "run", f"call decoder {layer}")
        yield Line(f"    {names.states(layer)}.append({state})", "run")
    feeds = "" if wiring.teacher_forcing or wiring.symbols else "feed"
    yield Line("    steps.append(step)", "run", feeds)
    if wiring.symbols:
        likeliest = f"nn.functional.one_hot(readout(step).argmax(-1), {size}).float()"
        yield Line(f"    step = {likeliest}", "run", "feed")
    yield from _decoded(wiring)


def _decoded(wiring: Wiring) -> Iterator[Line]:
    """Yield what is left behind of all steps: the output and the final states."""
    names, layers = Variables(wiring), range(wiring.num_layers)
    yield Line(f"output = torch.cat(steps, dim={wiring.batch_first:d})", "run", "output")
    for index, state in enumerate(_states(wiring)):
        of_lstm = f"[{index}]" if wiring.cell == "lstm" else ""
        rows = ", ".join(f"{names.state(layer)}{of_lstm}" for layer in layers)
        yield Line(f"{state}_n = torch.cat([{rows}])", "run", f"{state}_n")


def _context(wiring: Wiring, state: str) -> str:
    if not wiring.bidirectional:
        return state
    value = MERGES[wiring.merge].pytorch.format(a=f"{state}[:1]", b=f"{state}[1:]")
    return value
