"""The cost of a recurrent network: memory for its parameters, and work for each token."""

from ..cells import CELLS
from .conventions import BIAS, FROM_H
from .table import ParameterTable

FLOAT32, FLOAT16 = 4, 2
"""Bytes of one number."""


def memory_bytes(parameters: int, bytes_per_number: int = FLOAT32) -> int:
    """Return the bytes that the parameters take, without states and gradients.

    >>> memory_bytes(1664), memory_bytes(1664, FLOAT16)
    (6656, 3328)
    """
    return parameters * bytes_per_number


def multiply_adds(table: ParameterTable) -> int:
    r"""Return the number of multiplications for each token, over all layers and directions.

    Each weight is multiplied once and its product added. Each element-wise product, ⊙ in the cell's
    equations, is one multiplication per unit: none in the RNN; f ⊙ c, i ⊙ g and o ⊙ tanh(c) in the
    LSTM; r ⊙ (…), (1 − z) ⊙ n and z ⊙ h in the GRU. Biases are only added, and not counted; nor
    is the work for sigmoid and tanh.

    >>> from core.parameters.count import count_parameters
    >>> multiply_adds(count_parameters("lstm", 8, 16))  # 4 × 16 × (8 + 16) + 3 × 16
    1584
    """
    weights = sum(row.count for row in table.rows if row.kind != BIAS)
    # The weights from h are (units, units) in each block, layer and direction; with a projection,
    # (units, fewer).
    from_h = [row for row in table.rows if row.kind == FROM_H]
    units = sum(max(row.shape) for row in from_h) // len({row.block for row in from_h})
    return weights + products_per_unit(table.cell) * units


def products_per_unit(cell: str) -> int:
    """Return the number of element-wise products in the cell's own equations.

    >>> [products_per_unit(cell) for cell in ("rnn", "lstm", "gru")]
    [0, 3, 3]
    """
    return sum(quantity.equation.count(r"\odot") for quantity in CELLS[cell].quantities)
