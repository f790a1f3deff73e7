"""Cells, texts and states for the tests; all numbers come from seeded generators."""

from typing import Any, NamedTuple

import torch
from hypothesis import strategies as st
from torch import Tensor

from core.cells import CELLS, RecurrentCell

IN_TORCH = ("rnn", "lstm", "gru")
"""The cells that torch.nn has, too."""

TAME = (0.0, 0.1, 1.0, 3.0)
"""Gains on the weights with which rounding stays small on its way through a dozen steps."""


class Case(NamedTuple):
    """A cell, the vectors of a text and the state before it, ``(1, hidden_size)`` each part."""

    cell: RecurrentCell
    inputs: Tensor
    state: Any

    @property
    def tokens(self) -> list[str]:
        """A name for each token."""
        return [f"token {position}" for position in range(len(self.inputs))]


def make_case(
    name: str,
    sizes: tuple[int, int, int] = (5, 3, 4),
    seed: int = 0,
    gain: float = 1.0,
    dtype: torch.dtype = torch.float64,
) -> Case:
    """Return a case of the sizes (T, input_size, hidden_size), its weights ``gain`` times usual."""
    length, input_size, hidden_size = sizes
    generator = torch.Generator().manual_seed(seed)
    cell = CELLS[name](input_size, hidden_size, generator).to(dtype)
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.mul_(gain)
    inputs = torch.randn(length, input_size, generator=generator, dtype=dtype)
    zeros = cell.initial_state(1)
    parts = (torch.randn(part.shape, generator=generator, dtype=dtype).tanh() for part in zeros)
    return Case(cell, inputs, type(zeros)(*parts))


def cases(
    names: tuple[str, ...] = tuple(CELLS),
    dtype: torch.dtype = torch.float64,
    gains: tuple[float, ...] = (*TAME, 30.0, 1e4),
) -> st.SearchStrategy[Case]:
    """Cells of all sizes and texts of all lengths; weights from tame to so large they saturate."""
    return st.builds(
        make_case,
        st.sampled_from(names),
        st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(1, 6)),
        st.integers(0, 2**32),
        st.sampled_from(gains),
        st.just(dtype),
    )
