"""The shares of the first token that remain are read back from the figure's data."""

import numpy as np
import pytest

from core.analysis.memory.first_token import FirstTokenLeft
from core.figures.first_token import first_token
from core.figures.labels import MOST_LABELS, escape
from core.figures.log_axis import LOWEST
from core.figures.palette import network_colour
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

first_token = checked(first_token)

TITLES = ("gradient", "difference")
NAMES = ("RNN", "LSTM", "<GRU>")
COLOURS = {"RNN": 2, "LSTM": 0, "<GRU>": 1}


def remaining(gradient: list[float]) -> FirstTokenLeft:
    values = np.array(gradient)
    return FirstTokenLeft(values, 3 * 0.9 ** np.arange(len(values)), values, None)


def fading(rho: float, tokens: int = len(NASTY)) -> FirstTokenLeft:
    return remaining([float(share) for share in 5 * rho ** np.arange(tokens)])


def shares(line) -> np.ndarray:
    """Return the shares that a line draws; its y are powers of ten."""
    return 10 ** np.array(line.y, float)


def lines(figure, panel: str) -> list:
    return [trace for trace in figure.data if trace.yaxis == panel and trace.mode != "markers"]


def arrows(figure) -> list:
    return [trace for trace in figure.data if trace.mode == "markers"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("networks", [1, 2, 3])
def test_each_network_is_a_line_of_its_colour_in_both_panels(networks, dark):
    rhos = (0.1, 0.5, 1.2)[:networks]
    measured = [fading(rho) for rho in rhos]
    figure = first_token(
        measured, dict(list(COLOURS.items())[:networks]), TITLES, shown(NASTY), dark
    )
    above, below = lines(figure, "y"), lines(figure, "y2")

    assert not arrows(figure)
    for index, rho in enumerate(rhos):
        np.testing.assert_allclose(shares(above[index]), rho ** np.arange(len(NASTY)))
        np.testing.assert_allclose(shares(below[index]), measured[index].difference / 3)
        for line in (above[index], below[index]):
            assert line.line.color == network_colour(COLOURS[NAMES[index]], dark)
            assert line.name == escape(NAMES[index])
            assert list(line.x) == list(range(1, len(NASTY) + 1))
        assert above[index].legendgroup == below[index].legendgroup
    assert len({line.legendgroup for line in above}) == networks
    assert [line.showlegend for line in above + below] == [True] * networks + [False] * networks
    assert figure.layout.showlegend


def test_both_panels_are_logarithmic_shares_on_axes_of_their_own():
    figure = first_token([fading(0.1)], {"RNN": 0}, TITLES, shown(NASTY))
    low, high = figure.layout.yaxis.range

    assert figure.layout.yaxis2.range[0] > -3
    assert -13 < low < -11 < 0 < high < 1
    assert [title.text for title in figure.layout.annotations] == [*TITLES]


def test_a_short_axis_has_ticks_between_the_powers_of_ten_and_writes_them_in_full():
    figure = first_token([fading(0.9)], {"RNN": 0}, TITLES, shown(NASTY))

    assert figure.layout.yaxis.ticktext[-3:] == ("0.2", "0.5", "1")
    np.testing.assert_allclose(figure.layout.yaxis.tickvals[-3:], np.log10([0.2, 0.5, 1]))


@pytest.mark.parametrize(("rho", "between"), [(0.1, 2), (1e-3, 6)])
def test_a_long_axis_has_a_few_powers_of_ten(rho, between):
    figure = first_token([fading(rho)], {"RNN": 0}, TITLES, shown(NASTY))

    ticks = figure.layout.yaxis.tickvals
    assert set(-np.diff(ticks)) == {between}
    assert figure.layout.yaxis.ticktext[:2] == ("1", f"10<sup>−{between}</sup>")


def test_shares_below_the_axis_are_arrows_that_show_their_value():
    labels = ["a", "<b>", "c", "d"]
    gone = remaining([4.0, 0.4, 4e-60, 0.0])
    figure = first_token(
        [gone, remaining([1.0, 0.5, 0.2, 0.1])], {"RNN": 0, "LSTM": 1}, TITLES, labels
    )
    line, (marks,) = lines(figure, "y")[0], arrows(figure)

    np.testing.assert_allclose(line.y, [0, -1, np.nan, np.nan])
    np.testing.assert_allclose(marks.y, [np.nan, np.nan, -1, -1])
    assert marks.marker.symbol == "triangle-down-open"
    assert marks.marker.color == network_colour(0)
    assert (marks.legendgroup, marks.showlegend) == (line.legendgroup, False)
    rnn = escape("RNN")
    assert list(marks.hovertext) == [
        f"{escape('a')}<br>{rnn}: 1.00e+00 (4)",
        f"{escape('<b>')}<br>{rnn}: 1.00e-01 (0.4)",
        f"{escape('c')}<br>{rnn}: 1.00e-60 (4e-60)",
        f"{escape('d')}<br>{rnn}: 0.00e+00 (0)",
    ]
    assert figure.layout.yaxis.range[0] > LOWEST


def test_the_smallest_share_is_still_drawn():
    figure = first_token([remaining([1.0, 1e-40, 1e-40 / 2])], {"RNN": 0}, TITLES, list("abc"))

    np.testing.assert_array_equal(lines(figure, "y")[0].y, [0, LOWEST, np.nan])
    np.testing.assert_array_equal(arrows(figure)[0].y, [np.nan, np.nan, LOWEST])
    assert figure.layout.yaxis.range[0] < LOWEST


@pytest.mark.parametrize("gradient", [[0.0, 0.0], [0.0, 0.5], [np.inf, 1.0], [0.0], []])
def test_a_first_value_of_zero_or_infinity_gives_no_shares(gradient):
    figure = first_token([remaining(gradient)], {"RNN": 0}, TITLES, ["x"] * len(gradient))

    assert np.isnan(lines(figure, "y")[0].y).all()
    assert len(lines(figure, "y2")[0].y) == len(gradient)
    assert not arrows(figure)
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_a_difference_of_zero_gives_no_shares():
    same = FirstTokenLeft(np.array([2.0, 1.0]), np.zeros(2), np.zeros(2), None)
    figure = first_token([same], {"RNN": 0}, TITLES, ["a", "b"])

    assert np.isnan(lines(figure, "y2")[0].y).all()
    np.testing.assert_allclose(shares(lines(figure, "y")[0]), [1, 0.5])


def test_an_explosion_leaves_the_axis_finite():
    figure = first_token([remaining([1.0, 1e200, np.inf])], {"RNN": 0}, TITLES, list("abc"))

    assert 200 < figure.layout.yaxis.range[1] < 220
    assert not arrows(figure)


def test_tokens_are_escaped_labels_and_reach_the_hover_as_data_only():
    figure = first_token([fading(0.5)], {"RNN": 0}, TITLES, shown(NASTY))
    escaped = [escape(label) for label in shown(NASTY)]

    for axis in (figure.layout.xaxis, figure.layout.xaxis2):
        assert axis.type == "linear"
        assert list(axis.ticktext) == escaped
    for line in figure.data:
        assert [text.split("<br>")[0] for text in line.hovertext] == escaped
        assert line.hoverinfo == "text"


@pytest.mark.parametrize(("tokens", "size"), [(1, 7), (MOST_LABELS + 1, 3)])
def test_single_tokens_can_be_seen_and_many_are_not_crowded(tokens, size):
    figure = first_token([fading(0.9, tokens)], {"RNN": 0}, TITLES, ["x"] * tokens)

    assert {line.marker.size for line in figure.data} == {size}
    assert all(line.line.width >= 3 for line in figure.data)
