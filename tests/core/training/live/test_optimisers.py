"""The optimisers of live trainings, beside those of PyTorch."""

from collections.abc import Callable, Sequence

import pytest
import torch
from torch import Tensor, nn
from torch.optim.adam import adam
from torch.optim.rmsprop import rmsprop
from torch.optim.sgd import sgd

from core.training.live.optimisers import OPTIMISERS, LiveOptimiser, give_weights, weights_of

RATE = 0.01


def parameters() -> list[nn.Parameter]:
    generator = torch.Generator().manual_seed(0)
    return [nn.Parameter(torch.randn(*s, generator=generator)) for s in ((3, 4), (5,), (2, 2))]


class Peers:
    """PyTorch's functions: its classes would load its compiler, which takes seconds."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self.first, self.second = ([torch.zeros_like(each) for each in weights] for _ in range(2))
        self.steps = [torch.tensor(0.0) for _ in weights]
        self.velocities: list[Tensor | None] = [None for _ in weights]
        self.weights = list(weights)

    def adam(self, gradients: list[Tensor]) -> None:
        adam(
            self.weights, gradients, self.first, self.second, [], self.steps, foreach=False,
            amsgrad=False, beta1=0.9, beta2=0.999, lr=RATE, weight_decay=0.0, eps=1e-8,
            maximize=False,
        )  # fmt: skip

    def rmsprop(self, gradients: list[Tensor]) -> None:
        rmsprop(
            self.weights, gradients, self.first, [], [], self.steps, foreach=False, lr=RATE,
            alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False,
        )  # fmt: skip

    def sgd(self, gradients: list[Tensor], of_before: float = 0.0) -> None:
        sgd(
            self.weights, gradients, self.velocities, foreach=False, weight_decay=0.0,
            momentum=of_before, lr=RATE, dampening=0.0, nesterov=False, maximize=False,
        )  # fmt: skip

    def momentum(self, gradients: list[Tensor]) -> None:
        self.sgd(gradients, 0.9)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_they_compute_what_pytorch_does(name: str) -> None:
    ours, theirs = parameters(), [each.detach() for each in parameters()]
    optimiser = LiveOptimiser(ours, OPTIMISERS[name], RATE)
    step: Callable[[list[Tensor]], None] = getattr(Peers(theirs), name)
    generator = torch.Generator().manual_seed(1)
    for _ in range(20):
        gradients = [torch.randn(each.shape, generator=generator) for each in ours]
        for parameter, gradient in zip(ours, gradients, strict=True):
            parameter.grad = gradient
        optimiser.step()
        step(gradients)
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a, b, rtol=1e-5, atol=1e-6)


def test_weights_come_back_as_they_were() -> None:
    learned, other = parameters(), [nn.Parameter(torch.zeros_like(each)) for each in parameters()]
    weights = weights_of(learned)
    give_weights(other, weights)
    weights.zero_()
    assert all(torch.equal(a, b) for a, b in zip(learned, other, strict=True))
