"""An index read from its folder, only if it is complete."""

import errno
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from safetensors import SafetensorError
from safetensors.numpy import load

from ..index.state_index import StateIndex, StateIndexKey
from .arrays import from_arrays
from .writer import MANIFEST, REST, STATES, VERSION, StateIndexError, file_hash

OVERBURDENED = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
"""Error codes that are about the system, not about the file."""


def open_index(folder: Path, key: StateIndexKey) -> StateIndex:
    """Return the index that a folder holds; its levels stay on disk until they are used.

    Raises:
        StateIndexError: if it is missing, incomplete, damaged, or of another version or key.
        OSError: if the system has too many open files or no memory left, whatever the folder holds.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if (manifest["version"], manifest["key"]) != (VERSION, vars(key)):
            raise ValueError("it is of another version, another network or other texts")
        hidden_size, hashes = int(manifest["hidden_size"]), manifest["sha256"]
        for name in (STATES, REST):
            if file_hash(folder / name) != hashes[name]:
                raise ValueError(f"the hash of {name} is not the one that was written down")
        blocks = _blocks(_mapped(folder / STATES), hidden_size)
        arrays = load((folder / REST).read_bytes())
        return from_arrays(key, hidden_size, tuple(manifest["quantities"]), blocks, arrays)
    except OSError as error:
        if error.errno in OVERBURDENED:
            raise
        raise StateIndexError(f"The index {folder.name} cannot be used: {error}.") from error
    except (
        LookupError, RecursionError, TypeError, ValueError, SafetensorError, pa.ArrowException
    ) as e:  # fmt: skip
        raise StateIndexError(f"The index {folder.name} cannot be used: {e}.") from e


def _mapped(path: Path) -> Any:
    """Return a file's bytes as a buffer that is mapped into memory, not read."""
    with pa.memory_map(str(path)) as file:
        return file.read_buffer()


def _blocks(states: Any, hidden_size: int) -> tuple[np.ndarray, ...]:
    """Return each record batch as one array, a row for each unit, without copying any."""
    reader, whole = pa.ipc.open_file(states), np.frombuffer(states, np.uint8)
    types = reader.schema.types  # the manifest may name any size, the file has this one
    if len(types) != hidden_size or any(kind != pa.uint8() for kind in types):
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
