"""What is wrong with a model's switches: what was expected, what came, what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..cells.torch_layers import LAYERS
from ..network import Network
from ..network.answering import AnsweringNetwork
from .kinds import EVERY_STEP, KINDS, MERGES

if TYPE_CHECKING:
    from .wiring import Wiring

_SIZES = ("input_size", "hidden_size", "num_layers", "length", "target_length", "batch_size")


def of_network(wiring: "Wiring", network: Network | AnsweringNetwork) -> dict[str, object]:
    """Return cell, sizes, layers and directions of a network.

    Raises:
        ValueError: if the wiring says otherwise.
    """
    cells = network.cells_by_place
    reading = {place: cell for place, cell in cells.items() if place.part != "decoder"}
    first = next(iter(reading.values()))
    found: dict[str, object] = {
        "cell": first.name,
        "input_size": first.input_size,
        "hidden_size": first.hidden_size,
        "num_layers": len({place.layer for place in reading}),
        "bidirectional": any(place.direction == "backward" for place in reading),
    }
    for name, value in found.items():
        given, default = getattr(wiring, name), type(wiring).__dataclass_fields__[name].default
        if given not in (default, value):
            raise ValueError(
                f"Wiring expected {name}={value!r}, as its network has; got {given!r}. "
                "Leave it out."
            )
    if wiring.conv is not None:
        raise ValueError(
            "Wiring expected conv=None beside a network: its weights are the network's own. "
            f"Give the vectors that the first recurrent layer reads; got {wiring.conv}."
        )
    if wiring.has_decoder != (len(reading) < len(cells)):
        raise ValueError(
            f"Wiring expected a network whose cells fit the kind {wiring.kind!r}; got cells at "
            f"{[*cells]}. An encoder-decoder has cells of both parts, every other kind of neither."
        )
    return found


def problems(wiring: "Wiring") -> Iterator[str]:
    """Yield what is wrong with the switches: what was expected, what came, what to do."""
    if wiring.cell not in LAYERS:
        yield (
            f"Wiring expected cell to be one of {', '.join(LAYERS)}, which PyTorch and Keras have "
            f"as layers; got {wiring.cell!r}."
        )
    for name in _SIZES:
        size = getattr(wiring, name)
        if size is not None and (type(size) is not int or size < 1):
            yield f"Wiring expected {name} to be a whole number from 1; got {size!r}."
    for name, choices in (("kind", KINDS), ("merge", MERGES)):
        if getattr(wiring, name) not in choices:
            known = ", ".join(map(repr, choices))
            yield f"Wiring expected {name} to be one of {known}; got {getattr(wiring, name)!r}."
    for kind, name in (("one-to-many", "length"), ("encoder-decoder", "target_length")):
        if wiring.kind == kind and getattr(wiring, name) is None:
            yield f"Wiring expected {name}, the steps that the kind {kind!r} writes; got None."
    yield from _contradictions(wiring)
    yield from _stacking(wiring)


def _contradictions(wiring: "Wiring") -> Iterator[str]:
    unmerged = wiring.bidirectional and wiring.merge is None
    if unmerged and wiring.num_layers > 1:
        yield (
            "Wiring expected one tensor for the layer above; merge=None gives two, one for each "
            f"direction, and got num_layers={wiring.num_layers}. Merge them, or use one layer."
        )
    if unmerged and wiring.has_decoder:
        yield (
            "Wiring expected one state for the decoder to start from; merge=None gives two. "
            "Choose another merge."
        )
    if wiring.stateful and wiring.has_decoder:
        yield (
            "Wiring expected stateful=False: a decoder starts from the encoder's final state, not "
            "from where the batch before ended; got stateful=True."
        )


def _stacking(wiring: "Wiring") -> Iterator[str]:
    """Yield what Keras raises where a layer gets one vector instead of one for every step."""
    every, layers = wiring.return_sequences, wiring.num_layers
    if isinstance(every, tuple):
        if len(every) != layers:
            yield (
                f"Wiring expected return_sequences to be one setting or {layers}, one for each "
                f"layer; got {len(every)}."
            )
        if False in every[:-1]:
            lower = every.index(False)
            yield (
                f"Wiring expected return_sequences=True in every layer but the last; got False in "
                f"layer {lower + 1} of {layers}. Keras says of layer {lower + 2}: Input 0 of layer "
                f'"{wiring.cell}_{lower + 1}" is incompatible with the layer: expected ndim=3, '
                f"found ndim=2. A layer reads (batch, steps, features), and without "
                f"return_sequences it would get the last step alone, (batch, features). Set "
                f"return_sequences=True in layer {lower + 1}."
            )
    needed = EVERY_STEP.get(wiring.kind)
    if needed is not None and wiring.every_step != needed:
        yield (
            f"Wiring expected return_sequences={needed} for the kind {wiring.kind!r}; got "
            f"{not needed}. Leave it out, or choose the kind that it belongs to."
        )
