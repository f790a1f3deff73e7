"""The parameters of a recurrent network, block by block, under each counting convention.

The weights are those of PyTorch's own layer, created on the meta device, without memory. The closed
form is computed as well, and must agree.
"""

from collections.abc import Iterable, Iterator
from math import prod

from torch import nn

from ..cells import CELLS
from ..cells.torch_layers import LAYERS
from .closed_form import closed_form
from .conventions import (
    BIAS,
    CONVENTIONS,
    KINDS,
    PROJECTION,
    has_projection,
)
from .table import BACKWARD, FORWARD, ParameterRow, ParameterTable

MAXIMUM_SIZE, MAXIMUM_LAYERS = 1_000_000, 100
_PROJECTED = "hidden_state"
"""The quantity that a projection computes."""


def count_parameters(
    cell: str,
    input_size: int,
    hidden_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    convention: str = "pytorch",
    proj_size: int = 0,
) -> ParameterTable:
    """Count the parameters of a recurrent network, block by block.

    >>> [count_parameters(cell, 8, 16).total for cell in ("rnn", "lstm", "gru")]
    [416, 1664, 1248]
    >>> count_parameters("gru", 5, 3, convention="equinox").total
    84

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        input_size: length of the token's vector, from 1 to ``MAXIMUM_SIZE``.
        hidden_size: number of units, from 1 to ``MAXIMUM_SIZE``.
        num_layers: number of stacked layers, from 1 to ``MAXIMUM_LAYERS``.
        bidirectional: whether each layer also reads the text backwards.
        convention: ``"textbook"`` (one bias), ``"pytorch"`` (two), ``"keras"`` (two in a GRU),
            ``"keras-reset-before"`` (Keras with ``reset_after=False``: one in every cell) or
            ``"equinox"`` (one, and a second in the GRU's candidate; Flax linen, too).
        proj_size: length to which the hidden state is projected after each step, below
            ``hidden_size``; 0 for no projection. Only the LSTM has one, of PyTorch or textbook.

    Raises:
        ValueError: if a name is unknown, a size is out of range, or the cell has no projection.
    """
    check_name("count_parameters", "cell", cell, LAYERS)
    check_name("count_parameters", "convention", convention, CONVENTIONS)
    _check_size("input_size", input_size, MAXIMUM_SIZE)
    _check_size("hidden_size", hidden_size, MAXIMUM_SIZE)
    _check_size("num_layers", num_layers, MAXIMUM_LAYERS)
    _check_projection(cell, convention, proj_size, hidden_size)
    options = {"bidirectional": bidirectional, "proj_size": proj_size}
    return counted(cell, convention, input_size, hidden_size, num_layers, **options)


def counted(
    cell: str,
    convention: str,
    input_size: int,
    hidden_size: int,
    num_layers: int,
    *,
    bidirectional: bool,
    proj_size: int,
) -> ParameterTable:
    """Count as ``count_parameters`` does, whatever the sizes; the names are not checked."""
    sizes = (input_size, hidden_size, num_layers)
    options = {"proj_size": proj_size} if proj_size else {}
    layer = LAYERS[cell](*sizes, bidirectional=bidirectional, device="meta", **options)
    formula, expected = closed_form(cell, convention, *sizes, bidirectional, proj_size)
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
    rules, parts = CONVENTIONS[convention], len(CELLS[cell].blocks)
    for name, parameter in layer.named_parameters():
        tensor, _, suffix = name.partition("_l")
        index, _, reverse = suffix.partition("_")
        own_name, blocks = _own_tensor(tensor, cell, convention)
        rows, *columns = parameter.shape
        sizes = (rows if KINDS[tensor] == PROJECTION else rows // parts, *columns)
        if KINDS[tensor] == BIAS and cell in rules.double_bias:
            sizes = (2, *sizes)
        shape = sizes[::-1] if columns and rules.transposed else sizes
        formula = " × ".join(map(str, sizes))
        layer_and_direction = (int(index), BACKWARD if reverse else FORWARD)
        for block in blocks:
            names = (own_name, block, KINDS[tensor])
            yield ParameterRow(*names, *layer_and_direction, shape, formula, prod(sizes))


def _own_tensor(tensor: str, cell: str, convention: str) -> tuple[str, tuple[str, ...]]:
    """Return a convention's name for PyTorch's tensor, and its blocks; none if there is none."""
    rules = CONVENTIONS[convention]
    if tensor == "bias_hh" and cell in rules.second_bias:
        block, name = rules.second_bias[cell]
        return name, (block,)
    if tensor not in rules.tensors:
        return "", ()
    blocks = rules.blocks.get(cell, CELLS[cell].blocks)
    return rules.tensors[tensor], (_PROJECTED,) if KINDS[tensor] == PROJECTION else blocks


def _check_projection(cell: str, convention: str, proj_size: int, hidden_size: int) -> None:
    if type(proj_size) is not int or not 0 <= proj_size < hidden_size:
        expected = f"proj_size to be a whole number from 0 to below hidden_size, {hidden_size:,}"
        raise ValueError(f"count_parameters expected {expected}; got {proj_size!r:.40}.")
    if proj_size and not has_projection(cell, convention):
        raise ValueError(
            f"count_parameters expected proj_size to be 0 for {cell!r} counted as {convention!r}; "
            f"got {proj_size}. Only the LSTM has a projection, under 'pytorch' or 'textbook'."
        )


def _check_size(parameter: str, size: int, maximum: int) -> None:
    if type(size) is not int or not 1 <= size <= maximum:
        expected = f"{parameter} to be a whole number from 1 to {maximum:,}"
        raise ValueError(f"count_parameters expected {expected}; got {size!r:.40}.")
