"""A store as a folder: written so that it is whole or not there, read only if it is whole.

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
from typing import Any, Self

import numpy as np
import pyarrow as pa
from safetensors import SafetensorError
from safetensors.numpy import load, save

from core.analysis.corpus.arrays import put_together, take_apart
from core.analysis.corpus.store import Store, StoreKey

VERSION = 1
"""Of the layout; a store of another one is made anew."""

STATES, REST, MANIFEST = "states.arrow", "rest.safetensors", "manifest.json"


class StoreError(Exception):
    """A store cannot be used or kept; the message says why, in one line."""


class Writer:
    """Writes one store into a new folder; a context, which closes what is open at its end.

    Args:
        folder: where to write; it must not be there yet.
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
        with suppress(OSError):  # what was not finished is of no use; on a full disk it cannot be
            self._file.close()

    def add(self, block: np.ndarray) -> None:
        """Write a block of levels, ``(hidden_size, n)`` uint8."""
        columns = [pa.array(row) for row in block]
        self._states.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def finish(self, store: Store) -> None:
        """Write all else, the manifest last, and wait until the disk has it."""
        self._states.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        arrays = {name: np.ascontiguousarray(a) for name, a in take_apart(store).items()}
        _write(self._folder / REST, save(arrays))
        manifest = {
            "version": VERSION,
            "key": vars(store.key),
            "hidden_size": store.hidden_size,
            "length": store.length,
            "quantities": store.quantities,
            "sha256": {name: _file_hash(self._folder / name) for name in (STATES, REST)},
        }
        _write(self._folder / MANIFEST, json.dumps(manifest, indent=2).encode())
        sync_folder(self._folder)


def open_store(folder: Path, key: StoreKey) -> Store:
    """Return the store that a folder holds; its levels stay on disk until they are looked at.

    Raises:
        StoreError: if it is not there, not whole, damaged, of another version or another key.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if (manifest["version"], manifest["key"]) != (VERSION, vars(key)):
            raise ValueError("it is of another version, another network or other texts")
        hidden_size, hashes = int(manifest["hidden_size"]), manifest["sha256"]
        for name in (STATES, REST):
            if _file_hash(folder / name) != hashes[name]:
                raise ValueError(f"the hash of {name} is not the one that was written down")
        blocks = _blocks(_mapped(folder / STATES), hidden_size)
        arrays = load((folder / REST).read_bytes())
        return put_together(key, hidden_size, tuple(manifest["quantities"]), blocks, arrays)
    except (OSError, LookupError, TypeError, ValueError, SafetensorError, pa.ArrowException) as e:
        raise StoreError(f"The store {folder.name} cannot be used: {e}.") from e


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of what a folder holds."""
    if sys.platform != "win32":  # which knows no such thing
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


def _mapped(path: Path) -> Any:
    """Return a file's bytes as a buffer that is mapped into memory, not read."""
    with pa.memory_map(str(path)) as file:
        return file.read_buffer()


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _blocks(states: Any, hidden_size: int) -> tuple[np.ndarray, ...]:
    """Return each record batch as one array, a row for each unit, without copying any."""
    reader, whole = pa.ipc.open_file(states), np.frombuffer(states, np.uint8)
    if reader.schema.types != [pa.uint8()] * hidden_size:
        raise ValueError(f"expected {hidden_size} columns of uint8 in {STATES}")
    blocks = []
    for number in range(reader.num_record_batches):
        batch = reader.get_batch(number)
        addresses = np.array([column.buffers()[1].address for column in batch.columns])
        steps = np.diff(addresses)
        if len(np.unique(steps)) > 1:
            raise ValueError(f"expected columns at equal distances in {STATES}")
        shape, strides = (hidden_size, batch.num_rows), (int(steps[0]) if len(steps) else 0, 1)
        offset = int(addresses[0] - states.address)
        blocks.append(np.ndarray(shape, np.uint8, whole, offset, strides))
    return tuple(blocks)
