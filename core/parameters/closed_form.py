"""The number of parameters as a formula with its sizes, and its value."""

from ..cells import CELLS
from .conventions import biases_per_block, second_biases


def closed_form(
    cell: str,
    convention: str,
    input_size: int,
    hidden_size: int,
    num_layers: int,
    bidirectional: bool,
    proj_size: int,
) -> tuple[str, int]:
    """Return the formula with its numbers, and its value, whatever the sizes.

    Layers above the first are equal. The arguments are those of ``count_parameters``.

    >>> closed_form("lstm", "pytorch", 8, 16, 1, False, 5)
    ('4 × (16 × 8 + 16 × 5 + 2 × 16) + 5 × 16', 1040)
    """
    size, state, directions = hidden_size, proj_size or hidden_size, 1 + bidirectional
    blocks, biases = len(CELLS[cell].blocks), biases_per_block(cell, convention)
    bias = f"{biases} × {size}" if biases > 1 else f"{size}"
    extra_texts = [f"{size}"] * second_biases(cell, convention)
    extra_texts += [f"{state} × {size}"] * bool(proj_size)
    extra = second_biases(cell, convention) * size + bool(proj_size) * state * size
    texts, value = [], 0
    for layers, inputs in ((1, input_size), (num_layers - 1, directions * state)):
        if layers:
            repeats = [str(factor) for factor in (layers, directions) if factor > 1]
            products = f"{blocks} × ({size} × {inputs} + {size} × {state} + {bias})"
            once = " + ".join([products, *extra_texts])
            texts.append(" × ".join([*repeats, f"({once})" if extra and repeats else once]))
            block = size * inputs + size * state + biases * size
            value += layers * directions * (blocks * block + extra)
    return " + ".join(texts), value
