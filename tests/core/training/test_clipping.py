"""Clipping of gradients: by norm, by value, or not."""

import pytest
import torch
from torch import nn

from core.training.clipping import Clipping, clip


def parameters() -> list[nn.Parameter]:
    """Two parameters whose gradients are 3 and 4: their norm is 5."""
    made = [nn.Parameter(torch.zeros(1)) for _ in range(2)]
    for parameter, number in zip(made, (3.0, 4.0), strict=True):
        parameter.grad = torch.tensor([number])
    return made


@pytest.mark.parametrize(
    ("clipping", "after", "has_acted"),
    [
        (Clipping("norm", 1), [0.6, 0.8], True),
        (Clipping("norm", 6), [3, 4], False),
        (Clipping("value", 3.5), [3, 3.5], True),
        (Clipping("value", 4.5), [3, 4], False),
        (Clipping("off"), [3, 4], False),
    ],
)
def test_what_is_left(clipping: Clipping, after: list[float], has_acted: bool) -> None:
    made = parameters()
    found = clip(made, clipping)
    assert float(found.norm) == 5
    assert found.has_acted is has_acted
    left = [float(each.grad) for each in made if each.grad is not None]
    assert left == pytest.approx(after, rel=1e-5)
