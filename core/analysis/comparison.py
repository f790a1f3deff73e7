"""Networks of one task beside each other: which there are, what each said, what each cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from torch import nn

from ..cells import PaperGRUCell
from ..cells.torch_layers import LAYERS
from ..checkpoints import CHECKPOINTS
from ..network import EQUAL, Network, available_networks, in_paper_form, load_network
from ..trace import Trace
from .reading import Reading

PAPER = PaperGRUCell.name


@dataclass(frozen=True)
class Score:
    """What a network cost and how well it does.

    Attributes:
        name: as ``rivals`` has it.
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


def default_set(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of a task's networks with the same units: ``rnn``, ``lstm``, ``gru``."""
    shipped = available_networks(folder)
    return tuple(cell for cell in LAYERS if (task, cell) in shipped)


def equal_set(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of a task's networks with the same number of parameters.

    The others were made equal to the LSTM with the usual units, which therefore is one of them
    unless there is another. Empty where there are none.
    """
    shipped = available_networks(folder)
    equal = [cell for cell in LAYERS if (task + EQUAL, cell) in shipped]
    usual = [cell for cell in default_set(task, folder) if cell == "lstm" and equal]
    return tuple(
        cell + EQUAL if cell in equal else cell for cell in LAYERS if cell in {*equal, *usual}
    )


def rivals(task: str, folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return the names of all networks of a task that can be set beside each other.

    Args:
        task: such as ``english-reviews``.
        folder: where the files lie.

    Returns:
        Those of ``default_set``; ``rnn-equal`` and its like, where there is a file of their own;
        ``paper-gru``, the GRU with the same weights in the papers' form.
    """
    usual = default_set(task, folder)
    equal = [name for name in equal_set(task, folder) if name.endswith(EQUAL)]
    return (*usual, *equal, *([PAPER] if "gru" in usual else []))


def load_rival(task: str, name: str, folder: Path = CHECKPOINTS) -> Network:
    """Return a network of a task by its name among ``rivals``.

    Raises:
        ValueError: if there is none of this name; the message lists those there are.
        CheckpointError: if its file is damaged.
    """
    names = rivals(task, folder)
    if name not in names:
        known = ", ".join(names) or "none"
        raise ValueError(f"There is no network {name!r} of task {task!r}; there are: {known}.")
    if name == PAPER:
        return in_paper_form(load_network(task, "gru", folder))
    if name.endswith(EQUAL):
        return load_network(task + EQUAL, name.removesuffix(EQUAL), folder)
    return load_network(task, name, folder)


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
