"""The source of Python's standard library, read where this Python has it, and never copied."""

import sysconfig
import tokenize
from hashlib import sha256
from pathlib import Path

LIBRARY = Path(sysconfig.get_paths()["stdlib"])

NOT_THE_LIBRARY = {"site-packages", "dist-packages", "__pycache__", "idlelib", "_bundled"}
TESTS = {"test", "tests", "idle_test"}
TABLES = {"encodings", "pydoc_data", "msilib", "entities.py", "stringprep.py", "_casefix.py"}
"""Files and folders that are mostly generated: easy to predict, they would flatter the figures."""

WRITTEN_ON_INSTALLING = ("config-", "_sysconfigdata")
"""How the names of files and folders begin that differ from machine to machine."""

PARTS = 20
"""Number of parts into which modules are divided by path; no network learns from part 0."""


def modules(library: Path) -> dict[str, str]:
    """Return the source of every module that is not left out, by its path, in order of paths."""
    paths = (path.relative_to(library) for path in library.rglob("*.py"))
    chosen = {path.as_posix(): library / path for path in paths if not _left_out(path)}
    return {name: _source(chosen[name]) for name in sorted(chosen)}


def is_held_out(path: str) -> bool:
    """Return whether a module is one of those that no network learns from."""
    return part_of(path) == 0


def part_of(path: str) -> int:
    """Return which of the 20 parts a module is in, from 0; its path alone decides."""
    return int(sha256(path.encode()).hexdigest(), 16) % PARTS


def _left_out(path: Path) -> bool:
    of_machine = any(part.startswith(WRITTEN_ON_INSTALLING) for part in path.parts)
    return of_machine or bool((NOT_THE_LIBRARY | TESTS | TABLES) & set(path.parts))


def _source(path: Path) -> str:
    with tokenize.open(path) as file:  # in the encoding that the file declares
        return file.read()
