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

    It is the one that GATESCOPE_CACHE names, else ``gatescope`` in the user's cache folder, or, if
    that cannot be written to, a folder of the user's own among the temporary files.

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
    """Return whether files can be written there; within the temporary folder it must be ours."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            shared = folder.parent == Path(tempfile.gettempdir()) and hasattr(os, "getuid")
            return not shared or folder.lstat().st_uid == os.getuid()
    except OSError:
        return False
