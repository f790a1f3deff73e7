"""Readings of the film of a training: what its network did with one text, frame after frame."""

import numpy as np
import torch
from torch import Tensor

from ...generation import GenerationRun, generate
from ...network import Network
from ...network.batch_layers import BatchLayers
from .film import Film

FOLLOWS = 0.8
"""Correlation from which on a unit is said to follow a feature."""


def states_in(film: Film, text: str) -> np.ndarray:
    """Return the last layer's hidden states on a text, ``(frames, T, hidden_size)`` float32.

    Column j is unit j over the text and over the training.

    Args:
        film: the film.
        text: any text; the film's probe, if its frames have no weights.

    Raises:
        ValueError: if the film has neither weights nor the states on this text.
    """
    if film.has_weights:
        return np.stack([_hidden(film.network(each), text).numpy() for each in range(len(film))])
    states = [frame.states for frame in film.frames if frame.states is not None]
    if text != film.probe:
        raise ValueError(
            f"states_in expected the probe {film.probe!r}, whose states a film without weights "
            f"has; got {text!r}."
        )
    return np.stack(states)


@torch.inference_mode()
def opinions_in(film: Film, text: str) -> np.ndarray:
    """Return the opinion after each step of a text, ``(frames, T, n_outputs)`` float32.

    Raises:
        ValueError: if the film has no weights.
    """
    networks = [film.network(number) for number in range(len(film))]
    return np.stack([each.opinion(each.readout(_hidden(each, text))).numpy() for each in networks])


def probability_of(opinions: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Return the probability that is given to what may come next, ``(frames, T)``, in 0..1.

    Args:
        opinions: of ``opinions_in``.
        allowed: whether each output may follow each step, ``(T, n_outputs)``; such as where its
            true probability is above 0.
    """
    return (opinions * allowed).sum(-1)


def correlations(states: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Return the correlation of each unit with each feature over a text, at each frame.

    Args:
        states: of ``states_in``, ``(frames, T, hidden_size)``.
        features: K features of the text, ``(K, T)``; steps where one is NaN are left out.

    Returns:
        ``(frames, hidden_size, K)``, each in -1..1; 0 where a unit or a feature does not vary.
    """
    return np.stack([_correlation(states, each) for each in features], -1)


def follows_since(correlation: np.ndarray, at_least: float = FOLLOWS) -> np.ndarray:
    """Return the frame from which on each unit follows each feature, up to the last frame.

    Args:
        correlation: of ``correlations``, ``(frames, hidden_size, K)``.
        at_least: how large it must be in every frame from then on, whatever its sign.

    Returns:
        ``(hidden_size, K)``: the number of the frame; -1 where the unit does not follow it.
    """
    lasts = np.logical_and.accumulate(np.abs(correlation[::-1]) >= at_least)  # from the end
    frames = lasts.sum(0)
    return np.where(frames > 0, len(correlation) - frames, -1)


def written_at(film: Film, number: int, prime: str, length: int, seed: int = 0) -> GenerationRun:
    """Return what the network of a frame writes, always with the same darts.

    Args:
        film: of a network that predicts the next token.
        number: of the frame.
        prime: the text that it reads first.
        length: tokens to write.
        seed: of the darts.

    Raises:
        ValueError: if the film has no weights, or the network does not predict tokens.
    """
    return generate(film.network(number), prime, length, seed=seed)


@torch.inference_mode()
def _hidden(network: Network, text: str) -> Tensor:
    vectors = network.vectors(network.encode(text).codes)
    return BatchLayers(network)(vectors[None])[0][0]


def _correlation(states: np.ndarray, feature: np.ndarray) -> np.ndarray:
    """Return the correlation of each unit with one feature, ``(frames, hidden_size)``."""
    known = ~np.isnan(feature)
    x, y = states[:, known].astype(np.float64), feature[known].astype(np.float64)
    if not known.any() or not np.ptp(y):
        return np.zeros((len(states), states.shape[-1]))
    varies = np.ptp(x, 1) > 0  # a mean of equal numbers may differ from them in its last bit
    x, y = x - x.mean(1, keepdims=True), y - y.mean()
    products = np.einsum("fth,t->fh", x, y)
    sizes = np.sqrt((x**2).sum(1) * (y**2).sum())
    return np.divide(products, sizes, where=varies, out=np.zeros_like(products))
