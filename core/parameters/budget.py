"""The largest network that a budget of parameters allows."""

from math import isqrt

from .count import MAXIMUM_SIZE, coefficients


def largest_hidden_size(
    cell: str,
    budget: int,
    input_size: int,
    num_layers: int = 1,
    bidirectional: bool = False,
    convention: str = "pytorch",
) -> int | None:
    """Return the most units for which a network has no more parameters than the budget.

    >>> [largest_hidden_size(cell, 1664, input_size=8) for cell in ("rnn", "lstm", "gru")]
    [36, 16, 19]

    Args:
        cell: ``"rnn"``, ``"lstm"`` or ``"gru"``.
        budget: parameters that the network may have, 1 or more.
        input_size: length of the token's vector, as for ``count_parameters``.
        num_layers: number of stacked layers.
        bidirectional: whether each layer also reads the text backwards.
        convention: how the parameters are counted, as for ``count_parameters``.

    Returns:
        Units, at most ``MAXIMUM_SIZE``; ``None`` if the budget is too small for one unit.

    Raises:
        ValueError: if the budget is below 1, a name is unknown or a size is out of range.
    """
    if type(budget) is not int or budget < 1:
        expected = "a budget of at least 1 parameter, as a whole number"
        raise ValueError(f"largest_hidden_size expected {expected}; got {budget!r:.40}.")
    a, b = coefficients(cell, input_size, num_layers, bidirectional, convention)
    most = (isqrt(b * b + 4 * a * budget) - b) // (2 * a)
    return min(most, MAXIMUM_SIZE) or None
