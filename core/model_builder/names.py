"""The names of a model's layers, in summaries and in scripts."""

from collections import Counter
from collections.abc import Iterable

from .layers import Layer, Recurrent, TimeDistributed


def numbered(names: Iterable[str]) -> list[str]:
    """Return each name, with a number if it has occurred before, as Keras does.

    >>> numbered(["lstm", "dropout", "lstm", "lstm"])
    ['lstm', 'dropout', 'lstm_1', 'lstm_2']
    """
    seen, unique = Counter[str](), []
    for name in names:
        unique.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return unique


def kind_of(layer: Layer) -> str:
    """Return the kind of a layer in one word, such as ``lstm`` or ``dense``."""
    return layer.cell if isinstance(layer, Recurrent) else type(layer).__name__.lower()


def name_of(layer: Layer) -> str:
    """Return the usual name of a layer.

    >>> name_of(Recurrent("lstm", 8, num_layers=2, bidirectional=True))
    'stacked bidirectional lstm'
    """
    if isinstance(layer, TimeDistributed):
        return f"{kind_of(layer)} {kind_of(layer.layer)}"
    if not isinstance(layer, Recurrent):
        return kind_of(layer)
    stacked = "stacked " * (layer.num_layers > 1)
    return f"{stacked}{'bidirectional ' * layer.bidirectional}{kind_of(layer)}"
