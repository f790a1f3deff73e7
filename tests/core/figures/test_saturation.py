"""The dots are read back from the figure's data and checked against the shares."""

import numpy as np
import pytest

from core.cells import LSTMCell
from core.figures.palette import colour
from core.figures.saturation import saturation
from core.notation import TITLES
from tests.core.figures.checked import checked

saturation = checked(saturation)

GATES = [quantity.name for quantity in LSTMCell.quantities if quantity.bounds == (0, 1)]
SHUT = np.array([0.0, 0.25, 1.0])
OPEN = np.array([0.9, 0.5, 0.0])
SHARES = {gate: (SHUT, OPEN) for gate in GATES} | {"forget_gate": (OPEN, SHUT)}


def drawn(unit=1, dark=False):
    return saturation(SHARES, TITLES, ("shut", "open"), unit, dark)


def of_kind(figure, kind):
    return [piece for piece in figure.data if piece.mode == kind]


@pytest.mark.parametrize("dark", [False, True])
def test_each_gate_has_a_panel_of_its_colour_with_a_dot_per_unit(dark):
    figure = drawn(dark=dark)
    panels = of_kind(figure, "markers")

    assert [title.text for title in figure.layout.annotations] == [TITLES[gate] for gate in GATES]
    assert len({panel.xaxis for panel in panels}) == len(GATES) == 3
    for panel, gate in zip(panels, GATES, strict=True):
        assert np.array_equal(panel.x, SHARES[gate][0])
        assert np.array_equal(panel.y, SHARES[gate][1])
        assert list(panel.customdata) == [0, 1, 2]
        assert panel.marker.color == colour(gate, dark)


@pytest.mark.parametrize("unit", [0, 2])
def test_the_selected_unit_is_marked_in_every_panel(unit):
    for mark, gate in zip(of_kind(drawn(unit), "markers+text"), GATES, strict=True):
        assert (mark.x[0], mark.y[0]) == (SHARES[gate][0][unit], SHARES[gate][1][unit])
        assert mark.text == (str(unit),)


@pytest.mark.parametrize(
    ("unit", "side"), [(0, "bottom right"), (1, "bottom right"), (2, "top left")]
)
def test_the_number_of_the_unit_is_within_the_panel(unit, side):
    assert of_kind(drawn(unit), "markers+text")[0].textposition == side


def test_no_dot_lies_beyond_the_limit():
    figure = drawn()
    for limit, panel in zip(of_kind(figure, "lines"), of_kind(figure, "markers"), strict=True):
        assert [x + y for x, y in zip(limit.x, limit.y, strict=True)] == [1, 1]
        assert (np.asarray(panel.x) + np.asarray(panel.y) <= 1).all()


def test_one_gate_alone_and_one_unit_alone_are_drawn():
    figure = saturation({"update_gate": (SHUT[:1], OPEN[:1])}, TITLES, ("a", "b"), 0)

    assert len(of_kind(figure, "markers")) == 1
