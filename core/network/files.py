"""Networks on disk: safetensors, card and vocabulary in the header, hashes in a manifest."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load, save

from core.network.card import ModelCard
from core.network.network import Network
from core.text import Vocabulary

CHECKPOINTS = Path(__file__).parents[1] / "checkpoints"
MANIFEST = "manifest.json"


class CheckpointError(Exception):
    """A shipped network cannot be used; the message says why and what to do, in one line."""


def available_networks(folder: Path = CHECKPOINTS) -> tuple[tuple[str, str], ...]:
    """Return the (task, cell) of every network in the folder, in alphabetical order."""
    names = sorted(path.name for path in folder.glob("*.*.safetensors"))
    return tuple((task, cell) for task, cell, _ in (name.split(".") for name in names))


def load_network(task: str, cell: str, folder: Path = CHECKPOINTS) -> Network:
    """Return a trained network, for use and not for training: no parameter asks for a gradient.

    Args:
        task: such as ``english-reviews``.
        cell: ``rnn``, ``lstm`` or ``gru``.
        folder: where the files and their manifest lie.

    Raises:
        ValueError: if there is no such network; the message lists those there are.
        CheckpointError: if its file is damaged, or is not the one that the manifest knows.
    """
    if (task, cell) not in available_networks(folder):
        names = ", ".join(" ".join(pair) for pair in available_networks(folder)) or "none"
        raise ValueError(f"There is no network {task!r} with cell {cell!r}; there are: {names}.")
    path = folder / file_name(task, cell)
    content = path.read_bytes()
    _check(path, content)
    try:
        return _network(content)
    except (SafetensorError, RuntimeError, LookupError, TypeError, ValueError) as error:
        raise CheckpointError(f"{path.name} is not a network of this version. {_REMEDY}") from error


def save_network(network: Network, folder: Path = CHECKPOINTS) -> Path:
    """Write a network and enter its hash in the manifest.

    Returns:
        The file that was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(network.card.task, network.card.cell)
    header = {"card": asdict(network.card), "vocabulary": network.vocabulary.keys}
    # One entry: safetensors writes several in an order that changes from run to run.
    entry = json.dumps(header, ensure_ascii=False, allow_nan=False)
    content = save(network.state_dict(), {"network": entry})
    path.write_bytes(content)
    manifest = _manifest(folder) | {path.name: sha256(content).hexdigest()}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", "utf-8")
    return path


def file_name(task: str, cell: str) -> str:
    """Return the name of a network's file."""
    return f"{task}.{cell}.safetensors"


_REMEDY = "Get the file again (git checkout core/checkpoints) or train it anew (see its card)."


def _network(content: bytes) -> Network:
    header_size = int.from_bytes(content[:8], "little")
    metadata = json.loads(content[8 : 8 + header_size])["__metadata__"]
    header = json.loads(metadata["network"])
    network = Network(ModelCard.from_dict(header["card"]), Vocabulary(header["vocabulary"]))
    network.load_state_dict(load(content))
    return network.requires_grad_(False).eval()


def _check(path: Path, content: bytes) -> None:
    known = _manifest(path.parent).get(path.name)
    if known is None:
        raise CheckpointError(f"{MANIFEST} does not know {path.name}. {_REMEDY}")
    if sha256(content).hexdigest() != known:
        raise CheckpointError(f"{path.name} is damaged: its hash is not the known one. {_REMEDY}")


def _manifest(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    try:
        hashes = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as error:
        raise CheckpointError(f"{MANIFEST} is damaged. {_REMEDY}") from error
    if not isinstance(hashes, dict):
        raise CheckpointError(f"{MANIFEST} expected a hash by file name. {_REMEDY}")
    return hashes
