"""The header of a safetensors file, checked before anything of the file is kept.

The format: 8 bytes with the header's length, the header (JSON), and the numbers of all tensors,
which fill the rest without a gap. https://github.com/huggingface/safetensors#format
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple, NoReturn

from ..notation import N_
from .refusals import refused

PREFIX = 8
"""Bytes that say how long the header is."""
MOST_HEADER, MOST_TENSORS, MOST_KEY = 2**20, 512, 200
"""Bytes of a header, tensors, and characters of a tensor's key."""
MOST_RANK = 8
MOST_QUOTES, MOST_BRACKETS, MOST_COMMAS = 16 * MOST_TENSORS, 2**13, 2**16
"""Quotation marks outside of texts, ten a tensor and some for notes; brackets of a kind and commas,
those in texts among them. With more, reading the header would take too long."""
BITS = {
    **dict.fromkeys(("F64", "I64", "U64", "C64"), 64),
    **dict.fromkeys(("F32", "I32", "U32"), 32),
    **dict.fromkeys(("F16", "BF16", "I16", "U16"), 16),
    **dict.fromkeys(("I8", "U8", "BOOL", "F8_E5M2", "F8_E4M3", "F8_E8M0"), 8),
    **dict.fromkeys(("F8_E5M2FNUZ", "F8_E4M3FNUZ"), 8),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    "F4": 4,
}
"""Bits of a number of each type that safetensors knows."""

_SHORT = N_(
    "A safetensors file begins with the length of its header, which lies in the file; this one "
    "has {size} bytes and is cut or of another format. Write it again with safetensors."
)
_LONG = N_(
    "The header of this file would take {size} bytes, and {most} is the most. Write a file with "
    "the weights of one network only."
)
_NO_JSON = N_(
    "The header of this file is not JSON as safetensors writes it. Write the file again with "
    "safetensors."
)
_MANY = N_(
    "The header of this file lists more than {most} tensors. Write a file with the weights of one "
    "network only."
)
_TWICE = N_("The header of this file has {key} twice. Write the file again with safetensors.")
_KEY = N_(
    "A tensor's key has 1 to {most} characters that can be seen; got {key}. Give it another name."
)
_ENTRY = N_(
    "The header of this file should say type, shape and place of {key} as safetensors does, and "
    "does not. Write the file again with safetensors."
)
_PLACES = N_(
    "The tensors of this file should fill it without a gap: expected {expected} bytes at {key}, "
    "got {got}. The file was cut or changed; copy it again, or write it again with safetensors."
)


class Entry(NamedTuple):
    """One tensor of a file.

    Attributes:
        dtype: its type, a key of ``BITS``.
        shape: its shape.
        begin: its first byte among those after the header.
        end: the byte after its last.
    """

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True)
class Header:
    """What the header of a file says.

    Attributes:
        tensors: key -> tensor, in the order of the file.
        metadata: notes about the file, text by name.
    """

    tensors: Mapping[str, Entry]
    metadata: Mapping[str, str]


def header_length(start: bytes, size: int) -> int:
    """Return how many bytes the header takes after its prefix.

    Args:
        start: the first bytes of the file, at least 8 if it has them.
        size: bytes of the whole file.

    Raises:
        Refusal: if the header is too long, or longer than the file.
    """
    length = int.from_bytes(start[:PREFIX], "little")
    if len(start) < PREFIX or (length <= MOST_HEADER and PREFIX + length > size):
        raise refused(_SHORT, size=size)
    if length > MOST_HEADER:
        raise refused(_LONG, size=length, most=MOST_HEADER)
    return length


def read_header(text: bytes, rest: int) -> Header:
    """Return what a header says.

    Args:
        text: the header, without its prefix.
        rest: bytes of the file after it.

    Raises:
        Refusal: if it does not say it as safetensors does, or what it says does not fit the file.
    """
    if text[:1] != b"{":
        raise refused(_NO_JSON)
    quotes = text.count(b'"') - text.count(b'\\"')
    brackets = max(text.count(b"{"), text.count(b"["))
    commas = text.count(b",")
    if quotes > MOST_QUOTES or brackets > MOST_BRACKETS or commas > MOST_COMMAS:
        raise refused(_MANY, most=MOST_TENSORS)
    fields = _parsed(text)
    metadata = fields.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
        raise refused(_ENTRY, key="__metadata__")
    if len(fields) > MOST_TENSORS:
        raise refused(_MANY, most=MOST_TENSORS)
    tensors = {key: _entry(key, value) for key, value in fields.items()}
    in_order = dict(sorted(tensors.items(), key=lambda item: (item[1].begin, item[1].end)))
    _check_places(in_order, rest)
    return Header(in_order, metadata)


def _parsed(text: bytes) -> dict[str, Any]:
    """Return the header's fields; reading ends as soon as there are too many numbers."""
    left = (MOST_RANK + 2) * MOST_TENSORS

    def whole(digits: str) -> int:
        nonlocal left
        left -= 1
        if left < 0 or len(digits) > 20:
            raise ValueError(digits[:20])
        return int(digits)

    try:
        fields = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_each_once,
            parse_int=whole,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise refused(_NO_JSON) from error
    if not isinstance(fields, dict):
        raise refused(_NO_JSON)
    return fields


def _no_number(text: str) -> NoReturn:
    raise ValueError(text[:20])


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        counts = Counter(key for key, _value in pairs)
        raise refused(_TWICE, key=counts.most_common(1)[0][0])
    return fields


def _entry(key: str, value: Any) -> Entry:
    """Return one tensor's entry, if it is one and its size fits its shape."""
    if not 0 < len(key) <= MOST_KEY or not key.isprintable():
        raise refused(_KEY, most=MOST_KEY, key=key)
    if not isinstance(value, dict) or value.keys() != {"dtype", "shape", "data_offsets"}:
        raise refused(_ENTRY, key=key)
    dtype, shape, places = value["dtype"], value["shape"], value["data_offsets"]
    if not isinstance(dtype, str) or dtype not in BITS:
        raise refused(_ENTRY, key=key)
    if not (_are_sizes(shape) and _are_sizes(places) and len(places) == 2):
        raise refused(_ENTRY, key=key)
    expected, got = -(-prod(shape) * BITS[dtype] // 8), places[1] - places[0]
    if expected != got:
        raise refused(_PLACES, key=key, expected=expected, got=got)
    return Entry(dtype, tuple(shape), *places)


def _are_sizes(values: Any) -> bool:
    """Return whether something is a list of at most 8 whole numbers from 0."""
    return (
        isinstance(values, list)
        and len(values) <= MOST_RANK
        and all(type(value) is int and value >= 0 for value in values)
    )


def _check_places(tensors: Mapping[str, Entry], rest: int) -> None:
    """Raise a refusal unless the tensors follow each other and end where the file ends."""
    end = 0
    for key, entry in tensors.items():
        if entry.begin != end:
            raise refused(_PLACES, key=key, expected=end, got=entry.begin)
        end = entry.end
    if end != rest:
        raise refused(_PLACES, key=([*tensors] or [""])[-1], expected=end, got=rest)
