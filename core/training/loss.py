"""The training loss: the error of the opinions, and how much two passes over a text differ."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, l1_loss, mse_loss

from ..network import Network
from ..network.batch_layers import BatchLayers, State
from ..text import Vocabulary
from .batches import Batch
from .task import Recipe

VALUE_LOSSES = {"mse": mse_loss, "mae": l1_loss}
"""The error of predicted values, by its name in recipes: squared, or absolute."""


def batch_scores(
    network: Network,
    layers: BatchLayers,
    batch: Batch,
    states: list[State | None],
    recipe: Recipe,
    generator: torch.Generator,
) -> list[Tensor]:
    """Return the readout's scores in one pass over a batch, or in two: ``(batch, T, n_outputs)``.

    Args:
        network: supplies embedding and readout.
        layers: the recurrent layers in training.
        batch: some texts.
        states: each cell's state after the previous batch; replaced by that after this one.
        recipe: how much noise and agreement, and how far gradients reach back.
        generator: the source of the noise.
    """
    before, passes = list(states), []
    for _ in range(2 if recipe.agreement else 1):
        states[:] = before
        passes.append(_noisy_scores(network, layers, batch, states, recipe, generator))
    return passes


def mean_loss(network: Network, passes: list[Tensor], batch: Batch, recipe: Recipe) -> Tensor:
    """Return the loss of a batch: the mean over all tokens, each with its own weight.

    Args:
        network: says whether it predicts values.
        passes: of ``batch_scores``.
        batch: the texts.
        recipe: how much smoothing and agreement.
    """
    losses = sum(_errors(network, scores, batch.targets, recipe) for scores in passes) / len(passes)
    if recipe.agreement:
        losses = losses + recipe.agreement * _difference(*passes)
    return (losses * batch.weights).sum() / batch.weights.sum()


def _errors(network: Network, scores: Tensor, targets: Tensor, recipe: Recipe) -> Tensor:
    """Return the error of each opinion, ``(batch, T)``: in nats, or the recipe's of values."""
    if network.card.target == "next-value":
        return VALUE_LOSSES[recipe.value_loss](scores[..., 0], targets, reduction="none")
    smoothing = recipe.label_smoothing
    errors = cross_entropy(  # one row a token: along the batch, many outputs take much longer
        scores.flatten(0, 1), targets.long().flatten(), reduction="none", label_smoothing=smoothing
    )
    return errors.view(targets.shape)


def _noisy_scores(
    network: Network,
    layers: BatchLayers,
    batch: Batch,
    states: list[State | None],
    recipe: Recipe,
    generator: torch.Generator,
) -> Tensor:
    """Return the scores of one pass, with some words, numbers and units left out."""

    def mask(shape: tuple[int, ...], dropout: float) -> Tensor | float:
        if not dropout:
            return 1.0
        return (torch.rand(shape, generator=generator) >= dropout) / (1 - dropout)

    codes = batch.codes
    if recipe.word_dropout:
        left_out = torch.rand(codes.shape, generator=generator) < recipe.word_dropout
        codes = codes.masked_fill(left_out, network.vocabulary.UNKNOWN)
    vectors = network.embedding(codes)
    hidden = vectors * mask(vectors.shape, recipe.vector_dropout)
    lengths = (batch.codes != Vocabulary.PADDING).sum(1) if network.directions > 1 else None
    before = [_handed_on(state, batch.goes_on) for state in states]
    if recipe.truncation is None:
        hidden, states[:] = layers(hidden, lengths, before)
    else:
        hidden, states[:] = _truncated(layers, hidden, before, recipe.truncation)
    if lengths is not None and network.card.target == "class":
        hidden = layers.last(hidden, lengths)[:, None]  # the opinion is on the whole text
    units = mask((len(codes), 1, hidden.shape[-1]), recipe.state_dropout)  # the same along a text
    return network.readout(hidden * units)


def _truncated(
    layers: BatchLayers, vectors: Tensor, states: list[State | None], steps: int
) -> tuple[Tensor, list[State | None]]:
    """Read in pieces of so many steps: states are handed on between them, gradients are not."""
    read = []
    for piece in vectors.split(steps, 1):
        hidden, after = layers(piece, None, states)
        read.append(hidden)
        states = [_detached(state) for state in after]
    return torch.cat(read, 1), states


def _detached(state: State | None) -> State | None:
    if state is None:
        return None
    return (state[0].detach(), state[1].detach()) if isinstance(state, tuple) else state.detach()


def _handed_on(state: State | None, goes_on: Tensor | None) -> State | None:
    """Return the state that each row starts with, cut off from its past."""
    if state is None or goes_on is None or not goes_on.any():
        return None
    rows = goes_on[:, None]  # (batch, 1), beside (1, batch, hidden_size)
    if isinstance(state, tuple):
        return state[0].detach() * rows, state[1].detach() * rows
    return state.detach() * rows


def _difference(first: Tensor, second: Tensor) -> Tensor:
    """Return the mean of both Kullback-Leibler divergences at each token, ``(batch, T)`` nats."""
    p, q = first.log_softmax(-1), second.log_softmax(-1)
    return ((p.exp() - q.exp()) * (p - q)).sum(-1) / 2
