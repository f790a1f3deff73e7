"""The source of Python's standard library, continued character by character.

It is read where this Python has it (``sysconfig``) and never copied. The hashes on the card tell
whether another machine has the same modules.
"""

import json
import platform
import sysconfig
import tokenize
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ..task import Recipe, Task
from .characters import Parts, character_task

LIBRARY = Path(sysconfig.get_paths()["stdlib"])

NOT_THE_LIBRARY = {"site-packages", "dist-packages", "__pycache__", "idlelib", "_bundled"}
TESTS = {"test", "tests", "idle_test"}
TABLES = {"encodings", "pydoc_data", "msilib", "entities.py", "stringprep.py", "_casefix.py"}
"""Mostly made by programs: easy to continue, they would flatter the figures."""

WRITTEN_ON_INSTALLING = ("config-", "_sysconfigdata")
"""First letters of files and folders that differ from machine to machine."""

ONE_IN = 20
"""One in so many modules is held out, and on as many the training figure is measured."""

MIN_COUNT = 50
"""Characters seen less often are unknown. In Python 3.11 the others are line end and all of
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
    measured = [text for path, text in train.items() if _part(path) == 1]
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


def modules(library: Path) -> dict[str, str]:
    """Return the source of every module that is not left out, by its path, in order of paths."""
    paths = (path.relative_to(library) for path in library.rglob("*.py"))
    chosen = {path.as_posix(): library / path for path in paths if not _left_out(path)}
    return {name: _source(chosen[name]) for name in sorted(chosen)}


def is_held_out(path: str) -> bool:
    """Return whether a module is one of those that no network learns from."""
    return _part(path) == 0


def digest(texts: Mapping[str, str]) -> str:
    """Return the sha256 of the list of paths and sources, in order of paths."""
    return sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()


def _left_out(path: Path) -> bool:
    own = any(part.startswith(WRITTEN_ON_INSTALLING) for part in path.parts)
    return own or bool((NOT_THE_LIBRARY | TESTS | TABLES) & set(path.parts))


def _part(path: str) -> int:
    """Return which of the 20 parts a module is in; its path alone decides."""
    return int(sha256(path.encode()).hexdigest(), 16) % ONE_IN


def _source(path: Path) -> str:
    with tokenize.open(path) as file:  # in the encoding that the file declares
        return file.read()


def _title(part: str, texts: Mapping[str, str]) -> str:
    return f"Python {platform.python_version()}, {len(texts)} {part} modules"
