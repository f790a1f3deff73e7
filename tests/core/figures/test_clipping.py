import pytest

from core.figures.clipping import clipping
from core.figures.labels import escape
from tests.core.figures.checked import checked

clipping = checked(clipping)

BEFORE = {"all <together>": 2.0, "weight_hh": 1.5, "bias_ih": 0.1}
AFTER = {name: norm / 4 for name, norm in BEFORE.items()}


@pytest.mark.parametrize("dark", [False, True])
def test_each_row_has_both_norms_from_zero(dark):
    figure = clipping(BEFORE, AFTER, ("before", "after"), 0.5, dark)

    for bars, norms in zip(figure.data, (BEFORE, AFTER), strict=True):
        assert bars.orientation == "h"
        assert list(bars.x) == list(norms.values())
    assert list(figure.layout.yaxis.ticktext) == [escape(name) for name in BEFORE]
    assert figure.layout.yaxis.autorange == "reversed"  # the first on top
    assert figure.layout.xaxis.rangemode == "tozero"
    (mark,) = figure.layout.shapes
    assert (mark.x0, mark.x1, mark.y0, mark.y1) == (0.5, 0.5, 1.5, 2.5)  # in the last row only
    assert figure.data[0].marker.color != figure.data[1].marker.color


def test_clipping_by_value_has_no_threshold_line():
    assert not clipping(BEFORE, AFTER, ("before", "after")).layout.shapes


def test_norms_after_clipping_are_matched_by_row_name():
    figure = clipping(BEFORE, dict(reversed(AFTER.items())), ("before", "after"))

    assert list(figure.data[1].x) == [0.5, 0.375, 0.025]
    text = f"{escape('bias_ih')}<br>{escape('after')}: 0.025"
    assert figure.data[1].hovertext[2] == text
