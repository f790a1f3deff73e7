"""What a training makes small: how wrong the opinions are, and how two looks at a text differ."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from core.network import Network
from core.text.padding import padded
from core.training.task import Example, Recipe


def batch_loss(
    network: Network,
    layers: Sequence[nn.RNNBase],
    batch: Sequence[Example],
    recipe: Recipe,
    generator: torch.Generator,
) -> Tensor:
    """Return the loss of a batch in nats: the mean over all tokens, each with its own weight.

    Args:
        network: supplies embedding and readout.
        layers: the recurrent layers in training.
        batch: some examples.
        recipe: how much noise, smoothing and agreement.
        generator: the source of the noise.
    """
    ids = padded([example.ids for example in batch])  # (batch, T)
    targets = padded([example.targets for example in batch])  # (batch, T)
    weights = padded([example.weights for example in batch])  # (batch, T), 0 behind the end
    looks = [
        _noisy_scores(network, layers, ids, recipe, generator)  # (batch, T, n_outputs)
        for _ in range(2 if recipe.agreement else 1)
    ]
    losses = sum(
        cross_entropy(scores.mT, targets, reduction="none", label_smoothing=recipe.label_smoothing)
        for scores in looks
    ) / len(looks)
    if recipe.agreement:
        losses = losses + recipe.agreement * _difference(*looks)
    return (losses * weights).sum() / weights.sum()


def _noisy_scores(
    network: Network,
    layers: Sequence[nn.RNNBase],
    ids: Tensor,
    recipe: Recipe,
    generator: torch.Generator,
) -> Tensor:
    """Look at some texts with some words, numbers and units left out."""

    def kept(shape: tuple[int, ...], dropout: float) -> Tensor:
        return torch.rand(shape, generator=generator) >= dropout

    vectors = network.embedding(ids * kept(ids.shape, recipe.word_dropout))  # 0 is unknown
    hidden = vectors * kept(vectors.shape, recipe.vector_dropout) / (1 - recipe.vector_dropout)
    for layer in layers:
        hidden, _ = layer(hidden)  # (batch, T, hidden_size)
    units = kept((len(ids), 1, hidden.shape[-1]), recipe.state_dropout)  # the same along a text
    return network.readout(hidden * units / (1 - recipe.state_dropout))


def _difference(first: Tensor, second: Tensor) -> Tensor:
    """Return the mean of both Kullback-Leibler divergences at each token, ``(batch, T)`` nats."""
    p, q = first.log_softmax(-1), second.log_softmax(-1)
    return ((p.exp() - q.exp()) * (p - q)).sum(-1) / 2
