"""The folder where indexes are kept."""

import os
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from .writer import StateIndexError

VARIABLE = "GATESCOPE_CACHE"
"""The environment variable that names the folder for indexes."""


def cache_folder() -> Path:
    """Return the folder where indexes are kept; it is writable.

    It is the one that GATESCOPE_CACHE names, else ``gatescope`` in the user's cache folder, or in
    the folder for temporary files where that cannot be written to.

    Raises:
        StateIndexError: if the named folder is not writable, or none of the others is.
    """
    named = os.environ.get(VARIABLE)
    if named:
        candidates = [Path(named)]
    else:
        user = f"gatescope-{os.getuid()}" if hasattr(os, "getuid") else "gatescope"
        own = user_cache_path("gatescope", appauthor=False)
        candidates = [own, Path(tempfile.gettempdir()) / user]
    for folder in candidates:
        if _is_usable(folder.expanduser()):
            return folder.expanduser()
    raise StateIndexError(
        f"Expected a folder to keep states in; {candidates[-1]} cannot be written to. "
        f"Name another in the environment variable {VARIABLE}."
    )


def _is_usable(folder: Path) -> bool:
    """Whether files can be written there; a folder in the shared temporary one must be our own."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            everybodys = folder.parent == Path(tempfile.gettempdir()) and hasattr(os, "getuid")
            return not everybodys or folder.lstat().st_uid == os.getuid()
    except OSError:
        return False
