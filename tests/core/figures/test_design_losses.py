"""Losses of designs are read back from the figure's data, and so are the lines."""

from itertools import pairwise

from core.figures.design_losses import FLAG, ROW, Row, design_losses
from core.figures.labels import escape
from tests.core.figures.checked import checked

design_losses = checked(design_losses)

ROWS = [
    Row("<full>", (0.45, 0.5, 0.46), ("a", "b", "<c>")),
    Row("coupled", (0.44, 0.47, 0.58), ("d", "e", "f")),
]
OPTIMUM = ("optimum", 0.4)
RULERS = [("frequencies", 1.8), ("last <2>", 0.57), ("last 3", 0.55), ("last 6", 0.42), ("0", 0.3)]


def drawn(dark: bool = False):
    return design_losses(ROWS, OPTIMUM, RULERS, "<loss>", dark)


def test_each_design_has_a_row_of_its_own_with_a_dot_for_each_seed() -> None:
    full, coupled = drawn().data
    assert list(full.x) == [0.45, 0.5, 0.46]
    assert list(coupled.x) == [0.44, 0.47, 0.58]
    assert full.name == escape("<full>")
    assert full.text[2] == escape("<c>")
    assert len(set(full.y)) == len(set(coupled.y)) == 1
    assert round(full.y[0]) == 0
    assert round(coupled.y[0]) == 1
    assert full.marker.color != coupled.marker.color


def test_the_band_is_as_wide_as_the_dots_of_the_first_one() -> None:
    (band,) = [shape for shape in drawn().layout.shapes if shape.type == "rect"]
    assert (band.x0, band.x1) == (0.45, 0.5)


def test_the_optimum_is_solid_and_rulers_among_the_dots_are_dashed() -> None:
    lines = [shape for shape in drawn().layout.shapes if shape.type == "line"]
    assert {line.x0: line.line.dash for line in lines} == {
        0.4: "solid", 0.42: "dash", 0.57: "dash", 0.55: "dash",
    }  # fmt: skip
    low, high = drawn().layout.xaxis.range
    assert low < 0.4 < 0.58 < high < 1.8


def test_no_line_runs_through_the_name_of_another_one() -> None:
    """A name stands at the upper end of its line, beside it: to the right or to the left."""
    layout = drawn().layout
    tops = {line.x0: line.y1 for line in layout.shapes if line.type == "line"}
    names = {name.x: name for name in layout.annotations if name.xref != "x domain"}
    assert {at: name.y for at, name in names.items()} == tops
    assert names[0.57].text == escape("last <2> 0.5700")
    for at, name in names.items():
        passed = [x for x in tops if (x > at if name.xanchor == "left" else x < at)]
        higher = [x for x in passed if tops[x] < name.y]  # the axis points down
        assert all((x > 0.49) != (at > 0.49) for x in higher)
    heights = sorted(tops.values())
    assert all(b - a > 0.9 * FLAG / ROW for a, b in pairwise(heights))
    top = layout.yaxis.range[1]
    assert top < heights[0]


def test_a_dark_page_has_other_colours() -> None:
    assert drawn(dark=True).data[0].marker.color != drawn().data[0].marker.color
