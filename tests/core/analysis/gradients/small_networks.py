"""Small networks of every kind, and PyTorch's own gradients to compare ours with."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, mse_loss

from core.cells import CELLS, RecurrentCell
from core.cells.torch_layers import LAYERS, torch_layer
from core.network import ModelCard, Network, new_network
from core.text import Vocabulary
from core.text.padding import Code
from core.trace import Trace, unroll

KEYS = ("a", "b", "c")
TARGETS = ("class", "next-token", "next-value")
CODES: dict[str, tuple[float, ...]] = {
    "class": (2, 4, 1, 3, 3, 2, 4),
    "next-token": (2, 4, 1, 3, 3, 2, 4),
    "next-value": (0.5, -0.25, 0.75, 1.0, -0.5, 0.25, 0.125),
}
"""Seven tokens; the third is unknown where there is a vocabulary."""
EVERY = tuple((cell, target) for cell in CELLS for target in TARGETS)
"""Every cell with every target."""


def small(cell: str, target: str, num_layers: int = 1) -> Network:
    """Return a network of 4 units in float64; its weights are random, and always the same."""
    numbers = target == "next-value"
    card = ModelCard(
        task="small",
        cell=cell,
        input_size=1 if numbers else 3,
        hidden_size=4,
        num_layers=num_layers,
        target=target,
        tokenizer="numbers" if numbers else "characters",
        outputs={"class": ("bad", "fair", "good"), "next-token": KEYS, "next-value": ("next",)}[
            target
        ],
        data={},
        command="",
        seed=0,
        torch_version="",
        seconds=0.0,
        figures={},
        loss_curve=(),
    )
    network = new_network(card, Vocabulary(() if numbers else KEYS)).double()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(generator=generator)
    return network.requires_grad_(False)


def traced(network: Network, codes: Sequence[Code]) -> Trace:
    """Return the trace of the text with these codes."""
    vectors = network.vectors(codes).to(network.readout.weight.dtype)
    return unroll(network.cells[0], vectors, [str(code) for code in codes])


def torch_loss(network: Network, codes: Sequence[Code], right: int) -> Callable[[Tensor], Tensor]:
    """Return PyTorch's own loss as a function of the readout's scores, ``(T, n_outputs)``."""
    if network.card.target == "class":
        return lambda scores: cross_entropy(scores[-1:], torch.tensor([right]))
    following = torch.tensor(codes[1:], dtype=torch.float64)
    if network.card.target == "next-value":
        return lambda scores: mse_loss(scores[:-1, 0], following)
    targets = following.long() - 2
    return lambda scores: cross_entropy(scores[:-1], targets, ignore_index=-1)


def by_autograd(
    network: Network,
    codes: Sequence[Code],
    measure: Callable[[Tensor], Tensor],
    cuts: Sequence[int] = (),
) -> tuple[dict[str, Tensor], Tensor]:
    """Return PyTorch's gradients of a function of the scores: by parameter, and ``(T, d)`` of x.

    They go through PyTorch's layer chunk by chunk or, where it has none, through our cell's steps.
    """
    cell = network.cell
    layer = torch_layer(cell) if cell.name in LAYERS else _Steps(cell)
    learning = nn.ModuleDict({"layer": layer, "readout": network.readout})
    if isinstance(network.embedding, nn.Embedding):
        learning["embedding"] = network.embedding
    learning.requires_grad_(True)
    vectors = network.embedding(torch.tensor([codes])).double()
    vectors = vectors if vectors.requires_grad else vectors.requires_grad_()
    edges = [0, *cuts, len(codes)]
    state, hidden = None, []
    for start, stop in pairwise(edges):
        states, state = layer(vectors[:, start:stop], state)
        state = tuple(map(Tensor.detach, state)) if isinstance(state, tuple) else state.detach()
        hidden.append(states)
    value = measure(network.readout(torch.cat(hidden, dim=1))[0])
    named = {_ours(name): parameter for name, parameter in learning.named_parameters()}
    gradients = torch.autograd.grad(value, [*named.values(), vectors], allow_unused=True)
    network.requires_grad_(False)
    filled = [
        torch.zeros_like(of) if gradient is None else gradient
        for gradient, of in zip(gradients, [*named.values(), vectors], strict=True)
    ]
    return dict(zip(named, filled, strict=False)), filled[-1][0]


class _Steps(nn.Module):
    """A cell's own steps with the interface of a ``torch.nn`` layer."""

    def __init__(self, cell: RecurrentCell) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, x: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        initial = self.cell.initial_state(1)
        current = initial if state is None else type(initial)(state)
        hidden = []
        for token in x[0].split(1):
            current = self.cell(token, current).state
            hidden.append(current.hidden_state)
        return torch.cat(hidden)[None], current.hidden_state


def _ours(name: str) -> str:
    return name.removeprefix("layer.").removeprefix("cell.").removesuffix("_l0")
