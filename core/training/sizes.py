"""Hidden sizes that give the three cells the same number of parameters."""

from core.parameters import count_parameters

TOLERANCE = 0.02
"""Counts that differ by no more than this share are called equal."""


def equal_parameters(cell: str, input_size: int, lstm_size: int) -> int:
    """Return the units with which a cell has as many parameters as an LSTM.

    Args:
        cell: ``rnn``, ``lstm`` or ``gru``.
        input_size: length of a token's vector.
        lstm_size: units of the LSTM.

    Raises:
        ValueError: if no number of units comes within 2 % of it.
    """
    budget = count_parameters("lstm", input_size, lstm_size).total

    def excess(units: int) -> int:
        return abs(count_parameters(cell, input_size, units).total - budget)

    nearest = min(range(lstm_size, 4 * lstm_size + 1), key=excess)
    if excess(nearest) > TOLERANCE * budget:
        raise ValueError(
            f"{cell} expected a hidden size with {budget} parameters, give or take 2 %; the "
            f"nearest, {nearest}, has {excess(nearest)} more or less. Choose a larger hidden size."
        )
    return nearest
