"""Files made to do harm, or made wrong, as generators: none is kept on disk.

Those that other readers of weights were attacked with, and those that the safetensors library
accepts and that need a check of our own (measured with safetensors 0.8).
"""

import json
import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import torch
from torch import nn

from tests.core.imported.files import content, randomised, renamed

F32_BYTES = 4


def honest() -> bytes:
    """A small file with which nothing is wrong."""
    return content(renamed(randomised(nn.LSTM(2, 2)), "rnn."))


def written(header: object, data: bytes = b"", length: int | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(shape: list[Any], begin: int, end: int, dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def with_header(change: Callable[[dict[str, Any]], None]) -> bytes:
    """An honest file of which the header was changed."""
    file = honest()
    (length,) = struct.unpack("<Q", file[:8])
    header = json.loads(file[8 : 8 + length])
    change(header)
    return written(header, file[8 + length :])


def renamed_key(key: str) -> bytes:
    return with_header(lambda header: header.update({key: header.pop("rnn.bias_hh_l0")}))


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def _with_number(number: float) -> bytes:
    weights = renamed(randomised(nn.LSTM(2, 2)), "rnn.")
    weights["rnn.weight_hh_l0"][0, 0] = number
    return content(weights)


def _many(count: int, shape: list[int]) -> bytes:
    entries = {f"{number}": entry(shape, 0, 0) for number in range(count)}
    return written(entries)


FOUR = {"a": entry([1], 0, 4)}

HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "seven bytes": lambda: b"\x01" * 7,
    "header of 2^63 bytes": lambda: written(b"{}", length=2**63),
    "header of 2^64 - 1 bytes": lambda: written(b"{}", length=2**64 - 1),
    "header of 100 MB": lambda: written(b"{}", length=100_000_000),
    "header longer than the file": lambda: written(b"{}", length=3),
    "a text": lambda: b"{'weights': 'this is a text, not a file of weights'}" * 3,
    "header of zeros": lambda: bytes(64),
    "header is a list": lambda: written([1, 2]),
    "header is no JSON": lambda: written(b"{]" * 9),
    "header is no UTF-8": lambda: written(b'{"\xff\xfe": 1}'),
    "header nested 100,000 deep": lambda: written(b'{"a":' + b"[" * 100_000),
    "objects nested 100,000 deep": lambda: written(b'{"a":' * 100_000),
    "header of a million numbers": lambda: written(b'{"a":[' + b"1," * 500_000 + b"1]}"),
    "number of a million digits": lambda: written(b'{"a":' + b"1" * 1_000_000 + b"}"),
    "header of empty objects": lambda: written(b'{"a":[' + b"{}," * 340_000 + b"{}]}"),
    "header of empty lists": lambda: written(b'{"a":[' + b"[]," * 340_000 + b"[]]}"),
    "header of NaN": lambda: written(b'{"a": NaN}'),
    "objects nested 10,000 deep": lambda: written(b'{"a":' * 10_000),
    "lists nested 10,000 deep": lambda: written(b'{"a":' + b"[" * 10_000),
    "as many lists as are read": lambda: written(b'{"a":[' + b"[]," * 8_000 + b"[]]}"),
    "as many objects as are read": lambda: written(b'{"a":[' + b"{}," * 8_000 + b"{}]}"),
    "half a million nulls": lambda: written(b'{"a":[' + b"null," * 200_000 + b"1]}"),
    "30,000 keys": lambda: _many(30_000, [0]),
    "as many keys as a header can have": lambda: written(
        b"{" + b",".join(b'"%x":0' % number for number in range(90_000)) + b"}"
    ),
    "600 empty tensors": lambda: _many(600, [0]),
    "the same key twice": lambda: written(b'{"a": 1, "a": 2}'),
    "shape that overflows": lambda: written({"a": entry([2**62, 2**62], 0, 4)}, bytes(4)),
    "shape (0, 2^63 - 1)": lambda: written({"a": entry([0, 2**63 - 1], 0, 0)}),
    "negative size": lambda: written({"a": entry([-1], 0, 4)}, bytes(4)),
    "size that is a float": lambda: written({"a": entry([1.0], 0, 4)}, bytes(4)),
    "size that is true": lambda: written({"a": entry([True], 0, 4)}, bytes(4)),
    "rank 1,000": lambda: written({"a": entry([1] * 1_000, 0, 4)}, bytes(4)),
    "claims more than the file has": lambda: written({"a": entry([100], 0, 400)}, bytes(4)),
    "tensors overlap": lambda: written(FOUR | {"b": entry([1], 2, 6)}, bytes(6)),
    "two tensors share their bytes": lambda: written(FOUR | {"b": entry([1], 0, 4)}, bytes(4)),
    "a hole": lambda: written(FOUR | {"b": entry([1], 8, 12)}, bytes(12)),
    "ends before it begins": lambda: written({"a": entry([1], 4, 0)}, bytes(4)),
    "something after the end": lambda: honest() + archive("data.pkl"),
    "cut in the middle": lambda: honest()[:-9],
    "a type that is none": lambda: written({"a": entry([1], 0, 4, "F31")}, bytes(4)),
    "a type that is a list": lambda: written({"a": {**FOUR["a"], "dtype": []}}, bytes(4)),
    "a field more": lambda: written({"a": {**FOUR["a"], "run": "rm"}}, bytes(4)),
    "metadata that is a number": lambda: written({"__metadata__": 5, **FOUR}, bytes(4)),
    "metadata of numbers": lambda: written({"__metadata__": {"a": 5}, **FOUR}, bytes(4)),
    "weights of 8-bit floats": lambda: content(
        {
            key: each.to(torch.float8_e4m3fn)
            for key, each in renamed(randomised(nn.LSTM(2, 2)), "rnn.").items()
        }
    ),
    "weights that are single numbers": lambda: content(
        {"rnn.weight_ih_l0": torch.tensor(1.0), "rnn.weight_hh_l0": torch.tensor(1.0)}
    ),
    "weights without units": lambda: content(
        {"rnn.weight_ih_l0": torch.zeros(0, 2), "rnn.weight_hh_l0": torch.zeros(0, 0)}
    ),
    "key of a thousand letters": lambda: renamed_key("a" * 1_000),
    "key that is empty": lambda: renamed_key(""),
    "key with NUL": lambda: renamed_key("rnn.bias\0"),
    "key that turns the line": lambda: renamed_key("rnn.\u202ebias"),
    "key with half a character": lambda: renamed_key("rnn.\ud800"),
    "layer number 999": lambda: content({"rnn.weight_ih_l999": torch.zeros(4, 1)}),
}
"""Name -> what makes the file; ``find_networks`` refuses every one."""

ODD: Mapping[str, Callable[[], bytes]] = {
    "not a number": lambda: _with_number(float("nan")),
    "infinity": lambda: _with_number(float("inf")),
    "3e38": lambda: _with_number(3e38),
}
"""Files in whose headers nothing is wrong; ``open_network`` refuses every one."""


FOLDERS = ("", "rnn", "lstm_cell", "a/lstm", "a/lstm_1", "fw", "bw", "vanilla_rnn", "module")
LEAVES = (
    *(f"{what}_{which}_l0" for what in ("weight", "bias") for which in ("ih", "hh")),
    *("weight_ih_l1", "weight_hh_l0_reverse", "weight_hr_l0", "weight_hh_l0_g", "weight_hh_l0_v"),
    *("weight_hh_l0_raw", "parametrizations.weight_hh_l0.original0", "weight_ih", "weight_hh"),
    *("kernel", "recurrent_kernel", "bias", "bias_n", "W", "R", "B", "P", "Wx", "Wh", "b", "bhn"),
    *("Wxh", "Whh", "w_i", "w_h", "linear/w", "linear/b", "linear_1/w", "gates/kernel"),
    *("candidate/kernel", "dense_i/kernel", "dense_h/kernel", "i/kernel", "h/kernel", "weight"),
    *(f"{side}{gate}/kernel" for side in "ih" for gate in "ifgorzn"),
)
SHAPES = (
    (),
    (0,),
    (4,),
    (3,),
    (12,),
    (24,),
    (1,),
    (4, 1),
    (4, 4),
    (12, 3),
    (12, 4),
    (3, 12),
    (3, 3),
)
SHAPES += ((5, 12), (2, 9), (9, 3), (3, 9), (6, 6), (6, 3), (1, 1), (1, 12, 3), (2, 12, 3), (1, 24))
NOTES = ({}, {"keras": '{"config": {"name": "rnn", "reset_after": 3}}'}, {"onnx": '{"rnn": {}}'})


class Mutations:
    """Changes of files by chance: bits, bytes, cuts, and values of the header; and made-up files.

    Args:
        seed: of all chance.
    """

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)
        self._sources = [honest(), *(make() for make in ODD.values())]

    def next(self) -> bytes:
        """Return one more file."""
        if self._below(3) == 0:
            return self._made_up()
        file = bytearray(self._sources[self._below(len(self._sources))])
        changes = [self._flip, self._overwrite, self._cut, self._repeat, self._edit_header]
        for _change in range(1 + self._below(3)):
            file = changes[self._below(len(changes))](file)
        return bytes(file)

    def _made_up(self) -> bytes:
        """Return a sound file with weights of names that are known and shapes that rarely fit."""
        weights = {}
        leaves = self._below(len(LEAVES))
        for number in range(1 + self._below(12)):
            folder = FOLDERS[self._below(len(FOLDERS))] if self._below(2) else "rnn"
            leaf = LEAVES[(leaves + number) % len(LEAVES)]
            shape = SHAPES[self._below(len(SHAPES))]
            dtype = torch.int8 if self._below(20) == 0 else torch.float32
            weights[f"{folder}/{leaf}"] = torch.ones(shape, dtype=dtype)
        return content(weights, **NOTES[self._below(len(NOTES))])

    def _below(self, limit: int) -> int:
        return int(torch.randint(max(limit, 1), (), generator=self._generator))

    def _place(self, file: bytearray) -> int:
        """Return a place, more often one in the header."""
        return self._below(len(file) if self._below(4) == 0 else min(len(file), 700))

    def _flip(self, file: bytearray) -> bytearray:
        if file:
            file[self._place(file)] ^= 1 << self._below(8)
        return file

    def _overwrite(self, file: bytearray) -> bytearray:
        place, count = self._place(file), self._below(9)
        file[place : place + count] = bytes(self._below(256) for _byte in range(count))
        return file

    def _cut(self, file: bytearray) -> bytearray:
        place = self._place(file)
        del file[place : place + 1 + self._below(40)]
        return file

    def _repeat(self, file: bytearray) -> bytearray:
        place = self._place(file)
        file[place:place] = file[place : place + 1 + self._below(200)]
        return file

    def _edit_header(self, file: bytearray) -> bytearray:
        """Put another value in the place of one, and say the header's new length."""
        (length,) = struct.unpack("<Q", file[:8].ljust(8, b"\0"))
        try:
            header = json.loads(file[8 : 8 + length])
            keys = [*header]
            fields = header[keys[self._below(len(keys))]]
            field = [*fields][self._below(len(fields))]
        except (ValueError, TypeError, LookupError, RecursionError):
            return file
        values = [[], {}, "", None, -1, 2**64, [0, 2**63], [1, 2, 3], "F64", "I8", 0.5, True]
        try:
            fields[field] = values[self._below(len(values))]
        except TypeError:
            return file
        text = json.dumps(header).encode()
        return bytearray(struct.pack("<Q", len(text)) + text + file[8 + length :])
