"""Answering networks on disk: files as of other networks, in a folder of their own."""

from pathlib import Path

import torch

from ...checkpoints import CHECKPOINTS
from ...text import Vocabulary
from ..card import ModelCard
from ..files import Weights, available_networks, file_name, load_file, save_file
from .encoder_decoder import EncoderDecoder
from .network import AnsweringNetwork
from .one_to_many import OneToMany

ANSWERING = CHECKPOINTS / "answering"
"""The folder of those that ship."""

KINDS = {"answer": EncoderDecoder, "name": OneToMany}
"""What a card has as ``target`` -> the kind of network."""


def new_answering_network(
    card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
) -> AnsweringNetwork:
    """Return a network of the kind that the card describes, with untrained weights.

    Args:
        card: what to build.
        vocabulary: the keys it knows.
        generator: source of the cells' first weights.

    Raises:
        KeyError: if no answering network has the card's target.
    """
    return KINDS[card.target](card, vocabulary, generator)


def available_answering_networks(folder: Path = ANSWERING) -> tuple[tuple[str, str], ...]:
    """Return the (task, cell) of every answering network in the folder, in alphabetical order."""
    return available_networks(folder)


def load_answering_network(task: str, cell: str, folder: Path = ANSWERING) -> AnsweringNetwork:
    """Return a trained network, for use and not for training: no parameter requires a gradient.

    Args:
        task: such as ``numerals-english``.
        cell: ``rnn``, ``lstm`` or ``gru``.
        folder: where the files and their manifest lie.

    Raises:
        ValueError: if there is no such network; the message lists those there are.
        CheckpointError: if its file is damaged, or is not the one in the manifest.
    """
    if (task, cell) not in available_networks(folder):
        names = ", ".join(" ".join(pair) for pair in available_networks(folder)) or "none"
        raise ValueError(
            f"There is no answering network {task!r} with cell {cell!r}; there are: {names}."
        )
    return load_file(folder / file_name(task, cell), _network)


def save_answering_network(
    network: AnsweringNetwork, folder: Path = ANSWERING, half: bool = False
) -> Path:
    """Write a network and enter its hash in the manifest.

    Args:
        network: the network.
        folder: where its file goes.
        half: whether the weights are rounded to float16; they are loaded as float32 anyway.

    Returns:
        The file that was written.
    """
    return save_file(network.card, network.vocabulary, network.state_dict(), folder, half)


def _network(card: ModelCard, vocabulary: Vocabulary, weights: Weights) -> AnsweringNetwork:
    numbers = sum(each.numel() for each in weights.values())
    across = card.hidden_size
    if min(across, card.input_size) < 1 or across * (across + card.input_size) > numbers:
        # A header of a few bytes must not make anybody allocate gigabytes.
        raise ValueError(f"the sizes on the card do not fit the {numbers} numbers in the file")
    network = new_answering_network(card, vocabulary)
    network.load_state_dict(weights)
    return network.requires_grad_(False).eval()
