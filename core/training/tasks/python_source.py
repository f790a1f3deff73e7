"""The source of Python's standard library, continued character by character.

The hashes on the card tell whether another machine has the same modules. One part of them is held
out, and the training figure is measured on another.
"""

import json
import platform
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ...corpus.sources.standard_library import LIBRARY, is_held_out, modules, part_of
from ..task import Recipe, Task
from .characters import Parts, character_task

MIN_COUNT = 50
"""Characters seen less often are unknown. In Python 3.11 the known ones are line end and all of
printable ASCII; 99 characters of 9 million are unknown."""

RECIPE = Recipe(
    epochs=2,
    batch_size=32,
    learning_rate=0.004,
    word_dropout=0.005,
    averaging=0.998,
)
"""The same for all cells, so that nothing but the cell differs."""


def python_source(library: Path = LIBRARY) -> Task:
    """Read the library and return the task.

    Args:
        library: folder of the modules; by default, this Python's.

    Raises:
        ValueError: if the folder has too few modules to hold any out.
    """
    read = modules(library)
    dev = {path: text for path, text in read.items() if is_held_out(path)}
    train = {path: text for path, text in read.items() if path not in dev}
    measured = [text for path, text in train.items() if part_of(path) == 1]
    if not dev or not measured:
        raise ValueError(
            f"python-source expected modules in {library}, some to be held out; got {len(read)}. "
            f"Install Python's standard library as source."
        )
    return character_task(
        "python-source",
        Parts([*train.values()], measured, [*dev.values()]),
        min_count=MIN_COUNT,
        data={_title("training", train): digest(train), _title("held-out", dev): digest(dev)},
        recipe=RECIPE,
    )


def digest(texts: Mapping[str, str]) -> str:
    """Return the sha256 of the list of paths and sources, in order of paths."""
    return sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()


def _title(part: str, texts: Mapping[str, str]) -> str:
    return f"Python {platform.python_version()}, {len(texts)} {part} modules"
