"""The bars are read back from the figure's data and checked against the trace."""

import numpy as np
import pytest

from core.cells import CELLS
from core.figures.palette import colour
from core.figures.this_step import this_step
from core.notation import TITLES
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, sample

this_step = checked(this_step)


@pytest.mark.parametrize("position", [1, 3, len(NASTY)])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("cell", CELLS)
def test_bars_are_the_values_at_the_position_counted_from_one(cell, dark, position):
    trace = sample(cell)
    figure = this_step(trace, TITLES, position, 2, dark)

    assert [bars.name for bars in figure.data] == [TITLES[name] for name in trace.activations]
    for bars, (name, values) in zip(figure.data, trace.activations.items(), strict=True):
        assert np.array_equal(bars.y, values[position - 1])
        assert list(bars.x) == [0, 1, 2, 3]
        assert bars.marker.color == colour(name, dark)


@pytest.mark.parametrize("unit", [0, 3])
def test_only_the_selected_units_bar_is_solid(unit):
    for bars in this_step(sample(), TITLES, 1, unit).data:
        assert [index for index, opacity in enumerate(bars.marker.opacity) if opacity == 1] == [
            unit
        ]
        assert bars.marker.opacity.min() > 0.3


@pytest.mark.parametrize("cell", CELLS)
def test_a_bounded_quantity_keeps_its_scale_from_step_to_step(cell):
    trace = sample(cell)
    figures = [this_step(trace, TITLES, position, 0) for position in (1, 2)]

    for row, quantity in enumerate(trace.quantities, start=1):
        axis = "yaxis" if row == 1 else f"yaxis{row}"
        ranges = [figure.layout[axis].range for figure in figures]
        assert ranges[0] == ranges[1]
        if quantity.bounds is None:
            assert ranges[0] is None
        else:
            low, high = quantity.bounds
            assert ranges[0][0] <= low < high <= ranges[0][1]


def test_one_token_and_one_unit_can_be_drawn():
    trace = sample("gru", ("1",), hidden_size=1)

    figure = this_step(trace, TITLES, 1, 0)

    assert [len(bars.y) for bars in figure.data] == [1, 1, 1, 1]


def test_the_figure_has_no_typed_text():
    assert "2020-01-01" not in str(this_step(sample(), TITLES, 4, 0).to_json())
