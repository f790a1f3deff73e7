import numpy as np
import pytest

from core.figures.contributions import LAST, contributions
from core.figures.labels import escape
from core.figures.palette import signed
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

contributions = checked(contributions)

SHARES = np.array([0.0, 0.5, -0.25, 0.0])


@pytest.mark.parametrize("dark", [False, True])
def test_each_token_is_a_bar_at_its_own_number_in_the_colour_of_its_sign(dark):
    (bars,) = contributions(SHARES, list("abc"), "start", dark=dark).data

    assert list(bars.x) == [1, 2, 3]
    assert list(bars.y) == [0.5, -0.25, 0]
    assert list(bars.marker.color) == [signed(value >= 0, dark) for value in (0.5, -0.25, 0)]
    assert bars.hovertext[1] == f"{escape('b')}: -0.2500"


def test_initial_state_and_bias_are_at_the_ends():
    figure = contributions(np.array([0.1, 0.5]), ["a"], "<start>", ("bias", -2.0))

    assert list(figure.data[0].x) == [0, 1, 2]
    assert list(figure.data[0].y) == [0.1, 0.5, -2.0]
    assert list(figure.layout.xaxis.tickvals) == [0, 1, 2]
    names = [escape(name) for name in ("<start>", "a", "bias")]
    assert list(figure.layout.xaxis.ticktext) == names
    assert figure.layout.xaxis.range == (-0.5, 2.5)


def test_some_of_many_tokens_are_named_at_their_own_numbers():
    figure = contributions(np.zeros(257), [f"w{k + 1}" for k in range(256)], "start")

    axis = figure.layout.xaxis
    assert axis.range == (0.5, 256.5)
    for position, text in zip(axis.tickvals, axis.ticktext, strict=True):
        assert text == escape(f"w{position}")


@pytest.mark.parametrize("bias", [None, ("bias", 1.0)])
def test_without_tokens_there_is_no_bar_but_the_bias(bias):
    (bars,) = contributions(np.zeros(1), [], "start", bias).data

    assert len(bars.x) == (bias is not None)


def test_tokens_are_escaped():
    tokens = shown(NASTY)
    figure = contributions(np.zeros(len(tokens) + 1), tokens, "start")

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]


def test_the_last_name_has_room_beside_the_last_bar():
    layout = contributions(SHARES, list("abc"), "start").layout

    assert layout.margin.r == LAST
    assert layout.xaxis.autotickangles == (0, 90)
