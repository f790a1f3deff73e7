import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.palette import network_colour
from core.figures.spectrum import IMAGINARY, REAL, Eigenvalues, spectrum
from tests.core.figures.checked import checked

spectrum = checked(spectrum)

VALUES = np.array([0.5 + 0.5j, 0.5 - 0.5j, -1.5 + 0j])


def drawn(*spectra, dark=False):
    return spectrum(spectra, (REAL, IMAGINARY), dark)


@pytest.mark.parametrize("dark", [False, True])
def test_every_eigenvalue_is_a_point_beside_the_unit_circle(dark):
    figure = drawn(Eigenvalues("<RNN>", 0, VALUES), Eigenvalues("GRU", 2, VALUES / 2), dark=dark)
    circle, *points = figure.data

    np.testing.assert_allclose(np.hypot(circle.x, circle.y), 1)
    for each, values, network in zip(points, (VALUES, VALUES / 2), (0, 2), strict=True):
        np.testing.assert_array_equal(np.array(each.x) + 1j * np.array(each.y), values)
        assert each.marker.color == network_colour(network, dark)
    assert points[0].marker.symbol != points[1].marker.symbol
    assert points[0].name == escape("<RNN>")
    assert points[0].hovertext[2] == f"{escape('<RNN>')}: |λ| = 1.5000"


@pytest.mark.parametrize(("largest", "end"), [(0.01, 1.08), (3.0, 3.24)])
def test_circle_and_points_are_always_in_view_and_the_circle_is_round(largest, end):
    axes = drawn(Eigenvalues("RNN", 0, np.array([largest + 0j]))).layout

    assert axes.xaxis.range == axes.yaxis.range == pytest.approx((-end, end))
    assert (axes.yaxis.scaleanchor, axes.yaxis.scaleratio) == ("x", 1)


def test_without_a_network_there_is_only_the_circle():
    assert len(drawn().data) == 1
