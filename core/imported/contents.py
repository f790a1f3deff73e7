"""A safetensors file that somebody brought: its header at once, its numbers when asked for.

Nothing in such a file can run. How large it is, and whether its header fits it, is checked first.
"""

from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors import SafetensorError, deserialize
from torch import Tensor

from ..notation import N_
from .header import PREFIX, Header, header_length, read_header
from .other_formats import check_format
from .refusals import refused

Source = str | Path | bytes
"""A file's path, or its content."""
FLOATS = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
}
"""The types of numbers that weights have."""
LARGEST = 1e6
"""The largest number that a weight can be: what larger ones add up to leaves float32."""
_FIRST = 4096
"""Bytes in which a file of another format is recognised."""

_HEAVY = N_(
    "This file has {size} MiB, and {most} MiB is the most here. Save the recurrent network alone, "
    "or as float16, or run Gatescope on your own computer."
)
_UNREADABLE = N_("This file cannot be read: {why}. Check its path and who may read it.")
_NOT_FINITE = N_(
    "Weights are finite numbers up to 1e6; {key} has another one. Training may have diverged: "
    "save an earlier state."
)


class Contents:
    """A file, or its content, of which the header has been read and checked.

    Args:
        source: its path, or its content.
        name: what it is called, where only the content is there.
        most_bytes: the largest file that is read; ``None`` for any.

    Raises:
        Refusal: if it is larger, or no safetensors file; files of other frameworks are recognised,
            and the exception's ``lines`` are the Python that converts them.
    """

    def __init__(self, source: Source, name: str = "", most_bytes: int | None = None) -> None:
        self._source = source if isinstance(source, bytes) else Path(source)
        if isinstance(self._source, Path):
            name = name or self._source.name
        size = self._size()
        if most_bytes is not None and size > most_bytes:
            raise refused(_HEAVY, size=-(-size // 2**20), most=most_bytes // 2**20)
        start = self._read(_FIRST)
        check_format(start, name)
        length = header_length(start, size)
        text = self._read(PREFIX + length)[PREFIX:]
        self.header: Header = read_header(text, size - PREFIX - length)

    def tensors(self, keys: Iterable[str]) -> dict[str, Tensor]:
        """Return some of its tensors in float64, all of whose numbers are finite.

        Args:
            keys: of tensors whose types are among ``FLOATS``.

        Raises:
            Refusal: if one has a number that is not finite, or the file has changed meanwhile.
        """
        wanted = set(keys)
        try:
            parts = {key: part for key, part in deserialize(self._read()) if key in wanted}
        except SafetensorError as error:
            raise refused(_UNREADABLE, why=str(error)) from error
        return {key: self._tensor(key, parts[key]["data"]) for key in wanted}

    def _tensor(self, key: str, data: bytes | bytearray) -> Tensor:
        entry = self.header.tensors[key]
        numbers = torch.frombuffer(bytearray(data), dtype=FLOATS[entry.dtype]).double()
        if not (numbers.abs() <= LARGEST).all():  # NaN is not, either
            raise refused(_NOT_FINITE, key=key)
        return numbers.view(entry.shape)

    def _size(self) -> int:
        if isinstance(self._source, bytes):
            return len(self._source)
        try:
            return self._source.stat().st_size
        except (OSError, ValueError) as error:
            raise refused(_UNREADABLE, why=_reason(error)) from error

    def _read(self, count: int | None = None) -> bytes:
        """Return the first bytes, or all."""
        if isinstance(self._source, bytes):
            return self._source[:count]
        try:
            with self._source.open("rb") as file:
                return file.read(-1 if count is None else count)
        except OSError as error:
            raise refused(_UNREADABLE, why=_reason(error)) from error


def _reason(error: Exception) -> str:
    """Return what an operating system says, without the path, which the caller knows."""
    return getattr(error, "strerror", None) or str(error)
