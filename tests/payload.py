"""Reads the bytes that Python sends to a stepper, as ``payload.js`` does."""

import json
import struct
from typing import Any

import numpy as np


def unpack(payload: bytes) -> tuple[dict[str, Any], dict[str, Any], dict[str, np.ndarray]]:
    """Return the cue, the content and every array by its name."""
    first, second = struct.unpack_from("<II", payload)
    cue, content = payload[8 : 8 + first], json.loads(payload[8 + first : 8 + first + second])
    start, arrays = -(-(8 + first + second) // 4) * 4, {}
    for name, rows, columns, of_step in content["arrays_in_order"]:
        array = np.frombuffer(payload, "<f4", rows * columns, start)
        start += array.nbytes
        array = array.reshape(rows, columns)
        arrays[name] = array if of_step is None else array[of_step]
    assert start == len(payload)
    return json.loads(cue), content, arrays
