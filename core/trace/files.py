"""A trace as a file: NPZ for NumPy, CSV for a spreadsheet, JSON as the lossless reference."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
import torch

from ..spreadsheet import as_csv, guard
from . import Trace, digest

SCHEMA = "gatescope-trace-1"


def to_npz(trace: Trace, about: Mapping[str, str]) -> bytes:
    """Return every quantity and every part of a preactivation, float32, with the tokens.

    NumPy's strings cannot end in NUL characters: a token that does loses them here.
    """
    arrays: dict[str, Any] = dict(trace.activations)
    for gate, part in trace.preactivations.items():
        arrays |= {f"{gate}.{name}": array for name, array in part._asdict().items()}
    buffer = io.BytesIO()
    tokens = np.array([*trace.tokens, ""])[:-1]  # the empty one gives NumPy a width if T is 0
    np.savez_compressed(buffer, tokens=tokens, about=json.dumps(dict(about)), **arrays)
    return buffer.getvalue()


def to_json(trace: Trace, about: Mapping[str, str]) -> bytes:
    """Return the whole trace, each float32 as the shortest decimal that reads back the same.

    Args:
        trace: the trace.
        about: its origin, such as the network's name and the sha256 of its weights.
    """
    content = {
        "schema": SCHEMA,
        "about": dict(about) | {"torch": torch.__version__},
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": digest(trace),
        "tokens": list(trace.tokens),
        "activations": {name: _rows(array) for name, array in trace.activations.items()},
        "preactivations": {
            gate: {name: _rows(array) for name, array in part._asdict().items()}
            for gate, part in trace.preactivations.items()
        },
    }
    return json.dumps(content, allow_nan=False, ensure_ascii=False).encode()


def to_csv(trace: Trace) -> bytes:
    """Return one row for each token, unit and quantity, each cell quoted.

    A token that a spreadsheet would run as a formula gets an apostrophe before it, and the column
    ``guarded`` says so; JSON has the token as it is.
    """
    return as_csv(("position", "token", "guarded", "quantity", "unit", "value"), _csv_rows(trace))


def _csv_rows(trace: Trace) -> Iterator[tuple]:
    for row, token in enumerate(trace.tokens):
        shown, guarded = guard(token)
        for quantity in trace.quantities:
            for unit, value in enumerate(trace[quantity.name][row]):
                yield row + 1, shown, guarded, quantity.name, unit, str(value)


def _rows(array: np.ndarray) -> list[list[float]]:
    """Return float32 rows as the shortest decimals that read back as the same float32."""
    return [[float(str(value)) for value in row] for row in array]
