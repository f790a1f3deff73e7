"""Writes a trace's numbers in few bytes and without rounding, as ``arrays.js`` reads them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from .prediction import Program, predicted


class Written(NamedTuple):
    """An array as it is sent.

    Attributes:
        about: its name, its rows and columns, which row each step has (``None`` where they are as
            many as the steps, or one), and its code; ``None`` for plain float32.
        numbers: its bytes.
    """

    about: dict[str, Any]
    numbers: bytes


SMALL = 100_000
"""Bytes; fewer than these are sent as they are, since finding a shorter way takes longer."""


def written(
    arrays: Mapping[str, np.ndarray], equations: Mapping[str, Program]
) -> tuple[Written, ...]:
    """Return the arrays, each in the shortest of its codes; of equal rows, only the first is sent.

    Args:
        arrays: by name, one row for each step.
        equations: how an array follows from others, by its name; it is then sent as what is to be
            added to its last bits.
    """
    floats = {name: np.ascontiguousarray(array, "<f4") for name, array in arrays.items()}
    if sum(array.nbytes for array in floats.values()) < SMALL:
        return tuple(_plain(name, array) for name, array in floats.items())
    return tuple(_shortest(name, floats, equations.get(name, ())) for name in floats)


def _plain(name: str, array: np.ndarray) -> Written:
    rows, of_step = _without_repeats(array)
    return _as_written(name, rows, of_step, None, rows.tobytes())


def _shortest(name: str, arrays: Mapping[str, np.ndarray], program: Program) -> Written:
    array = arrays[name]
    expected = predicted(program, arrays) if program else None
    if expected is not None and expected.shape == array.shape:
        code, numbers = min(_beside(array, expected), key=lambda way: len(way[1]))
        if 4 * len(numbers) < array.nbytes:
            return _as_written(name, array, None, code | {"program": program}, numbers)
    rows, of_step = _without_repeats(array)
    code, numbers = _short_exponents(rows)
    if len(numbers) < rows.nbytes:
        return _as_written(name, rows, of_step, code, numbers)
    return _as_written(name, rows, of_step, None, rows.tobytes())


def _as_written(
    name: str, rows: np.ndarray, of_step: list[int] | None, code: Any, numbers: bytes
) -> Written:
    height, width = rows.shape
    about = {"name": name, "rows": height, "columns": width, "of_step": of_step, "code": code}
    return Written(about, numbers)


def _without_repeats(array: np.ndarray) -> tuple[np.ndarray, list[int] | None]:
    """Return the different rows, and which of them each step has.

    The bias has one row, except where a reset gate scales it; what comes from the input has one for
    each different token.
    """
    places: dict[bytes, int] = {}
    of_step = [places.setdefault(row.tobytes(), len(places)) for row in array]
    if len(places) == len(array):
        return array, None
    first = [of_step.index(place) for place in range(len(places))]
    return array[first], of_step if len(places) > 1 else None


def _short_exponents(array: np.ndarray) -> tuple[dict[str, Any], bytes]:
    """Return sign and fraction in 24 bits, exponents in 4, and apart those far below the others."""
    bits = array.reshape(-1).view("<u4")
    exponents = (bits >> 23 & 0xFF).astype(int)
    lowest = max(int(exponents.max(initial=0)) - 14, 0)
    near = np.where(exponents < lowest, 15, exponents - lowest)
    rest = (bits >> 31 << 23 | bits & 0x7FFFFF).astype("<u4").view("u1").reshape(-1, 4)[:, :3]
    apart = exponents[near == 15].astype("u1")
    code = {"lowest": lowest, "apart": len(apart)}
    return code, rest.tobytes() + _together(near, 4) + apart.tobytes()


def _beside(array: np.ndarray, expected: np.ndarray) -> Iterable[tuple[dict[str, Any], bytes]]:
    """Yield how far each number is from what is expected, counted in neighbouring floats.

    In 2 or 4 bits, numbers that are too far away apart; in no bits, if all are as expected.
    """
    off = np.where(
        np.isfinite(expected), _in_order(array) - _in_order(expected), np.int64(2**32)
    ).reshape(-1)
    if not off.any():
        yield {"bits": 0, "apart": 0}, b""
    for bits in (2, 4):
        most = 2 ** (bits - 1) - 1
        far = np.abs(off) > most
        apart = array.reshape(-1)[far]
        codes = np.where(far, 2**bits - 1, off + most)
        yield {"bits": bits, "apart": len(apart)}, _together(codes, bits) + apart.tobytes()


def _in_order(array: np.ndarray) -> np.ndarray:
    """Return whole numbers that follow each other as the floats do, -0.0 just before 0.0."""
    bits = array.view("<i4").astype(np.int64)
    return np.where(bits < 0, -1 - (bits & 0x7FFFFFFF), bits)


def _together(codes: np.ndarray, bits: int) -> bytes:
    """Return several codes to a byte, the first in its lowest bits."""
    each = 8 // bits
    padded = np.zeros((-(-len(codes) // each), each), int)
    padded.reshape(-1)[: len(codes)] = codes
    return (padded << np.arange(0, 8, bits)).sum(1).astype("u1").tobytes()
