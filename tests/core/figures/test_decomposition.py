"""The parts of a series are read back from the figure's data, each from its panel."""

import numpy as np
import pytest

from core.figures.decomposition import decomposition
from core.figures.labels import escape
from tests.core.figures.checked import checked

decomposition = checked(decomposition)

VALUES = np.array([1.0, 2.0, 3.5, 4.0])
TREND = np.array([np.nan, 2.0, 3.0, np.nan])
CYCLE = np.array([-0.5, 0.5, -0.5, 0.5])
REST = VALUES - TREND - CYCLE
TITLES = ("the series and its <trend>", "cycle", "rest")


@pytest.mark.parametrize("dark", [False, True])
def test_each_part_stands_in_its_panel(dark):
    figure = decomposition(VALUES, TREND, CYCLE, REST, TITLES, "value", dark)

    panels = [(trace.xaxis, trace.yaxis) for trace in figure.data]
    assert panels == [("x", "y"), ("x", "y"), ("x2", "y2"), ("x3", "y3")]
    for trace, part in zip(figure.data, (VALUES, TREND, CYCLE, REST), strict=True):
        assert np.array_equal(trace.y, part, equal_nan=True)
        assert list(trace.x) == [1, 2, 3, 4]
    texts = [title.text for title in figure.layout.annotations]
    assert texts == [escape(title) for title in TITLES]
    assert figure.layout.xaxis3.title.text == escape("value")
    assert figure.layout.xaxis.range == figure.layout.xaxis3.range == (0.5, 4.5)
