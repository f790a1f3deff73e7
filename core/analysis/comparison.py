"""Networks of one task side by side: their predictions and what they cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from torch import nn

from ..network import Network
from ..trace import Trace
from .reading import Reading


@dataclass(frozen=True)
class Score:
    """The size of a network, what its training took and how well it does.

    Attributes:
        name: among the networks of its task.
        units: number of units in each layer.
        layer_parameters: numbers in the recurrent layers, as PyTorch counts them.
        parameters: numbers in the whole network, token vectors and readout included.
        figures: the card's figures on held-out texts, by their names, which begin
            with ``dev_``; empty where nothing was held out, or this form was not measured.
        seconds: how long its training took; ``None`` where it learned in another form.
    """

    name: str
    units: int
    layer_parameters: int
    parameters: int
    figures: Mapping[str, float]
    seconds: float | None


def score(name: str, network: Network) -> Score:
    """Return the size, figures and training time of a network, for a row of a table."""
    card = network.card
    return Score(
        name=name,
        units=card.hidden_size,
        layer_parameters=_count(network.cells),
        parameters=_count([network]),
        figures={key: value for key, value in card.figures.items() if key.startswith("dev_")},
        seconds=card.seconds if card.figures else None,
    )


def comparable_values(network: Network, reading: Reading) -> np.ndarray:
    """Return one number after each token by which the networks of a task can be compared.

    Args:
        network: a network.
        reading: what it read.

    Returns:
        ``(T,)``: of a network that predicts the next token, the probability it gave to the one that
        came next, NaN after the last and where it has no such output; of one that tells classes
        apart, the probability of the last class; of one that continues a series, the next value.
    """
    if reading.target != "next-token":
        return reading.opinions[:, -1]
    indices = {output: index for index, output in enumerate(reading.outputs)}
    targets = [indices.get(token.key) for token in network.encode(reading.text).tokens[1:]]
    probabilities = np.full(len(reading.tokens), np.nan, dtype=reading.opinions.dtype)
    for step, index in enumerate(targets):
        if index is not None:
            probabilities[step] = reading.opinions[step, index]
    return probabilities


def state_difference(first: Trace, second: Trace) -> np.ndarray:
    """Return the Euclidean distance of two traces' hidden states after each token, ``(T,)``.

    For the same weights in PyTorch's form and in the papers', it is how far the two have drifted
    apart; at most 2 √hidden_size.

    Raises:
        ValueError: if the traces differ in tokens or units.
    """
    states, others = first["hidden_state"], second["hidden_state"]
    if states.shape != others.shape:
        shapes = f"{states.shape} and {others.shape}"
        raise ValueError(f"state_difference expected hidden states of equal shape, got {shapes}.")
    return np.linalg.norm(states.astype(np.float64) - others, axis=1)


def opinion_difference(first: Reading, second: Reading) -> np.ndarray:
    """Return how far the opinions of two networks of one task are apart after each token, ``(T,)``.

    It is the total variation distance of their probabilities, in 0..1: the largest difference that
    they have about anything that may come. For values, it is their absolute difference.

    Raises:
        ValueError: if the readings differ in tokens or outputs.
    """
    opinions, others = first.opinions, second.opinions
    if opinions.shape != others.shape:
        shapes = f"{opinions.shape} and {others.shape}"
        raise ValueError(f"opinion_difference expected opinions of equal shape, got {shapes}.")
    apart = np.abs(opinions.astype(np.float64) - others).sum(1)
    return apart if first.target == "next-value" else apart / 2


def _count(modules: Iterable[nn.Module]) -> int:
    return sum(parameter.numel() for module in modules for parameter in module.parameters())
