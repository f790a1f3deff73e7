"""A trace: every quantity of one network at every token of one text."""

import json
import reprlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from ..cells.base import Gates, Parts, Preactivation, RecurrentCell, State, TensorParts
from ..edits import Hold
from ..edits.run import with_holds
from ..notation import Quantity
from .recurrence import recur

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """One network, one text; plain NumPy that cannot be written to.

    Quantities may have different widths: a projected LSTM shows fewer numbers than its cell state
    holds. No code may take one quantity's width for another's.

    Attributes:
        tokens: the T tokens as they were typed.
        quantities: what the cell computes, in the order of its equations.
        activations: quantity name -> ``(T, its width)``.
        preactivations: gate name -> its three parts, each ``(T, the gate's width)``; squashed,
            their sum is the activation of the same name.
    """

    tokens: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    activations: Mapping[str, np.ndarray]
    preactivations: Mapping[str, Preactivation[np.ndarray]]

    def __post_init__(self) -> None:
        for array in (*self.activations.values(), *_parts(self.preactivations)):
            array.flags.writeable = False
        for field in ("activations", "preactivations"):
            object.__setattr__(self, field, MappingProxyType(dict(getattr(self, field))))

    def __reduce__(self) -> tuple[Any, ...]:  # caches pickle; a read-only view of a dict cannot be
        mappings = dict(self.activations), dict(self.preactivations)
        return Trace, (self.tokens, self.quantities, *mappings)

    def __getitem__(self, name: str) -> np.ndarray:
        """Return one quantity, ``(T, its width)``."""
        if name not in self.activations:
            names = ", ".join(self.activations)
            raise KeyError(f"This trace has {names}; it has no {name!r}.")
        return self.activations[name]

    def __repr__(self) -> str:
        """Return one line: the first tokens, and the shape of each quantity."""
        count = f"{len(self)} token{'' if len(self) == 1 else 's'}"
        by_shape: dict[tuple[int, ...], list[str]] = {}
        for name, values in self.activations.items():
            by_shape.setdefault(values.shape, []).append(name)
        shapes = "; ".join(f"{', '.join(names)} {shape}" for shape, names in by_shape.items())
        return f"Trace of {count} {reprlib.repr(self.tokens)}: {shapes}"

    def to_frame(self) -> "DataFrame":
        """Return every quantity as a pandas DataFrame, a row for each token and unit.

        Its index is the position, from 1, and the unit, from 0; its columns are the token and the
        quantities. A quantity that is narrower than others, as the hidden state of a projected
        LSTM, is NaN beyond its width.

        Raises:
            ImportError: if pandas is not installed.
        """
        from pandas import DataFrame, MultiIndex

        most = max((self.width(each.name) for each in self.quantities), default=0)
        steps = range(1, len(self) + 1)
        index = MultiIndex.from_product([steps, range(most)], names=["position", "unit"])
        columns: dict[str, Any] = {"token": np.repeat(np.array(self.tokens, object), most)}
        for name, values in self.activations.items():
            wide = np.full((len(self), most), np.nan, np.float32)
            wide[:, : values.shape[1]] = values
            columns[name] = wide.ravel()
        return DataFrame(columns, index)

    def to_html(
        self, path: str | Path | None = None, *, title: str = "", language: str = "en"
    ) -> str:
        """Return a page that steps through the trace, and write it where a path is given.

        The page needs no server and no network: it can be opened from a memory stick.

        Args:
            path: of the file, which is replaced if it is there.
            title: of the page; by default, its tokens.
            language: of its words, ``en`` or ``ko``.

        Raises:
            ValueError: if there is no token, no such language, or no drawing of this cell.
        """
        # The page stands above the trace and imports it: it is loaded only once it is wanted.
        above = import_module("..browser.self_contained", __package__)
        page: str = above.page_of(self, title, language)
        if path is not None:
            Path(path).write_text(page, "utf-8")
        return page

    def _repr_html_(self) -> str:
        """Return the stepper in a frame, as notebooks show it."""
        if not len(self):
            return f"<pre>{escape(repr(self))}</pre>"
        frame = escape(self.to_html())
        look = "width: 100%; height: 720px; border: 0"
        return f'<iframe srcdoc="{frame}" style="{look}" sandbox="allow-scripts"></iframe>'

    def width(self, quantity: str) -> int:
        """Return how many numbers a quantity has at each token.

        Raises:
            KeyError: if the trace has no such quantity.
        """
        return self[quantity].shape[1]

    def __len__(self) -> int:
        """Return T, the number of tokens."""
        return len(self.tokens)


def unroll(
    cell: RecurrentCell[State, Parts, Gates],
    inputs: Tensor | np.ndarray,
    tokens: Sequence[str],
    state: State | None = None,
    edits: Sequence[Hold] = (),
) -> Trace:
    """Run a cell over a text and keep everything it computes.

    A held value replaces the cell's own as soon as the cell has computed it: gates and candidate
    before ``update`` uses them, a reset gate before the candidate of a GRU is made with it, the
    cell state before the hidden state is made from it, and the hidden state last.
    The preactivations remain the cell's own, so they determine a quantity only where nothing is
    held. Up to the first step that an edit changes, every bit is that of the plain trace.

    Args:
        cell: the cell.
        inputs: token vectors, ``(T, input_size)``.
        tokens: the T tokens.
        state: the state before the first token, of batch size 1; zeros where none is given.
        edits: the holds, in order; of two on the same value, the later one counts. Any finite
            value can be held, also one that the cell itself cannot reach.

    Raises:
        ValueError: if the shapes do not fit each other, or the cell lacks what is to be held.
    """
    with torch.inference_mode():
        # Arrays are copied: a caller may pass those of another trace, which cannot be written to.
        x = torch.tensor(inputs) if isinstance(inputs, np.ndarray) else inputs
        x = x.to(cell.weight_ih.dtype)
        state = cell.initial_state(1) if state is None else state
        _check(cell, x, tokens, state)
        run = recur(cell, x, state)
        if edits:
            run = with_holds(cell, x, state, run, edits)
    return Trace(
        tuple(tokens),
        cell.quantities,
        {quantity.name: run.activations[quantity.name].numpy() for quantity in cell.quantities},
        {name: _as_arrays(part, len(x)) for name, part in run.preactivations._asdict().items()},
    )


def digest(trace: Trace) -> str:
    """Return the sha256 of the tokens and of every number: the same on every machine of a kind."""
    sha = sha256(json.dumps([trace.tokens, [*trace.activations]]).encode())
    for array in (*trace.activations.values(), *_parts(trace.preactivations)):
        sha.update(array.tobytes())
    return sha.hexdigest()


def _as_arrays(part: TensorParts, length: int) -> Preactivation[np.ndarray]:
    return Preactivation(*(tensor.expand(length, -1).numpy() for tensor in part))


def _parts(preactivations: Mapping[str, Preactivation[np.ndarray]]) -> list[np.ndarray]:
    return [array for part in preactivations.values() for array in part]


def _check(
    cell: RecurrentCell[State, Parts, Gates], x: Tensor, tokens: Sequence[str], state: State
) -> None:
    if x.shape != (len(tokens), cell.input_size):
        expected = f"({len(tokens)}, {cell.input_size}), a row for each token"
        raise ValueError(f"unroll expected inputs of shape {expected}; got {tuple(x.shape)}.")
    for name, part in state._asdict().items():
        shape = (1, cell.width(name))
        if part.shape != shape:
            expected = f"{shape}, as from cell.initial_state(1)"
            raise ValueError(
                f"unroll expected {name} of shape {expected}; got {tuple(part.shape)}."
            )
