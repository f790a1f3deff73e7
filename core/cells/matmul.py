"""The matrix product behind every gate."""

import torch
from torch import Tensor
from torch.nn.functional import linear

MANY_ROWS = 64
"""From this size on, the faster product outweighs the cost of calling it."""


def product(x: Tensor, weight: Tensor) -> Tensor:
    """Return ``x @ weight.T``.

    For many rows in float32, where no gradient is needed, oneDNN computes it: the same sum in
    less than half of the time that PyTorch's default library takes on AMD processors. The
    operator is the one that ``torch.compile`` uses for ``linear``; a test compares the two.

    Args:
        x: ``(..., n)``.
        weight: ``(m, n)``.

    Returns:
        ``(..., m)``.
    """
    if x.dim() == 2 and len(x) >= MANY_ROWS and _one_dnn_may(x, weight):
        return torch.ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")
    return linear(x, weight)


def _one_dnn_may(x: Tensor, weight: Tensor) -> bool:
    needs_gradient = torch.is_grad_enabled() and (x.requires_grad or weight.requires_grad)
    return (
        torch.backends.mkldnn.is_available()
        and x.dtype == weight.dtype == torch.float32
        and not needs_gradient
    )
