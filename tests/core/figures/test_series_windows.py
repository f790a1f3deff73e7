"""The windows of a series: a row for each, squares at its steps, a diamond at what it predicts."""

import numpy as np
import pytest

from core.figures.series_windows import series_windows
from core.wiring.windows import windows
from tests.core.figures.checked import checked

series_windows = checked(series_windows)
NAMES = ("training", "test", "<b>target", "row", "window")


@pytest.mark.parametrize(("length", "horizon"), [(2, 1), (3, 2)])
@pytest.mark.parametrize("dark", [False, True])
def test_every_window_is_a_row_with_its_steps_and_its_target(length, horizon, dark):
    values = np.sin(np.arange(20.0))
    cut = windows(values, length, 0.6, horizon)
    scaled = cut.scaling.scale(values[:, None])[:, 0]
    starts = cut.training.starts, cut.test.starts
    figure = series_windows(scaled, length, horizon, starts, cut.split, NAMES, dark)
    line, training, test, targets = figure.data

    assert np.array_equal(line.y, scaled)
    for points, part in ((training, cut.training), (test, cut.test)):
        drawn = np.take(scaled, np.asarray(points.x) - 1).reshape(-1, length)
        np.testing.assert_allclose(drawn, part.inputs[:, :, 0])
    expected = np.concatenate([cut.training.targets, cut.test.targets])[:, 0]
    np.testing.assert_allclose(np.take(scaled, np.asarray(targets.x) - 1), expected)
    assert [*targets.y] == [*range(1, len(expected) + 1)]
    assert max(training.x) < cut.split + 1 <= min(test.x)
    assert {shape.x0 for shape in figure.layout.shapes} == {cut.split + 0.5}
    assert "<b>" not in targets.name
