"""Hidden sizes that give the three cells the same number of parameters."""

from collections.abc import Mapping

from .budget import largest_hidden_size
from .count import count_parameters

TOLERANCE = 0.02
"""Counts are equal if the largest exceeds the smallest by no more than this share."""


def equal_parameters(input_size: int, lstm_size: int) -> Mapping[str, int]:
    """Return the units for which RNN, LSTM and GRU have nearly the same number of parameters.

    Args:
        input_size: length of a token's vector.
        lstm_size: units that the LSTM should have; it gets the nearest number that works.

    Returns:
        cell -> units; the largest count is at most 2 % above the smallest.

    Raises:
        ValueError: if no number of units below ``2 * lstm_size + 64`` works.
    """
    by_distance = sorted(range(1, 2 * lstm_size + 64), key=lambda units: abs(units - lstm_size))
    for units in by_distance:
        sizes = _like_an_lstm(input_size, units)
        counts = [count_parameters(cell, input_size, size).total for cell, size in sizes.items()]
        if max(counts) <= (1 + TOLERANCE) * min(counts):
            return sizes
    raise ValueError(
        f"equal_parameters expected an LSTM with which a GRU and an RNN can be equal; got "
        f"{lstm_size} units for vectors of {input_size}. Choose a larger hidden size."
    )


def _like_an_lstm(input_size: int, lstm_size: int) -> dict[str, int]:
    """Return, for each cell, the units whose count is nearest to the LSTM's."""
    budget = count_parameters("lstm", input_size, lstm_size).total

    def nearest(cell: str) -> int:
        def distance(units: int) -> int:
            return abs(count_parameters(cell, input_size, units).total - budget)

        fitting = largest_hidden_size(cell, budget, input_size) or 1
        return min(fitting, fitting + 1, key=distance)

    return {"rnn": nearest("rnn"), "lstm": lstm_size, "gru": nearest("gru")}
