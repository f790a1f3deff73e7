"""The parameters of a recurrent network, block by block, under each counting convention.

The weights are those of PyTorch's own layer, created on the meta device, without memory. The closed
form is computed as well, and must agree.
"""

from collections.abc import Iterable, Iterator
from math import prod

from torch import nn

from ..cells import CELLS
from ..cells.torch_layers import LAYERS
from .conventions import BIAS, CONVENTIONS, KINDS, biases_per_block
from .table import BACKWARD, FORWARD, ParameterRow, ParameterTable

MAXIMUM_SIZE, MAXIMUM_LAYERS = 1_000_000, 100


def count_parameters(
    cell: str,
    input_size: int,
    hidden_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    convention: str = "pytorch",
) -> ParameterTable:
    """Count the parameters of a recurrent network, block by block.

    >>> [count_parameters(cell, 8, 16).total for cell in ("rnn", "lstm", "gru")]
    [416, 1664, 1248]

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        input_size: length of the token's vector, from 1 to ``MAXIMUM_SIZE``.
        hidden_size: number of units, from 1 to ``MAXIMUM_SIZE``.
        num_layers: number of stacked layers, from 1 to ``MAXIMUM_LAYERS``.
        bidirectional: whether each layer also reads the text backwards.
        convention: ``"textbook"`` (one bias), ``"pytorch"`` (two), ``"keras"`` (two in a GRU) or
            ``"keras-reset-before"`` (Keras with ``reset_after=False``: one in every cell).

    Raises:
        ValueError: if a name is unknown or a size is out of range.
    """
    check_name("count_parameters", "cell", cell, LAYERS)
    check_name("count_parameters", "convention", convention, CONVENTIONS)
    _check_size("input_size", input_size, MAXIMUM_SIZE)
    _check_size("hidden_size", hidden_size, MAXIMUM_SIZE)
    _check_size("num_layers", num_layers, MAXIMUM_LAYERS)
    sizes = (input_size, hidden_size, num_layers)
    layer = LAYERS[cell](*sizes, bidirectional=bidirectional, device="meta")
    formula, expected = _closed_form(
        layer, len(CELLS[cell].blocks), biases_per_block(cell, convention)
    )
    table = ParameterTable(cell, convention, formula, tuple(_rows(cell, convention, layer)))
    if table.total != expected:
        raise RuntimeError(f"{cell} has {table.total} parameters, but {formula} is {expected}.")
    return table


def coefficients(
    cell: str,
    input_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    convention: str = "pytorch",
) -> tuple[int, int]:
    """Return a and b such that a network of n units has a n² + b n parameters, for every n.

    Weights between units grow with the square of their number, and all others in proportion to it,
    so the counts for one unit and for two determine all others exactly.

    >>> coefficients("lstm", 8)  # 4 × (n × 8 + n × n + 2 × n)
    (4, 40)

    Raises:
        ValueError: as ``count_parameters``, which takes the same arguments.
    """
    with_one, with_two = (
        count_parameters(cell, input_size, units, num_layers, bidirectional, convention).total
        for units in (1, 2)
    )
    a = (with_two - 2 * with_one) // 2
    return a, with_one - a


def check_name(function: str, parameter: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that is not known, given to ``function`` as ``parameter``.

    Raises:
        ValueError: with what was expected and what was given.
    """
    if name not in known:
        names = ", ".join(map(repr, known))
        raise ValueError(f"{function} expected {parameter} to be one of {names}; got {name!r:.40}.")


def _rows(cell: str, convention: str, layer: nn.RNNBase) -> Iterator[ParameterRow]:
    """Yield a row for each block of PyTorch's tensors, laid out as in the convention."""
    rules, blocks = CONVENTIONS[convention], CELLS[cell].blocks
    for name, parameter in layer.named_parameters():
        tensor, _, suffix = name.partition("_l")
        index, _, reverse = suffix.partition("_")
        if tensor not in rules.tensors:
            continue
        rows, *columns = parameter.shape
        sizes = (rows // len(blocks), *columns)
        if KINDS[tensor] == BIAS and cell in rules.double_bias:
            sizes = (2, *sizes)
        shape = sizes[::-1] if columns and rules.transposed else sizes
        formula = " × ".join(map(str, sizes))
        layer_and_direction = (int(index), BACKWARD if reverse else FORWARD)
        for block in rules.blocks.get(cell, blocks):
            names = (rules.tensors[tensor], block, KINDS[tensor])
            yield ParameterRow(*names, *layer_and_direction, shape, formula, prod(sizes))


def _closed_form(layer: nn.RNNBase, blocks: int, biases: int) -> tuple[str, int]:
    """Return the formula with its numbers, and its value; layers above the first are equal."""
    size, directions = layer.hidden_size, 1 + layer.bidirectional
    bias = f"{biases} × {size}" if biases > 1 else f"{size}"
    texts, value = [], 0
    for layers, inputs in ((1, layer.input_size), (layer.num_layers - 1, directions * size)):
        if layers:
            repeats = [str(factor) for factor in (layers, directions) if factor > 1]
            products = f"({size} × {inputs} + {size} × {size} + {bias})"
            texts.append(" × ".join([*repeats, str(blocks), products]))
            value += layers * directions * blocks * (size * inputs + size * size + biases * size)
    return " + ".join(texts), value


def _check_size(parameter: str, size: int, maximum: int) -> None:
    if type(size) is not int or not 1 <= size <= maximum:
        expected = f"{parameter} to be a whole number from 1 to {maximum:,}"
        raise ValueError(f"count_parameters expected {expected}; got {size!r:.40}.")
