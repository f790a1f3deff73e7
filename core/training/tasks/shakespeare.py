"""Shakespeare's plays, continued character by character."""

from hashlib import sha256
from pathlib import Path

from ..task import Recipe, Task
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
    content = {name: (folder / name).read_bytes() for name in FILES}
    train, dev = (content[name].decode("utf-8") for name in FILES)
    return character_task(
        "shakespeare",
        Parts(train=[train], measured=[train[: len(dev)]], dev=[dev]),
        min_count=1,
        data={name: sha256(content[name]).hexdigest() for name in FILES},
        recipe=RECIPE,
    )
