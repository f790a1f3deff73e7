"""Shakespeare's plays, continued character by character."""

from hashlib import sha256
from pathlib import Path

from ..task import PLAIN, Recipe, Shape, Task
from .characters import Parts, character_task

FILES = ("train.txt", "dev.txt")

RECIPE = Recipe(
    epochs=12,
    batch_size=32,
    learning_rate=0.004,
    word_dropout=0.005,
    state_dropout=0.25,
    averaging=0.998,
    weight_decay=0.01,
)
"""The same for all cells, so that nothing but the cell differs."""


def shakespeare(folder: Path) -> Task:
    """Read the data and return the task.

    Args:
        folder: where the two files are.

    Raises:
        FileNotFoundError: if one of them is not in the folder.
    """
    return _task("shakespeare", folder, PLAIN)


def in_two_layers(folder: Path) -> Task:
    """Do as ``shakespeare`` does, for networks of two layers."""
    return _task("shakespeare-two-layers", folder, Shape(num_layers=2))


def _task(name: str, folder: Path, shape: Shape) -> Task:
    content = {file: (folder / file).read_bytes() for file in FILES}
    train, dev = (content[file].decode("utf-8") for file in FILES)
    return character_task(
        name,
        Parts(train=[train], measured=[train[: len(dev)]], dev=[dev]),
        min_count=1,
        data={file: sha256(content[file]).hexdigest() for file in FILES},
        recipe=RECIPE,
        shape=shape,
    )
