"""The weights of the cell above a stepper's tokens, and its run on the first token alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..cells import FeedbackCell, RecurrentCell
from ..network import Network
from ..notation import Quantity, in_reading_order
from ..text.padding import Code
from ..trace import Trace, unroll
from .arrays import written
from .payload import framed
from .scene import Kind

STATES = "cell_state", "hidden_state"
"""What travels from cell to cell."""
MOST_DOTS = 128
"""Rows and columns of a matrix's picture: of a larger one, a dot stands for several weights."""
_LEVELS = 127
_RECURRENT = re.compile(r"W_\{h\w\}")


def trained_kind(network: Network) -> Kind:
    """Return which of the cell's states were used when the network was trained.

    A class is read from the last state, and any other target from all of them; so is a later layer.
    """
    is_last = network.card.target == "class" and network.readout_reads_cell
    return "many-to-one" if is_last else "many-to-many"


@dataclass(frozen=True, eq=False)
class Alone:
    """A run in which the cell is given what it reads at the first step, and zeros after it.

    Attributes:
        digest: of the trace that read all of the same text.
        trace: of T steps, as many as that one's.
        said: an output and its share, or a series' next value, after each step; ``None`` where the
            opinion depends on what another direction reads.
    """

    digest: str
    trace: Trace
    said: Sequence[tuple[str, float]] | None


def read_alone(
    network: Network, codes: Sequence[Code], outputs: Sequence[str], digest: str
) -> Alone:
    """Run the cell of a network on the first step alone: one to many.

    Args:
        network: looked at from the cell.
        codes: of the whole text, at least one token.
        outputs: the names of the outputs, in the language of the screen.
        digest: of the trace that read the whole text.
    """
    inputs = network.inputs(codes).clone()
    inputs[1:] = 0
    trace = unroll(network.cell, inputs, [""] * len(inputs))
    if network.directions > 1:
        return Alone(digest, trace, None)
    opinions = network.opinions(trace)
    best = np.ones(len(opinions), int) if opinions.shape[1] == 2 else opinions.argmax(1)
    said = [
        (outputs[int(output)], float(row[output]))
        for row, output in zip(opinions, best, strict=True)
    ]
    return Alone(digest, trace, said)


def pack_weights(network: Network, name: str, alone: Alone | None = None) -> bytes:
    """Return the cell's recurrent weights as levels for a picture, and perhaps a run, as bytes.

    There are none in a cell whose gates do not see the state before. A level is a weight's share of
    the largest magnitude in 127ths: a palette has no finer shades.
    Of a matrix with more than ``MOST_DOTS`` rows, each dot is the weight of largest magnitude in a
    block of rows and columns.

    Args:
        network: looked at from the cell.
        name: of the weights, as the stepper knows them.
        alone: the run on the first step alone, where it is shown.
    """
    cell = network.cell
    blocks, rows = _recurrent_weights(cell), cell.width("hidden_state")
    read = [each for each in in_reading_order(cell.quantities) if each.name in blocks]
    block = -(-rows // MOST_DOTS)
    dots = np.array([_largest(blocks[each.name], block) for each in read], np.float32)
    largest = float(np.abs(dots).max(initial=0)) or 1.0
    levels = np.rint(dots * (_LEVELS / largest)).astype("i1").tobytes()
    about: dict[str, Any] = {
        "matrices": [{"name": each.name, "symbol": _symbol(each)} for each in read],
        "rows": rows,
        "side": -(-rows // block),
        "block": block,
        "largest": largest,
    }
    numbers = levels + bytes(-len(levels) % 4)
    if alone is not None:
        activations = alone.trace.activations
        states = {name: activations[name] for name in STATES if name in activations}
        arrays = written(states, {})
        about["alone"] = {
            "digest": alone.digest,
            "said": alone.said,
            "arrays_in_order": [array.about for array in arrays],
        }
        numbers += b"".join(array.numbers for array in arrays)
    return framed({"id": name}, about, numbers)


def _recurrent_weights(cell: RecurrentCell) -> dict[str, np.ndarray]:
    """Return each block's recurrent weights ``(hidden_size, hidden_size)``, by the block's name."""
    if not isinstance(cell, FeedbackCell):
        return {}
    weights = np.split(cell.weight_hh.detach().numpy(), len(cell.blocks))
    return dict(zip(cell.blocks, weights, strict=True))


def _largest(matrix: np.ndarray, block: int) -> np.ndarray:
    """Return the number of largest magnitude in each block of rows and columns."""
    if block == 1:
        return matrix
    side = -(-len(matrix) // block)
    rest = side * block - len(matrix)
    blocks = np.pad(matrix, ((0, rest), (0, rest))).reshape(side, block, side, block)
    flat = blocks.swapaxes(1, 2).reshape(side, side, block * block)
    return np.take_along_axis(flat, np.abs(flat).argmax(-1, keepdims=True), -1)[..., 0]


def _symbol(quantity: Quantity) -> str:
    found = _RECURRENT.search(quantity.equation)
    if found is None:
        raise ValueError(f"{quantity.name} was expected to read h_{{t-1}}; got {quantity}.")
    return found[0]
