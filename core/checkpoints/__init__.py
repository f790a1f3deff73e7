"""Files that ship with the program, trusted only if their hashes match a manifest."""

import json
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

CHECKPOINTS = Path(__file__).parent
MANIFEST = "manifest.json"

_REMEDY = "Get the file again (git checkout core/checkpoints) or train it again."


class CheckpointError(Exception):
    """Raised if a shipped file cannot be used; the message says why and what to do, in one line."""


def read_checked(path: Path) -> bytes:
    """Return a file's bytes, checked against the manifest beside it.

    Raises:
        CheckpointError: if the file is missing, not in the manifest, or damaged.
    """
    known = hashes(path.parent).get(path.name)
    if known is None:
        raise CheckpointError(f"{MANIFEST} does not know {path.name}. {_REMEDY}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CheckpointError(f"{path.name} cannot be read. {_REMEDY}") from error
    if sha256(content).hexdigest() != known:
        raise CheckpointError(f"{path.name} is damaged: its hash is not the known one. {_REMEDY}")
    return content


def write_checked(path: Path, content: bytes) -> None:
    """Write a file and record its hash in the manifest beside it."""
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "manifest.lock"):  # several trainings may end at the same time
        path.write_bytes(content)
        known = hashes(folder) | {path.name: sha256(content).hexdigest()}
        text = json.dumps(known, indent=2, sort_keys=True) + "\n"
        (folder / MANIFEST).write_text(text, "utf-8")


def damaged(folder: Path = CHECKPOINTS) -> tuple[str, ...]:
    """Return a message for each file in the folder's manifest that cannot be used."""
    try:
        names = sorted(hashes(folder))
    except CheckpointError as error:
        return (str(error),)
    messages = []
    for name in names:
        try:
            read_checked(folder / name)
        except CheckpointError as error:
            messages.append(str(error))
    return tuple(messages)


def hashes(folder: Path) -> dict[str, str]:
    """Return file name -> sha256 from the folder's manifest; empty if there is none.

    Raises:
        CheckpointError: if the manifest is damaged.
    """
    path = folder / MANIFEST
    try:
        known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except (OSError, RecursionError, ValueError) as error:  # a folder, nested too deep, no JSON
        raise CheckpointError(f"{MANIFEST} is damaged. {_REMEDY}") from error
    if not isinstance(known, dict):
        raise CheckpointError(f"{MANIFEST} expected a hash by file name. {_REMEDY}")
    return known
