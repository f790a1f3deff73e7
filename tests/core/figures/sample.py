"""A trace to draw, with tokens that plotting libraries handle badly."""

import torch

from core.cells import CELLS
from core.text.display import ellipsis, visible
from core.trace import Trace, unroll

NASTY = ("1", "2", "10", "2020-01-01", "<b>", "%{x}", "", "the", "the", "&amp;", "\u202e", "1e5")


def shown(tokens: tuple[str, ...]) -> list[str]:
    """Return the tokens as every screen shows them."""
    return [ellipsis(visible(token)) for token in tokens]


def sample(cell: str = "lstm", tokens: tuple[str, ...] = NASTY, hidden_size: int = 4) -> Trace:
    """Return a trace over the tokens; its numbers come from a generator."""
    generator = torch.Generator().manual_seed(len(tokens))
    inputs = torch.randn(len(tokens), 3, generator=generator)
    return unroll(CELLS[cell](3, hidden_size, generator), inputs, tokens)
