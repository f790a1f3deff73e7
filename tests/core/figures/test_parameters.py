"""The bars are read back from the figure's data and checked against the tables."""

import pytest

from core.figures.palette import colour, page
from core.figures.parameters import OPACITY, label_colour, parameter_bars
from core.notation import TITLES
from core.parameters.conventions import CONVENTIONS
from core.parameters.count import count_parameters
from tests.core.figures.checked import checked
from tests.core.figures.test_palette import contrast

parameter_bars = checked(parameter_bars)

KINDS = {"from x": "from x", "from h": "from h", "bias": "bias"}


def tables(convention="pytorch", layers=1, both=False):
    return [
        count_parameters(cell, 8, 16, layers, both, convention) for cell in ("rnn", "lstm", "gru")
    ]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize(("layers", "both"), [(1, False), (3, False), (2, True)])
@pytest.mark.parametrize("order", ["gate", "kind"])
@pytest.mark.parametrize("dark", [False, True])
def test_each_bar_is_its_table_without_gap_or_overlap(convention, layers, both, order, dark):
    shown = tables(convention, layers, both)

    figure = parameter_bars(shown, TITLES, KINDS, order, dark)

    for position, table in enumerate(shown):
        pieces = pieces_of(figure, position)
        tops = [base + height for base, height, _kind, _block in pieces]
        assert [base for base, *_ in pieces] == [0, *tops[:-1]]
        assert tops[-1] == table.total


def pieces_of(figure, position):
    """Return (base, height, kind, block) of every piece of one bar, from the bottom up."""
    return sorted(
        (base, height, trace.name[1:-1], block[1:-1])
        for trace in figure.data
        for x, base, height, block in zip(
            trace.x, trace.base, trace.y, trace.customdata, strict=True
        )
        if x == position
    )


def test_layers_and_directions_of_one_block_add_up():
    table = tables(layers=3, both=True)[1]
    figure = parameter_bars([table], TITLES, KINDS)

    counted = {(block, kind): height for _base, height, kind, block in pieces_of(figure, 0)}
    assert counted == {
        (TITLES[block], kind): sum(
            row.count for row in table.rows if (row.block, row.kind) == (block, kind)
        )
        for block in ("input_gate", "forget_gate", "candidate", "output_gate")
        for kind in KINDS
    }


def test_pieces_of_one_gate_or_of_one_kind_are_together():
    by_gate = pieces_of(parameter_bars(tables(), TITLES, KINDS, "gate"), 2)
    by_kind = pieces_of(parameter_bars(tables(), TITLES, KINDS, "kind"), 2)

    gates = ["reset gate", "update gate", "candidate"]
    assert [block for *_, block in by_gate] == [block for block in gates for _kind in KINDS]
    assert [block for *_, block in by_kind] == gates * 3
    assert [kind for *_, kind, _block in by_kind] == [kind for kind in KINDS for _gate in gates]


def test_pieces_have_their_blocks_colour_and_their_names_and_counts():
    figure = parameter_bars(tables(), TITLES, KINDS, dark=True)
    from_x = figure.data[0]

    assert from_x.x == (0, 1, 1, 1, 1, 2, 2, 2)
    assert from_x.marker.color[1] == colour("input_gate", dark=True)
    assert "input gate" in from_x.text[1]
    assert "from x" in from_x.text[1]
    assert from_x.text[1].endswith("128")


def blended(fill, opacity, dark):
    """Return the colour of a fill on the page behind it, as a browser mixes them."""
    own, behind = (bytes.fromhex(colour[1:]) for colour in (fill, page(dark)))
    mixed = (opacity * o + (1 - opacity) * b for o, b in zip(own, behind, strict=True))
    return f"#{bytes(map(round, mixed)).hex()}"


@pytest.mark.parametrize("order", ["gate", "kind"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_label_can_be_read_on_its_piece(dark, order):
    figure = parameter_bars(tables(), TITLES, KINDS, order, dark)

    contrasts = [
        contrast(ink, blended(fill, trace.marker.opacity, dark))
        for trace in figure.data
        for ink, fill in zip(trace.textfont.color, trace.marker.color, strict=True)
    ]
    assert len(contrasts) == len(KINDS) * (1 + 4 + 3)
    assert min(contrasts) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", OPACITY)
@pytest.mark.parametrize("name", TITLES)
def test_a_label_can_be_read_on_every_colour(name, kind, dark):
    fill = blended(colour(name, dark), OPACITY[kind], dark)

    assert contrast(label_colour(name, kind, dark), fill) >= 4.5


def test_totals_are_on_top_and_positions_are_numbers():
    figure = parameter_bars(tables(), TITLES, KINDS)

    assert [(note.x, note.y, note.text) for note in figure.layout.annotations] == [
        (0, 416, "<b>416</b>"),
        (1, 1664, "<b>1,664</b>"),
        (2, 1248, "<b>1,248</b>"),
    ]
    assert figure.layout.xaxis.tickvals == (0, 1, 2)


def test_a_title_is_text_not_markup():
    figure = parameter_bars(tables(), {name: "<a href=x>&" for name in TITLES}, KINDS)

    drawn = [text for trace in figure.data for text in (*trace.text, *trace.customdata)]
    assert all("&lt;a href=x&gt;&amp;" in text for text in drawn)


def test_parameter_bars_leave_their_tables_as_they_were():
    shown = tables()

    parameter_bars(shown, TITLES, KINDS)

    assert shown == tables()
