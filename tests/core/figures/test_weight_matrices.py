"""The matrices are read back from the figure's data: every rectangle is as large as its count."""

import re
from itertools import product

import pytest

from core.figures.matrix_layout import layers_to_draw, layout
from core.figures.palette import colour
from core.figures.weight_matrices import weight_matrices
from core.notation import TITLES
from core.parameters.conventions import CONVENTIONS
from core.parameters.count import count_parameters
from core.parameters.table import FORWARD
from tests.core.figures.checked import checked
from tests.core.figures.test_palette import contrast
from tests.core.figures.test_parameters import blended

weight_matrices = checked(weight_matrices)

CELLS = ("rnn", "lstm", "gru")
KINDS = {"from x": "from x", "from h": "from h", "bias": "bias"}


def tables(inputs=8, units=16, layers=1, both=False, convention="pytorch"):
    return [count_parameters(cell, inputs, units, layers, both, convention) for cell in CELLS]


def drawn(shown, layer=0, dark=False):
    """Return the figure of each table."""
    return [
        weight_matrices(layout(shown, layer), place, TITLES, KINDS, dark)
        for place in range(len(shown))
    ]


def rectangles(figure):
    """Return (left, right, top, bottom) of each bar as it is drawn."""
    (bars,) = figure.data
    sides = zip(bars.x, bars.width, bars.base, bars.y, strict=True)
    return [(x - width / 2, x + width / 2, base, base + y) for x, width, base, y in sides]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize(("layers", "both"), [(1, False), (3, False), (2, True)])
def test_every_area_is_the_count_of_its_block(convention, layers, both):
    shown = tables(5, 7, layers, both, convention)
    for layer in range(layers):
        for table, figure in zip(shown, drawn(shown, layer), strict=True):
            rows = [row for row in table.rows if (row.layer, row.direction) == (layer, FORWARD)]
            areas = [(right - left) * (b - t) for left, right, t, b in rectangles(figure)]

            assert areas == pytest.approx([row.count for row in rows])
            assert [data[3] for data in figure.data[0].customdata] == [row.count for row in rows]
            assert [data[0] for data in figure.data[0].customdata] == [row.tensor for row in rows]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_blocks_do_not_overlap_and_stay_in_the_figure(convention):
    shown = tables(30, 4, 2, True, convention)
    for layer, index in product((0, 1), range(3)):
        figure = drawn(shown, layer)[index]
        placed = rectangles(figure)
        for place, (left, right, top, bottom) in enumerate(placed):
            for other in placed[:place]:
                apart = (other[0] - right, left - other[1], other[2] - bottom, top - other[3])
                assert max(apart) > -1e-9
        assert min(left for left, *_ in placed) == min(sides[2] for sides in placed) == 0
        assert max(sides[1] for sides in placed) <= figure.layout.xaxis.range[1]
        assert max(sides[3] for sides in placed) <= figure.layout.yaxis.range[0]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_scale_is_one_for_all_cells_and_layers_and_for_both_axes(convention):
    shown = tables(9, 6, 3, False, convention)
    figures = [figure for layer in (0, 1) for figure in drawn(shown, layer)]

    scales = {
        (figure.layout.xaxis.range, figure.layout.yaxis.range, figure.layout.height)
        for figure in figures
    }
    assert len(scales) == 1
    assert {figure.layout.yaxis.scaleanchor for figure in figures} == {"x"}
    assert {figure.layout.yaxis.scaleratio for figure in figures} <= {None, 1}


def test_pytorch_stacks_gates_and_keras_puts_them_side_by_side():
    _rnn, lstm, _gru = drawn(tables())
    assert [top for _l, _r, top, _b in rectangles(lstm)[:4]] == [0, 16, 32, 48]
    assert {right - left for left, right, _t, _b in rectangles(lstm)[:4]} == {8}

    _rnn, lstm, gru = drawn(tables(convention="keras"))
    assert [left for left, _r, _t, _b in rectangles(lstm)[:4]] == [0, 16, 32, 48]
    assert {bottom - top for _l, _r, top, bottom in rectangles(lstm)[:4]} == {8}
    assert rectangles(gru)[-1][3] - rectangles(gru)[-1][2] == 2  # its bias has a row for x and h


def test_blocks_have_their_colours_and_matrices_their_shapes():
    _rnn, lstm, _gru = drawn(tables(), dark=True)

    names = ("input_gate", "forget_gate", "candidate", "output_gate")
    assert lstm.data[0].marker.color[:4] == tuple(colour(name, dark=True) for name in names)
    name, *letters = (note.text for note in lstm.layout.annotations)
    shapes = ["<b>LSTM</b>", "from x: 64 × 8", "from h: 64 × 16", "bias: 64 + 64"]
    assert re.sub("[\u2068\u2069]", "", name).split("<br>") == shapes
    assert letters == ["x", "h", "b"]
    tensor, title, shape, count = lstm.data[0].customdata[0]
    assert (tensor, shape, count) == ("weight_ih", "16 × 8", 128)
    assert "input gate" in title


@pytest.mark.parametrize("dark", [False, True])
def test_every_label_can_be_read_on_its_block(dark):
    for figure in drawn(tables(), dark=dark):
        (bars,) = figure.data
        labels = zip(bars.textfont.color, bars.marker.color, bars.marker.opacity, strict=True)
        contrasts = [contrast(ink, blended(fill, opacity, dark)) for ink, fill, opacity in labels]
        assert min(contrasts) >= 4.5


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((8, 16, 1, False), [[0]]),
        ((8, 16, 4, False), [[0], [1, 2, 3]]),
        ((16, 16, 3, False), [[0, 1, 2]]),  # the first layer reads as many numbers as the others
        ((16, 16, 3, True), [[0], [1, 2]]),
        ((32, 16, 2, True), [[0, 1]]),
    ],
)
def test_layers_are_grouped_only_where_they_are_alike(sizes, groups):
    shown = tables(*sizes)

    assert [list(group) for group in layers_to_draw(shown)] == groups
    for group in layers_to_draw(shown):
        for table in shown:
            shapes = {
                tuple(row.shape for row in table.rows if row.layer == layer) for layer in group
            }
            assert len(shapes) == 1


def test_flat_matrices_get_a_line_each():
    assert layout(tables(4_096, 16), 0).is_flat
    assert not layout(tables(64, 64), 0).is_flat
    assert not layout(tables(1, 512), 0).is_flat


@pytest.mark.parametrize("sizes", [(1, 1), (4_096, 1), (1, 4_096), (4_096, 4_096, 8, True)])
@pytest.mark.parametrize("convention", ["pytorch", "keras"])
def test_figures_of_extreme_sizes_have_a_reasonable_height(sizes, convention):
    for figure in drawn(tables(*sizes, convention=convention)):
        assert 100 < figure.layout.height < 760


def test_a_title_is_text_not_markup():
    figure = weight_matrices(
        layout(tables(), 0), 1, dict.fromkeys(TITLES, "<a href=x>&"), dict.fromkeys(KINDS, "<b>")
    )

    assert "&lt;a<br>href=x&gt;&amp;" in figure.data[0].text[0]
    assert "&lt;a href=x&gt;&amp;" in figure.data[0].customdata[0][1]
    assert "&lt;b&gt;" in figure.layout.annotations[0].text


def test_the_only_second_bias_of_equinox_stands_beside_the_first_one_of_its_block():
    shown = tables(convention="equinox")

    arranged = layout(shown, 0).cells[CELLS.index("gru")]

    first, second = (
        rectangle
        for rectangle in arranged
        if rectangle.row.kind == "bias" and rectangle.row.block == "candidate"
    )
    assert second.row.tensor == "bias_n"
    assert (first.top, first.height) == (second.top, second.height)
    assert second.left > first.left
