"""Lines, rulers and the frame around the token are read back from the figure's data."""

import numpy as np
import pytest

from core.figures.labels import escape
from core.figures.palette import network_colour
from core.figures.reach import HEIGHTS, RULERS, STYLES, ReachLine, reach
from tests.core.figures.checked import checked
from tests.core.figures.sample import NASTY, shown

reach = checked(reach)

LABELS = list("abcde")


def fading(share: float, tokens: int = 5, at: int | None = None) -> np.ndarray:
    back = (tokens - 1 if at is None else at) - np.arange(tokens)
    return np.where(back < 0, -np.inf, back * np.log2(share))


def lines(figure):
    return [each for each in figure.data if each.name]


def rulers(figure):
    return [each for each in figure.data if each.mode == "lines"]


@pytest.mark.parametrize("dark", [False, True])
def test_each_line_is_its_gradient_in_powers_of_ten(dark):
    drawn = [ReachLine("RNN", 0, fading(0.1)), ReachLine("GRU", 2, fading(0.5), "memory")]
    figure = reach(drawn, LABELS, 4, dark=dark)

    assert [each.name for each in lines(figure)] == [escape("RNN"), escape("GRU")]
    for each, share, network in zip(lines(figure), (0.1, 0.5), (0, 2), strict=True):
        np.testing.assert_allclose(10 ** np.array(each.y), share ** np.arange(4, -1, -1))
        assert list(each.x) == [1, 2, 3, 4, 5]
        assert each.line.color == network_colour(network, dark)
    assert len({each.line.dash for each in lines(figure)}) == 2


def test_later_tokens_have_no_line_but_can_be_clicked():
    figure = reach([ReachLine("RNN", 0, fading(0.5, at=2))], LABELS, 2)

    assert list(lines(figure)[0].x) == [1, 2, 3]
    (unseen,) = [each for each in figure.data if each.mode == "text"]
    assert set(unseen.x) == {4, 5}
    assert {text for x, text in zip(unseen.x, unseen.hovertext, strict=True) if x == 4} == {
        escape("d")
    }
    (frame,) = figure.layout.shapes
    assert (frame.x0, frame.x1) == (2.5, 3.5)
    assert figure.layout.xaxis.range[1] == 5.5


def test_rulers_are_powers_of_rho_from_the_highest_line_on():
    drawn = [ReachLine("RNN", 0, fading(0.1) + 3), ReachLine("GRU", 2, fading(0.1) - 3)]
    figure = reach(drawn, LABELS, 4)

    for each, rho in zip(rulers(figure), RULERS, strict=True):
        np.testing.assert_allclose(10 ** np.array(each.y), 8 * rho ** np.arange(4, -1, -1))
    names = [note.text for note in figure.layout.annotations]
    assert names == [f"{rho:g}<sup>k</sup>" for rho in RULERS]


def test_a_ruler_ends_where_it_leaves_the_axis():
    figure = reach([ReachLine("RNN", 0, fading(0.99, 50))], ["a"] * 50, 49, rulers=(0.5,))
    (ruler,) = rulers(figure)

    assert list(ruler.x) == [47, 48, 49, 50]  # 0.5^4 lies below 0.1
    assert figure.layout.annotations[0].x == 47


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_left_is_written_at_the_left_end_of_its_line(dark):
    drawn = [
        ReachLine("RNN", 0, fading(0.1), left="0.01 %"),
        ReachLine("LSTM", 1, fading(0.9)),
        ReachLine("GRU", 2, fading(0.5), left="6.25 %"),
    ]
    figure = reach(drawn, LABELS, 4, rulers=(), dark=dark)

    assert [note.text for note in figure.layout.annotations] == [
        escape(text) for text in ("0.01 %", "6.25 %")
    ]
    for note, line in zip(figure.layout.annotations, lines(figure)[::2], strict=True):
        assert (note.x, note.y) == (1, line.y[0])
        assert note.font.color == line.line.color


@pytest.mark.parametrize("tokens", [0, 1])
def test_texts_of_no_or_one_token_have_no_rulers(tokens):
    figure = reach([ReachLine("RNN", 0, fading(0.5, tokens))], ["a"] * tokens, tokens - 1)

    assert rulers(figure) == []
    assert len(lines(figure)[0].x) == tokens
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_a_vanished_gradient_is_an_arrow_and_the_axis_stays_finite():
    log2 = np.array([-np.inf, -5000.0, -2.0, -1.0, 0.0])
    line, arrows = lines(reach([ReachLine("RNN", 0, log2)], LABELS, 4))

    np.testing.assert_array_equal(np.isnan(line.y), [True, True, False, False, False])
    np.testing.assert_array_equal(np.isnan(arrows.y), [False, False, True, True, True])
    assert arrows.hovertext[1].endswith("e-1506")


def test_a_gradient_that_is_zero_everywhere_has_no_rulers():
    figure = reach([ReachLine("RNN", 0, np.full(5, -np.inf))], LABELS, 4)

    assert rulers(figure) == []
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_tokens_are_escaped_wherever_they_are_shown():
    tokens = shown(NASTY)
    figure = reach([ReachLine("<b>", 0, fading(0.9, len(tokens), 5))], tokens, 5)

    assert list(figure.layout.xaxis.ticktext) == [escape(token) for token in tokens]
    hover_texts = [*lines(figure)[0].hovertext, *figure.data[-1].hovertext[::HEIGHTS]]
    assert [text.split("<br>")[0] for text in hover_texts] == [escape(token) for token in tokens]


@pytest.mark.parametrize("style", [*STYLES, "wavy"])
def test_an_unknown_style_is_refused(style):
    if style in STYLES:
        assert ReachLine("RNN", 0, np.zeros(1), style).style == style
    else:
        with pytest.raises(ValueError, match=r"hidden, memory, along, gates; got 'wavy'"):
            ReachLine("RNN", 0, np.zeros(1), style)
