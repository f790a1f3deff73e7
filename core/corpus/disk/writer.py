"""Writes an index into a folder, so that a reader can tell whether it is complete.

The levels are an Arrow IPC file with a record batch for each block and a column for each unit,
mapped into memory and never copied; any tool that reads Arrow can open it. All other arrays are in
a safetensors file. The manifest, written last, has the hashes of both.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
from safetensors.numpy import save

from ..index.state_index import StateIndex
from .arrays import to_arrays

VERSION = 2
"""Version of the layout; an index of another version is built again."""

STATES, REST, MANIFEST = "states.arrow", "rest.safetensors", "manifest.json"


class StateIndexError(Exception):
    """An index cannot be used or kept; the message gives the reason in one line."""


class Writer:
    """Writes one index into a new folder; a context manager that closes all open files.

    Args:
        folder: where to write; it must not exist yet.
        hidden_size: number of units.

    Raises:
        OSError: here as in every method, if the disk is full or cannot be written to.
    """

    def __init__(self, folder: Path, hidden_size: int) -> None:
        folder.mkdir()
        self._folder = folder
        names = [f"unit_{unit}" for unit in range(hidden_size)]
        self._schema = pa.schema([pa.field(name, pa.uint8(), nullable=False) for name in names])
        self._file = (folder / STATES).open("xb")
        self._states = pa.ipc.new_file(self._file, self._schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # a full disk: an unfinished file is of no use anyway
            self._file.close()

    def add(self, block: np.ndarray) -> None:
        """Write a block of levels, ``(hidden_size, n)`` uint8."""
        columns = [pa.array(row) for row in block]
        self._states.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def finish(self, index: StateIndex) -> None:
        """Write everything else, the manifest last, and wait until it is on the disk."""
        self._states.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        arrays = {name: np.ascontiguousarray(a) for name, a in to_arrays(index).items()}
        _write(self._folder / REST, save(arrays))
        manifest = {
            "version": VERSION,
            "key": vars(index.key),
            "hidden_size": index.hidden_size,
            "length": index.length,
            "quantities": index.quantities,
            "sha256": {name: file_hash(self._folder / name) for name in (STATES, REST)},
        }
        _write(self._folder / MANIFEST, json.dumps(manifest, indent=2).encode())
        sync_folder(self._folder)


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder's files are on the disk."""
    if sys.platform != "win32":  # which cannot open a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def file_hash(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
