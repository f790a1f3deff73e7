"""Networks on disk: safetensors, with card and vocabulary in the header."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from ..checkpoints import CHECKPOINTS, CheckpointError, read_checked, write_checked
from ..text import Vocabulary
from ..text.vocabulary import shared_vocabulary
from .card import ModelCard
from .network import Network
from .number_network import NumberNetwork
from .numbers_network import NumbersNetwork
from .tied import readout_weights
from .token_network import TokenNetwork

Weights = dict[str, Tensor]
Loaded = TypeVar("Loaded")
EQUAL = "-equal"
"""Suffix of a task whose networks have equally many parameters, not equally many units."""


def new_network(
    card: ModelCard, vocabulary: Vocabulary, generator: torch.Generator | None = None
) -> Network:
    """Return a network of the kind that the card describes, with untrained weights.

    Args:
        card: what to build.
        vocabulary: the keys it knows.
        generator: source of the cells' first weights.
    """
    numbers = NumberNetwork if card.input_size == 1 else NumbersNetwork
    kind = numbers if card.reads_numbers else TokenNetwork
    return kind(card, vocabulary, generator)


def available_networks(folder: Path = CHECKPOINTS) -> tuple[tuple[str, str], ...]:
    """Return the (task, cell) of every network in the folder, in alphabetical order."""
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return _listed(folder, changed)


@lru_cache(maxsize=8)  # a page asks a dozen times
def _listed(folder: Path, _changed: int) -> tuple[tuple[str, str], ...]:
    names = (path.name.split(".") for path in folder.glob("*.*.safetensors"))
    return tuple(sorted((task, cell) for task, cell, _suffix in names))


def load_network(task: str, cell: str, folder: Path = CHECKPOINTS) -> Network:
    """Return a trained network, for use and not for training: no parameter requires a gradient.

    Args:
        task: such as ``english-reviews``.
        cell: ``rnn``, ``lstm``, ``gru`` or ``paper-gru``.
        folder: where the files and their manifest lie.

    Raises:
        ValueError: if there is no such network; the message lists those there are.
        CheckpointError: if its file is damaged, or is not the one in the manifest.
    """
    if (task, cell) not in available_networks(folder):
        names = ", ".join(" ".join(pair) for pair in available_networks(folder)) or "none"
        raise ValueError(f"There is no network {task!r} with cell {cell!r}; there are: {names}.")
    return load_file(folder / file_name(task, cell), network_of)


def save_network(network: Network, folder: Path = CHECKPOINTS, half: bool = False) -> Path:
    """Write a network and enter its hash in the manifest.

    Args:
        network: the network.
        folder: where its file goes.
        half: whether the weights are rounded to float16; ``load_network`` returns float32 anyway.

    Returns:
        The file that was written.
    """
    weights = without_product(network.state_dict())
    return save_file(network.card, network.vocabulary, weights, folder, half)


def load_card(task: str, cell: str, folder: Path = CHECKPOINTS) -> ModelCard:
    """Return the card of a trained network, without making the network.

    Args:
        task: such as ``english-reviews``.
        cell: ``rnn``, ``lstm``, ``gru`` or ``paper-gru``.
        folder: where the files and their manifest lie.

    Raises:
        CheckpointError: if its file is missing or damaged, or is not the one in the manifest.
    """
    return _of_header(folder / file_name(task, cell), lambda it: ModelCard.from_dict(it["card"]))


def load_vocabulary(task: str, cell: str, folder: Path = CHECKPOINTS) -> Vocabulary:
    """Return the vocabulary of a trained network; arguments and errors as of ``load_card``."""
    return _of_header(
        folder / file_name(task, cell), lambda it: shared_vocabulary(it["vocabulary"])
    )


def _of_header(path: Path, build: Callable[[dict[str, Any]], Loaded]) -> Loaded:
    try:
        return build(header_of(read_checked(path)))
    except (LookupError, TypeError, ValueError) as error:
        raise _useless(path) from error


def load_file(path: Path, build: Callable[[ModelCard, Vocabulary, Weights], Loaded]) -> Loaded:
    """Return what is built of a file's card, vocabulary and weights.

    Raises:
        CheckpointError: if the file is damaged, is not the one in the manifest, or is of no use.
    """
    content = read_checked(path)
    try:
        return built(content, build)
    except UNREADABLE as error:
        raise _useless(path) from error


UNREADABLE = (SafetensorError, RuntimeError, LookupError, TypeError, ValueError)
"""What ``built`` raises where content is of no use."""


def built(content: bytes, build: Callable[[ModelCard, Vocabulary, Weights], Loaded]) -> Loaded:
    """Return what is built of the card, vocabulary and weights in a file's content.

    Raises:
        UNREADABLE: any of these exceptions, if the content is of no use.
    """
    header = header_of(content)
    vocabulary = shared_vocabulary(header["vocabulary"])
    return build(ModelCard.from_dict(header["card"]), vocabulary, load(content))


def header_of(content: bytes) -> dict[str, Any]:
    """Return card, vocabulary and whatever else the header of a file's content has about them.

    Raises:
        LookupError: if there is nothing about a network.
        TypeError: if something else stands in its place.
        ValueError: if the header cannot be read.
    """
    header_size = int.from_bytes(content[:8], "little")
    metadata = json.loads(content[8 : 8 + header_size])["__metadata__"]
    return json.loads(metadata["network"])


def _useless(path: Path) -> CheckpointError:
    return CheckpointError(
        f"{path.name} is not a network of this version; train it again (see its card)."
    )


def save_file(
    card: ModelCard, vocabulary: Vocabulary, weights: Weights, folder: Path, half: bool
) -> Path:
    """Write card, vocabulary and weights, as ``save_network`` does; return the file."""
    path = folder / file_name(card.task, card.cell)
    if half:
        weights = {name: weight.half() for name, weight in weights.items()}
    write_checked(path, content_of(card, vocabulary, weights))
    return path


def content_of(card: ModelCard, vocabulary: Vocabulary, weights: Weights, **about: str) -> bytes:
    """Return the content of a file: equal bytes for equal arguments.

    Args:
        card: goes into the header.
        vocabulary: goes into the header.
        weights: by their names in the network.
        about: what else the header has.
    """
    header = {"card": _fields(card), "vocabulary": vocabulary.keys, **about}
    # One entry: safetensors writes several in an order that changes from run to run.
    entry = json.dumps(header, ensure_ascii=False, allow_nan=False)
    return save(weights, {"network": entry})


PLAIN = {
    "bidirectional": False,
    "convolution": None,
    "steps": None,
    "settings": {},
    "projected_size": None,
}
"""Fields of a card, and what they are on those of plain networks."""


def _fields(card: ModelCard) -> dict[str, Any]:
    """Return the fields of a card; files of plain networks lack those that only others need."""
    fields = asdict(card)
    for name, plain in PLAIN.items():
        if fields[name] == plain:
            del fields[name]
    return fields


def file_name(task: str, cell: str) -> str:
    """Return the name of a network's file."""
    return f"{task}.{cell}.safetensors"


def network_of(card: ModelCard, vocabulary: Vocabulary, weights: Weights) -> Network:
    """Return the network of a file's parts, for use and not for training.

    Raises:
        UNREADABLE: any of these exceptions, if the parts do not fit together.
    """
    tied = weights.get("projection")
    numbers = sum(each.numel() for each in weights.values())
    _check_sizes(card, vocabulary, numbers, is_tied=tied is not None)
    network = new_network(card, vocabulary)
    if tied is not None:
        _add_product(weights, card, len(vocabulary))
        network.projection = torch.empty(tied.shape)
    network.load_state_dict(weights)
    return network.requires_grad_(False).eval()


def _add_product(weights: Weights, card: ModelCard, tokens: int) -> None:
    """Add the readout weights that follow from tied vectors and their projection, if they do.

    Raises:
        ValueError: if the two do not have the sizes on the card: their product could be huge.
    """
    vectors, projection = weights["embedding.weight"], weights["projection"]
    shapes = (tokens, card.input_size), (card.input_size, card.hidden_size)
    if (vectors.shape, projection.shape) != shapes:
        raise ValueError("the projection does not fit the sizes on the card")
    weights.setdefault("readout.weight", readout_weights(vectors.float(), projection.float()))


def without_product(weights: Weights) -> Weights:
    """Leave out readout weights that follow from tied vectors and their projection."""
    if "projection" not in weights:
        return weights
    product = readout_weights(weights["embedding.weight"], weights["projection"])
    if not torch.equal(product, weights["readout.weight"]):
        return weights
    return {name: each for name, each in weights.items() if name != "readout.weight"}


MOST_FOLDED = 4
"""How many times the numbers in a file the readout of tied vectors may have."""


def _check_sizes(
    card: ModelCard, vocabulary: Vocabulary, numbers: int, is_tied: bool = False
) -> None:
    """Raise ``ValueError`` if a network of these sizes has more numbers than its file.

    A header of a few bytes must not make anybody allocate gigabytes.
    """
    across, cells = card.hidden_size, card.num_layers * (2 if card.bidirectional else 1)
    matrices = [across * across * cells, across * card.first_size]
    matrices += [card.last_size * len(card.outputs) // (MOST_FOLDED if is_tied else 1)]
    if card.convolution:
        matrices += [card.first_size * card.input_size * card.convolution.kernel_size]
    if not card.reads_numbers:
        matrices += [len(vocabulary) * card.input_size]
    if min(across, card.input_size, card.num_layers) < 1 or max(matrices) > numbers:
        raise ValueError(f"the sizes on the card do not fit the {numbers} numbers in the file")


def fingerprint(network: nn.Module) -> str:
    """Return the sha256 of all weights with their names, shapes and types.

    Networks of another cell, tokenizer or vocabulary may have the same.
    """
    sha = sha256()
    for name, weight in sorted(network.state_dict().items()):
        sha.update(f"{name}{tuple(weight.shape)}{weight.dtype}".encode())
        sha.update(weight.contiguous().numpy().tobytes())
    return sha.hexdigest()
