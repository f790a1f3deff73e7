"""Reads the bytes that Python sends to a stepper, as ``payload.js`` does."""

import json
import struct
from typing import Any

import numpy as np

from core.browser.prediction import predicted


def unpack(payload: bytes) -> tuple[dict[str, Any], dict[str, Any], dict[str, np.ndarray]]:
    """Return the cue, the content and every array by its name."""
    cue, content, numbers = parts(payload)
    arrays = read_arrays(content["arrays_in_order"], numbers)
    assert not numbers.left
    return cue, content, arrays


def parts(payload: bytes) -> tuple[dict[str, Any], dict[str, Any], "Bytes"]:
    """Return the cue, the content and the bytes of the arrays."""
    first, second = struct.unpack_from("<II", payload)
    cue, content = payload[8 : 8 + first], payload[8 + first : 8 + first + second]
    return json.loads(cue), json.loads(content), Bytes(payload[-(-(8 + first + second) // 4) * 4 :])


def read_arrays(list_: list[dict[str, Any]], numbers: "Bytes") -> dict[str, np.ndarray]:
    """Return arrays by their names, one row for each step or only one."""
    list_ = [dict(about) for about in list_]
    arrays = {about["name"]: read(about, numbers) for about in list_}
    derived = [about for about in list_ if "program" in (about["code"] or {})]
    for step in range(max((about["rows"] for about in derived), default=0)):
        for about in derived:
            derive(about, arrays, step)
    return arrays


class Bytes:
    """Bytes that are read from the first to the last."""

    def __init__(self, left: bytes) -> None:
        self.left = left

    def take(self, kind: str, count: int) -> np.ndarray:
        size = np.dtype(kind).itemsize * count
        taken, self.left = self.left[:size], self.left[size:]
        return np.frombuffer(taken, kind)

    def codes(self, count: int, bits: int) -> np.ndarray:
        """Return numbers of so many bits each, several to a byte."""
        if not bits:
            return np.zeros(count, int)
        taken = self.take("u1", -(-count * bits // 8)).astype(int)
        return (taken[:, None] >> np.arange(0, 8, bits) & 2**bits - 1).reshape(-1)[:count]


def read(about: dict[str, Any], numbers: Bytes) -> np.ndarray:
    """Return an array, one row for each step or only one; NaN where its equation is to be asked."""
    code, count = about["code"], about["rows"] * about["columns"]
    if code is None:
        values = numbers.take("<f4", count)
    elif "lowest" in code:
        rest = numbers.take("u1", 3 * count).reshape(count, 3).astype("<u4")
        near = numbers.codes(count, 4)
        exponents = (near + code["lowest"]).astype("<u4")
        exponents[near == 15] = numbers.take("u1", code["apart"])
        low, middle, high = rest.T
        bits = low | middle << 8 | (high & 127) << 16 | exponents << 23 | high >> 7 << 31
        values = bits.astype("<u4").view("<f4")
    else:
        about["codes"] = numbers.codes(count, code["bits"]).reshape(about["rows"], -1)
        about["far"] = iter(numbers.take("<f4", code["apart"]))
        values = np.full(count, np.nan, np.float32)
    array = values.reshape(about["rows"], about["columns"])
    return array if about["of_step"] is None else array[about["of_step"]]


def derive(about: dict[str, Any], arrays: dict[str, np.ndarray], step: int) -> None:
    """Set a row to what its equation gives and what was sent beside it."""
    bits = about["code"]["bits"]
    program = [tuple(item) if isinstance(item, list) else item for item in about["code"]["program"]]
    nearby = {
        name: array if len(array) == 1 else array[max(step - 1, 0) : step + 1]
        for name, array in arrays.items()
    }
    expected = predicted(tuple(program), nearby)
    assert expected is not None
    row = arrays[about["name"]][step]
    row[:] = expected[-1]
    if not bits:
        return
    codes = about["codes"][step]
    places = row.view("<i4").astype(np.int64)
    places = np.where(places < 0, -1 - (places & 0x7FFFFFFF), places) + codes - 2 ** (bits - 1) + 1
    moved = np.where(places < 0, (-1 - places) | 0x80000000, places)
    row[:] = moved.astype("<u4").view("<f4")
    for unit in np.flatnonzero(codes == 2**bits - 1):
        row[unit] = next(about["far"])
