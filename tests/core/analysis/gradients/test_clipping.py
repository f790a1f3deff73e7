"""Clipping, compared with PyTorch's own, and the numbers that describe it."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.analysis.gradients.clipping import by_norm, by_value, norms, total_norm

entries = st.floats(-100, 100, width=32)
several = st.dictionaries(
    st.sampled_from(("weight_ih", "bias_ih", "readout.weight")),
    array_shapes(max_dims=2, max_side=4).flatmap(
        lambda shape: arrays(np.float64, shape, elements=entries)
    ),
    min_size=1,
)


def parameters(gradients: dict[str, np.ndarray]) -> dict[str, torch.nn.Parameter]:
    """Return PyTorch parameters with these gradients."""
    named = {name: torch.nn.Parameter(torch.zeros(each.shape)) for name, each in gradients.items()}
    for name, parameter in named.items():
        parameter.data = parameter.data.double()
        parameter.grad = torch.tensor(gradients[name])
    return named


def gradients_of(named: dict[str, torch.nn.Parameter]) -> dict[str, torch.Tensor]:
    return {name: p.grad for name, p in named.items() if p.grad is not None}


@given(several, st.floats(0, 50))
def test_clipping_by_norm_is_that_of_pytorch(gradients, threshold):
    named = parameters(gradients)
    total = torch.nn.utils.clip_grad_norm_(named.values(), threshold)

    clipped = by_norm(gradients, threshold)
    assert clipped.norm_before == pytest.approx(float(total), rel=1e-12)
    for name, gradient in gradients_of(named).items():
        assert clipped.norms_after[name] == pytest.approx(float(gradient.norm()), rel=1e-12)
    assert clipped.norm_after <= max(threshold, 0) * (1 + 1e-12)
    assert clipped.angle == pytest.approx(0, abs=1e-12)
    compare(gradients, gradients_of(named), clipped)


@given(several, st.floats(0, 50))
def test_clipping_by_value_is_that_of_pytorch(gradients, limit):
    named = parameters(gradients)
    torch.nn.utils.clip_grad_value_(named.values(), limit)

    clipped = by_value(gradients, limit)
    for name, gradient in gradients_of(named).items():
        assert clipped.norms_after[name] == pytest.approx(float(gradient.norm()), rel=1e-12)
    assert clipped.changed == sum(int((np.abs(each) > limit).sum()) for each in gradients.values())
    assert 0 <= clipped.angle <= 90
    compare(gradients, gradients_of(named), clipped)


def compare(gradients: dict[str, np.ndarray], after: dict[str, torch.Tensor], clipped) -> None:
    """Compare the numbers in ``clipped`` with the gradients before and after."""
    assert clipped.total == sum(each.size for each in gradients.values())
    assert clipped.changed == sum(
        int((after[name].numpy() != each).sum()) for name, each in gradients.items()
    )
    for name, each in gradients.items():
        assert clipped.norms_before[name] == pytest.approx(np.linalg.norm(each), rel=1e-12)
    for each, whole in (
        (clipped.norms_before, clipped.norm_before),
        (clipped.norms_after, clipped.norm_after),
    ):
        assert whole == pytest.approx(math.sqrt(sum(norm**2 for norm in each.values())), rel=1e-12)


def test_a_worked_example():
    """(3, 4) and (0, 12) have the norms 5 and 12, together 13."""
    gradients = {"weight": np.array([3.0, 4.0]), "bias": np.array([0.0, 12.0])}

    shortened = by_norm(gradients, 6.5)
    assert shortened.norm_before == 13
    assert shortened.norms_after["weight"] == pytest.approx(2.5, rel=1e-6)
    assert (shortened.changed, shortened.total) == (3, 4)

    cut = by_value(gradients, 3.0)
    assert cut.norms_after == pytest.approx({"weight": math.sqrt(18), "bias": 3.0})
    assert (cut.changed, cut.total) == (2, 4)
    cosine = (9 + 12 + 36) / (13 * math.sqrt(27))
    assert cut.angle == pytest.approx(math.degrees(math.acos(cosine)), rel=1e-12)


@pytest.mark.parametrize("clip", [by_norm, by_value])
def test_small_gradients_stay_unchanged(clip):
    gradients = {"weight": np.array([[0.3, -0.4]])}
    clipped = clip(gradients, 1.0)

    assert clipped.changed == 0
    assert clipped.norms_after == clipped.norms_before == {"weight": 0.5}
    assert clipped.angle == 0


@pytest.mark.parametrize("clip", [by_norm, by_value])
@pytest.mark.parametrize("gradients", [{"weight": np.zeros((2, 3))}, {}])
def test_where_there_is_no_gradient_nothing_changes(clip, gradients):
    clipped = clip(gradients, 0.5)

    assert clipped.norm_before == clipped.norm_after == clipped.changed == clipped.angle == 0


@pytest.mark.parametrize("clip", [by_norm, by_value])
@pytest.mark.parametrize("wrong", [-0.1, math.nan])
def test_a_negative_or_nan_limit_is_refused(clip, wrong):
    with pytest.raises(ValueError, match=rf"of 0 or more, got {wrong}"):
        clip({"weight": np.ones(2)}, wrong)


@pytest.mark.parametrize("size", [1e-300, 1e-162, 1e-20, 1e20, 1e162, 1e300])
def test_norms_are_right_where_squares_leave_the_floats(size):
    gradients = {"weight": np.array([3 * size, 4 * size]), "bias": np.array([12 * size])}

    assert norms(gradients) == pytest.approx({"weight": 5 * size, "bias": 12 * size}, rel=1e-14)
    assert total_norm(gradients) == pytest.approx(13 * size, rel=1e-14)
    assert by_norm(gradients, 2 * size).angle < 1e-5


def test_a_norm_beyond_the_floats_is_infinite():
    assert norms({"weight": np.full(4, 1e308)}) == {"weight": np.inf}
