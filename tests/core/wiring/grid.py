"""Every combination of switches, and the pieces that compare it with PyTorch and with Keras."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import torch
from torch import Tensor, nn

from core.cells.torch_layers import LAYERS, PARAMETERS
from core.wiring import Conv, Wired, Wiring, random_inputs, source, wire
from core.wiring.variables import Variables
from core.wiring.weights import Weights, weights_of

SIZES: dict[str, Any] = {"input_size": 3, "hidden_size": 4}
CELLS = tuple(LAYERS)
DIRECTIONS: tuple[dict[str, Any], ...] = (
    {"bidirectional": False},
    *({"bidirectional": True, "merge": merge} for merge in ("concat", "sum", "ave", "mul", None)),
)
CONVS = (
    None,
    Conv(5, 3),
    Conv(5, 2, stride=2),
    Conv(5, 3, padding="same"),
    Conv(5, 4, stride=2, padding="same"),
    Conv(5, 3, padding="causal"),
    Conv(5, 2, stride=3, padding="causal"),
)
SHAPES: tuple[dict[str, Any], ...] = (
    {"kind": "one-to-one"},
    {"kind": "one-to-one", "return_sequences": True},
    {"kind": "one-to-many", "length": 4},
    {"kind": "many-to-one"},
    {"kind": "many-to-many"},
    {"kind": "encoder-decoder", "target_length": 3},
    {"kind": "encoder-decoder", "target_length": 3, "teacher_forcing": True},
)


def wirings(layers: Sequence[int] = (1, 2, 3), **fixed: Any) -> Iterator[Wiring]:
    """Yield a wiring for every combination that is one."""
    for cell, number, directions, shape in product(CELLS, layers, DIRECTIONS, SHAPES):
        switches = {"num_layers": number, **directions, **shape, **fixed}
        unmerged = switches.get("merge", "concat") is None
        decodes = switches["kind"] == "encoder-decoder"
        if (unmerged and (number > 1 or decodes)) or (decodes and switches.get("stateful")):
            continue
        yield Wiring(cell, **SIZES, **switches)


def targets_of(wiring: Wiring, texts: int = 2) -> Tensor | None:
    """Return random targets where the decoder is given them."""
    if not (wiring.has_decoder and wiring.teacher_forcing):
        return None
    shape = texts, wiring.target_length or 0, wiring.width
    targets = torch.randn(*shape, generator=torch.Generator().manual_seed(3))
    return targets if wiring.batch_first else targets.transpose(0, 1)


@cache
def run(wiring: Wiring, length: int = 4) -> tuple[Wired, Tensor, Tensor | None]:
    """Run a wiring on random inputs, two texts, once for all tests; return these too."""
    inputs, targets = random_inputs(wiring, length), targets_of(wiring)
    return wire(wiring, inputs, targets), inputs, targets


def load(layer: nn.RNNBase, weights: Weights, part: str, number: int, into: int = 0) -> None:
    """Copy a layer's weights, of both directions, into one of PyTorch's."""
    with torch.no_grad():
        for place, cell in weights.cells.items():
            if (place.part, place.layer) != (part, number):
                continue
            suffix = "_reverse" if place.direction == "backward" else ""
            for name in PARAMETERS:
                getattr(layer, f"{name}_l{into}{suffix}").copy_(getattr(cell, name))


def parts(wiring: Wiring) -> tuple[str, ...]:
    return ("encoder", "decoder") if wiring.has_decoder else ("",)


def run_source(wired: Wired, inputs: Tensor, targets: Tensor | None = None, times: int = 1) -> dict:
    """Run the PyTorch source on given weights and inputs; return its variables."""
    lines, wiring = source(wired, "pytorch"), wired.wiring
    names: dict[str, Any] = {}
    execute(lines, names, "import", "input", "make")
    weights = weights_of(wiring)
    for part in parts(wiring):
        for layer in range(wiring.num_layers):
            load(names[Variables(wiring).layer(part, layer)], weights, part, layer)
    if weights.conv is not None:
        names["conv"].load_state_dict(dict(zip(("weight", "bias"), weights.conv, strict=True)))
    if wiring.writer is not None:
        names["readout"].load_state_dict(wiring.writer.readout.state_dict())
    assert names["x"].shape == inputs.shape
    names["x"] = inputs
    if targets is not None:
        assert names["target"].shape == targets.shape
        names["target"] = targets
    with torch.no_grad():
        for _ in range(times):
            execute(lines, names, "run")
    return names


def execute(lines: Any, names: dict[str, Any], *stages: str) -> None:
    text = "\n".join(line.text for line in lines if line.stage in stages)
    exec(compile(text, "generated", "exec"), names)
