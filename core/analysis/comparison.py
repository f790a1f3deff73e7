"""Networks of one task side by side: their predictions and what they cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from torch import nn

from ..cells.torch_layers import LAYERS
from ..network import Network
from ..trace import Trace
from .reading import Reading


@dataclass(frozen=True)
class Score:
    """What a network cost and how well it does.

    Attributes:
        name: among the networks of its task.
        units: number of units in each layer.
        layer_parameters: numbers in the recurrent layers, as PyTorch counts them.
        parameters: numbers in the whole network, token vectors and readout included.
        figures: the card's figures on what it did not learn from, by their names, which begin
            with ``dev_``; empty where nothing was held out, or nothing measured in this form.
        seconds: how long its training took; ``None`` for the papers' GRU, which had none.
    """

    name: str
    units: int
    layer_parameters: int
    parameters: int
    figures: Mapping[str, float]
    seconds: float | None


def score(name: str, network: Network) -> Score:
    """Return what is known of a network, to be a row in a table."""
    card = network.card
    return Score(
        name=name,
        units=card.hidden_size,
        layer_parameters=_count(network.cells),
        parameters=_count([network]),
        figures={key: value for key, value in card.figures.items() if key.startswith("dev_")},
        seconds=card.seconds if card.cell in LAYERS else None,
    )


def followed(network: Network, reading: Reading) -> np.ndarray:
    """Return the one number after each token by which networks of a task can be compared.

    Args:
        network: a network.
        reading: what it read.

    Returns:
        ``(T,)``: of a network that expects the next token, the probability it gave to the one that
        really came, NaN after the last and where it has no such output; of one that tells classes
        apart, the probability of the last class; of one that continues a series, the next value.
    """
    if reading.target != "next-token":
        return reading.opinions[:, -1]
    places = {output: index for index, output in enumerate(reading.outputs)}
    came = [places.get(token.key) for token in network.encode(reading.text).tokens[1:]]
    said = np.full(len(reading.tokens), np.nan, dtype=reading.opinions.dtype)
    for step, index in enumerate(came):
        if index is not None:
            said[step] = reading.opinions[step, index]
    return said


def state_difference(first: Trace, second: Trace) -> np.ndarray:
    """Return the Euclidean distance of two traces' hidden states after each token, ``(T,)``.

    With the same weights in PyTorch's form and in the papers', it is how far they have drifted
    apart; at most 2 √hidden_size.

    Raises:
        ValueError: if the traces differ in tokens or units.
    """
    one, other = first["hidden_state"], second["hidden_state"]
    if one.shape != other.shape:
        shapes = f"{one.shape} and {other.shape}"
        raise ValueError(f"state_difference expected hidden states of equal shape, got {shapes}.")
    return np.linalg.norm(one.astype(np.float64) - other, axis=1)


def _count(modules: Iterable[nn.Module]) -> int:
    return sum(parameter.numel() for module in modules for parameter in module.parameters())
