"""What the film of a training notes of gradients and weights, gate by gate."""

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn

from ...cells import CELLS, FeedbackCell

SQUARINGS = 16
SMALLEST = 1e-30
"""A norm that stands for 0, whose logarithm is infinite."""


def gradient_norms(layers: Iterable[nn.Module], cell: str) -> np.ndarray:
    """Return the norm of the gradient of each block of weights: each gate and the candidate.

    Args:
        layers: the recurrent layers, each with the gradient of its last step.
        cell: the name of their cell, whose ``blocks`` are the order of the gates.

    Returns:
        ``(layers, 2, blocks)`` float32: first of ``weight_ih``, then of ``weight_hh``; 0 where the
        cell has no such weights.
    """
    blocks = len(CELLS[cell].blocks)
    norms = [[_norms(layer, kind, blocks) for kind in _MATRICES] for layer in layers]
    return torch.stack([torch.stack(of_layer) for of_layer in norms]).numpy()


def spectral_radii(layers: Iterable[nn.Module], cell: str) -> np.ndarray:
    """Return the largest absolute eigenvalue of each block of ``weight_hh``.

    Of the plain cell, that is the factor by which its linear part stretches a state at each step;
    in a gated cell each gate and the candidate has a block of its own.

    It is ‖Wⁿ‖^(1/n) for n = 65,536 (Gelfand 1941), by repeated squaring: right to three digits, and
    several times faster than the eigenvalues of many units.

    Returns:
        ``(layers, blocks)`` float32; NaN where the cell has no such weights.
    """
    blocks, layers = len(CELLS[cell].blocks), [*layers]
    if not issubclass(CELLS[cell], FeedbackCell):
        return np.full((len(layers), blocks), np.nan, np.float32)
    weights = torch.stack([layer.get_parameter("weight_hh_l0").detach() for layer in layers])
    power = weights.unflatten(1, (blocks, -1))  # (layers, blocks, hidden_size, hidden_size)
    log = torch.zeros(power.shape[:2])
    for squarings in range(SQUARINGS + 1):
        norm = torch.linalg.matrix_norm(power, keepdim=True).clamp(min=SMALLEST)
        log += norm[..., 0, 0].log() / 2**squarings
        power = power / norm
        power = power @ power
    return log.exp().numpy()


_MATRICES = "weight_ih_l0", "weight_hh_l0"


def _norms(layer: nn.Module, name: str, blocks: int) -> Tensor:
    if name not in dict(layer.named_parameters()):
        return torch.zeros(blocks)
    gradient = layer.get_parameter(name).grad
    assert gradient is not None
    return torch.linalg.vector_norm(gradient.view(blocks, -1), dim=1)
