"""Windows of a series: where each stands, and that nothing of the test part is known before."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.wiring.windows import DATA_SHAPES, windows


@st.composite
def cuts(draw):
    length, horizon = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    rows = draw(st.integers(3 * (length + horizon), 40))
    features = draw(st.integers(1, 3))
    series = np.random.default_rng(rows).normal(size=(rows, features)) * 10
    return series, windows(series, length, draw(st.sampled_from((0.4, 0.5, 0.6))), horizon)


@settings(max_examples=30)
@given(cuts())
def test_a_window_is_rows_that_follow_each_other_and_its_target_comes_after(cut):
    series, cut = cut
    for part in (cut.training, cut.test):
        inputs, targets = cut.scaling.unscale(part.inputs), cut.scaling.unscale(part.targets)
        assert inputs.shape == (len(part.starts), cut.length, series.shape[1])
        for start, window, target in zip(part.starts, inputs, targets, strict=True):
            np.testing.assert_allclose(window, series[start : start + cut.length], atol=1e-12)
            after = start + cut.length - 1 + cut.horizon
            np.testing.assert_allclose(target, series[after], atol=1e-12)


@settings(max_examples=30)
@given(cuts())
def test_no_window_reaches_into_the_other_part_and_none_is_left_out(cut):
    series, cut = cut
    reach = cut.length + cut.horizon
    assert [*cut.training.starts] == [*range(cut.split - reach + 1)]
    assert [*cut.test.starts] == [*range(cut.split, len(series) - reach + 1)]


@settings(max_examples=30)
@given(cuts(), st.floats(-1e6, 1e6))
def test_scaling_knows_nothing_of_the_test_part(cut, value):
    series, cut = cut
    changed = series.copy()
    changed[cut.split :] = value
    again = windows(changed, cut.length, cut.split / len(series), cut.horizon)

    assert again.split == cut.split
    np.testing.assert_array_equal(again.training.inputs, cut.training.inputs)
    np.testing.assert_array_equal(again.scaling.maximum, series[: cut.split].max(0))


def test_the_training_part_fills_0_to_1_and_the_test_part_may_leave_it():
    rising = windows(np.arange(20.0), 3)
    used = np.concatenate([rising.training.inputs.ravel(), rising.training.targets.ravel()])
    assert (used.min(), used.max()) == (0, 1)
    assert rising.test.inputs.min() > 1


def test_a_feature_that_never_changes_becomes_0():
    flat = np.stack([np.arange(20.0), np.full(20, 7.0)], 1)
    cut = windows(flat, 2)
    assert not cut.training.inputs[..., 1].any()
    np.testing.assert_array_equal(cut.scaling.unscale(cut.training.inputs)[..., 1], 7)


@pytest.mark.parametrize(
    ("series", "options", "message"),
    [
        (np.arange(10.0), {"length": 9}, "at least 10 rows in each part"),
        (np.arange(10.0), {"length": 0}, "length to be a whole number from 1; got 0"),
        (np.arange(10.0), {"length": 2, "horizon": -1}, "horizon to be a whole number"),
        (np.arange(10.0), {"length": 2, "training_share": 1}, "between 0 and 1; got 1"),
        (np.array([1.0, np.nan]), {"length": 1}, "finite numbers"),
        (np.zeros((2, 2, 2)), {"length": 1}, r"series \(rows, features\); got \(2, 2, 2\)"),
    ],
)
def test_what_cannot_be_cut_is_refused_with_its_reason(series, options, message):
    with pytest.raises(ValueError, match=message):
        windows(series, **options)


def test_layers_read_the_shapes_that_they_are_listed_for(keras):
    for kind, sizes in (("tabular", (2, 3)), ("sequence", (2, 5, 3)), ("image", (2, 6, 6, 3))):
        shape = DATA_SHAPES[kind]
        assert len(shape.axes) == len(sizes)
        for name in shape.layers:
            more = (3,) if name.startswith("Conv") else ()
            layer = getattr(keras.layers, name)(4, *more)
            assert layer.compute_output_shape(sizes)[0] == 2
