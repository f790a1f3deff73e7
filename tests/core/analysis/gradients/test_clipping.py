"""Clipping, compared with PyTorch's own, and the numbers that describe it."""

import math
from decimal import Decimal

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.analysis.gradients.clipping import Clipped, by_norm, by_value, norms, total_norm

entries = st.floats(-100, 100, width=32)
limits = st.just(0.0) | st.floats(1e-6, 50)


def gradients_with(
    dtype: type, entries: st.SearchStrategy[float]
) -> st.SearchStrategy[dict[str, np.ndarray]]:
    """Gradients of one to three parameters, of any shape."""
    shapes = array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=4)
    names = st.sampled_from(("weight_ih", "bias_ih", "readout.weight"))
    gradients = shapes.flatmap(lambda shape: arrays(dtype, shape, elements=entries))
    return st.dictionaries(names, gradients, min_size=1)


several = gradients_with(np.float64, entries)
single = st.sampled_from((0.0, 2.0**63, -(2.0**64), 2.0**127, 2.0**-75, 2.0**-140))
double = st.sampled_from((0.0, 1e20, -1e154, 1e160, 1e308, 1e-162, 5e-324))
extreme = gradients_with(np.float32, st.floats(width=32) | single) | gradients_with(
    np.float64, st.floats() | double
)
"""Every float there is, and often such as have squares that leave the range of their type."""


def parameters(gradients: dict[str, np.ndarray]) -> dict[str, torch.nn.Parameter]:
    """Return PyTorch parameters with these gradients."""
    named = {name: torch.nn.Parameter(torch.tensor(each)) for name, each in gradients.items()}
    for name, parameter in named.items():
        parameter.grad = torch.tensor(gradients[name])
    return named


def gradients_of(named: dict[str, torch.nn.Parameter]) -> dict[str, torch.Tensor]:
    return {name: p.grad for name, p in named.items() if p.grad is not None}


@given(several, limits)
def test_clipping_by_norm_is_that_of_pytorch(gradients, threshold):
    named = parameters(gradients)
    total = torch.nn.utils.clip_grad_norm_(named.values(), threshold)

    clipped = by_norm(gradients, threshold)
    assert clipped.norm_before == pytest.approx(float(total), rel=1e-12)
    for name, gradient in gradients_of(named).items():
        assert clipped.norms_after[name] == pytest.approx(float(gradient.norm()), rel=1e-12)
    assert clipped.norm_after <= max(threshold, 0) * (1 + 1e-12)
    assert clipped.angle == pytest.approx(0, abs=1e-12) or clipped.norm_after == 0
    compare(gradients, gradients_of(named), clipped)


@given(several, limits)
def test_clipping_by_value_is_that_of_pytorch(gradients, limit):
    named = parameters(gradients)
    torch.nn.utils.clip_grad_value_(named.values(), limit)

    clipped = by_value(gradients, limit)
    for name, gradient in gradients_of(named).items():
        assert clipped.norms_after[name] == pytest.approx(float(gradient.norm()), rel=1e-12)
    assert clipped.changed == sum(int((np.abs(each) > limit).sum()) for each in gradients.values())
    assert 0 <= clipped.angle <= 90 or clipped.norm_after == 0
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


any_limit = st.floats(0, 2.0**127) | st.just(math.inf)


@given(extreme, any_limit)
def test_all_floats_are_clipped_by_norm_as_pytorch_does(gradients, threshold):
    named = parameters(gradients)
    total = torch.nn.utils.clip_grad_norm_(named.values(), threshold)

    same_as(by_norm(gradients, threshold), gradients, gradients_of(named), float(total))


@given(extreme, any_limit)
def test_all_floats_are_clipped_by_value_as_pytorch_does(gradients, limit):
    named = parameters(gradients)
    total = torch.nn.utils.get_total_norm(gradients_of(named).values())
    torch.nn.utils.clip_grad_value_(named.values(), limit)

    same_as(by_value(gradients, limit), gradients, gradients_of(named), float(total))


def same_as(
    clipped: Clipped,
    before: dict[str, np.ndarray],
    after: dict[str, torch.Tensor],
    norm_before: float,
) -> None:
    """Compare all numbers with those of PyTorch, to the last bit; a NaN equals a NaN."""
    total_norm_of = torch.nn.utils.get_total_norm
    assert_same(clipped.norm_before, norm_before)
    assert_same(clipped.norm_after, float(total_norm_of(after.values())))
    assert [*clipped.norms_after] == [*clipped.norms_before] == [*before]
    for name, gradient in after.items():
        assert_same(clipped.norms_after[name], float(total_norm_of([gradient])))
        assert_same(clipped.norms_before[name], float(total_norm_of([torch.tensor(before[name])])))
    pairs = [
        pair
        for name in before
        for pair in zip(before[name].flat, after[name].view(-1), strict=True)
    ]
    assert clipped.changed == sum(
        old != new and not (math.isnan(old) and math.isnan(new)) for old, new in pairs
    )
    expected = angle_of([old for old, _ in pairs], [float(new) for _, new in pairs])
    assert clipped.angle == pytest.approx(expected, rel=1e-6, abs=1e-6, nan_ok=True)


def assert_same(ours: float, theirs: float) -> None:
    assert ours == theirs or (math.isnan(ours) and math.isnan(theirs))


def angle_of(before: list[float], after: list[float]) -> float:
    """Return the angle in degrees, from numbers whose squares stay in range; NaN if undefined."""
    if not any(before) and not any(after):
        return 0.0
    if not np.isfinite(before).all() or not np.isfinite(after).all() or not any(after):
        return math.nan
    old, new = (np.array([Decimal(float(each)) for each in row]) for row in (before, after))
    old, new = (each / (each @ each).sqrt() for each in (old, new))
    difference, total = (
        float(((old + sign * new) @ (old + sign * new)).sqrt()) for sign in (-1, 1)
    )
    return math.degrees(2 * math.atan2(difference, total))


@pytest.mark.parametrize(
    ("dtype", "norm", "angle"), [(np.float64, 1e21, 0.0), (np.float32, math.inf, math.nan)]
)
def test_a_hundred_large_entries_have_a_norm_in_float64_only(dtype, norm, angle):
    clipped = by_norm({"weight": np.full(100, 1e20, dtype)}, 1.0)

    assert clipped.norm_before == pytest.approx(norm, rel=1e-12)
    assert clipped.norm_after == pytest.approx(1.0 if dtype is np.float64 else 0.0)
    assert clipped.angle == pytest.approx(angle, abs=1e-6, nan_ok=True)


def test_one_nan_makes_all_of_them_nan_by_norm_and_stays_alone_by_value():
    gradients = {"weight": np.array([3.0, np.nan]), "bias": np.array([0.0, 0.5])}

    by_norms, by_values = by_norm(gradients, 1.0), by_value(gradients, 1.0)

    assert (by_norms.changed, by_values.changed) == (3, 1)
    assert math.isnan(by_norms.norms_after["bias"])
    assert by_values.norms_after["bias"] == 0.5
    assert math.isnan(by_norms.angle)
    assert math.isnan(by_values.angle)


@pytest.mark.parametrize("clip", [by_norm, by_value])
def test_the_gradients_that_are_clipped_stay_as_they_are(clip):
    gradients = {"weight": np.array([3.0, -4.0])}
    clip(gradients, 0.5)

    assert gradients["weight"].tolist() == [3, -4]


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
    assert by_value(gradients, 6 * size).angle == pytest.approx(
        math.degrees(math.acos((9 + 16 + 72) / 13 / math.sqrt(61))), rel=1e-9
    )


def test_a_norm_beyond_the_floats_is_infinite():
    assert norms({"weight": np.full(4, 1e308)}) == {"weight": np.inf}
