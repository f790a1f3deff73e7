"""The scan beside the recurrence as it is written, and where other ways of computing it fail."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from core.cells.linear_scan import linear_scan


def step_by_step(kept: Tensor, written: Tensor, first: Tensor) -> Tensor:
    states = [first]
    for share, new in zip(kept, written, strict=True):
        states.append(share * states[-1] + new)
    return torch.stack(states)[1:]


def numbers(length: int, dtype: torch.dtype = torch.float64) -> tuple[Tensor, Tensor, Tensor]:
    """Return what is kept, in 0..1 and at times exactly 0 or 1, what is written, and a state."""
    generator = torch.Generator().manual_seed(length)
    kept = (1.4 * torch.rand(length, 2, 3, generator=generator, dtype=dtype) - 0.2).clamp(0, 1)
    written = torch.randn(length, 2, 3, generator=generator, dtype=dtype)
    return kept, written, torch.randn(2, 3, generator=generator, dtype=dtype)


@given(st.integers(0, 70))
def test_states_are_those_of_the_recurrence(length):
    kept, written, first = numbers(length)
    copies = kept.clone(), written.clone(), first.clone()

    torch.testing.assert_close(
        linear_scan(kept, written, first), step_by_step(kept, written, first), rtol=0, atol=1e-13
    )
    assert all(map(torch.equal, copies, (kept, written, first)))


@pytest.mark.parametrize("length", [0, 1, 2, 7, 33])
def test_gradients_are_those_of_the_recurrence(length):
    variables = [each.requires_grad_() for each in numbers(length)]
    slopes = torch.linspace(-1, 2, length * 6, dtype=torch.float64).view(length, 2, 3)

    ours, theirs = (
        torch.autograd.grad(
            (way(*variables) * slopes).sum(), variables, allow_unused=True, materialize_grads=True
        )
        for way in (linear_scan, step_by_step)
    )

    for our, their in zip(ours, theirs, strict=True):
        torch.testing.assert_close(our, their, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("share", [0.0, 1e-30, 1.0])
def test_a_thousand_steps_of_extreme_shares_are_exact(share):
    """Sums divided by products of what was kept would overflow, logarithms of 0 would be NaN."""
    kept, written = torch.full((1_000, 1), share), torch.ones(1_000, 1)
    first = torch.ones(1)

    states = linear_scan(kept, written, first)

    expected = torch.arange(2.0, 1_002) if share == 1 else torch.full((1_000,), 1.0)
    assert torch.equal(states[1:, 0], expected[1:])


def test_in_float32_it_is_as_exact_as_the_recurrence():
    """Both are measured from the recurrence in float64."""
    kept, written, first = numbers(400, torch.float32)
    exact = step_by_step(kept.double(), written.double(), first.double())

    errors = [way(kept, written, first) - exact for way in (linear_scan, step_by_step)]

    ours, theirs = (float(error.abs().max()) for error in errors)
    assert ours < 2 * theirs < 1e-5
