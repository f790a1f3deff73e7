"""Recurrent layers as they are written in Keras."""

from typing import Any

NAMES = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
CONVENTIONS = ("keras", "keras-reset-before")


def recurrent(
    keras: Any, convention: str, cell: str, units: int, both: bool, every: bool = True
) -> Any:
    """Return one recurrent layer of Keras's own.

    Args:
        keras: the module, as the fixture gives it.
        convention: one of ``CONVENTIONS``.
        cell: a key of ``NAMES``.
        units: in each direction.
        both: whether it also reads backwards.
        every: whether it returns every step, or only the last.
    """
    options = {"reset_after": convention == "keras"} if cell == "gru" else {}
    layer = getattr(keras.layers, NAMES[cell])(units, return_sequences=every, **options)
    return keras.layers.Bidirectional(layer) if both else layer
