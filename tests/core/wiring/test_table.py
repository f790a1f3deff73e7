"""The table of arrows: a row each, nothing that a spreadsheet would run."""

import csv
import io

from core.wiring import Wiring, random_inputs, wire
from core.wiring.table import COLUMNS, rows, to_csv
from tests.core.wiring.grid import SIZES


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_row_says_what_its_arrow_does():
    wiring = Wiring("lstm", **SIZES, bidirectional=True, kind="many-to-one")
    wired = wire(wiring, random_inputs(wiring))
    table = read(to_csv(wired))

    assert len(table) == len(wired.arrows)
    for row, arrow in zip(table, wired.arrows, strict=True):
        assert tuple(row) == COLUMNS
        assert (row["from"], row["to"]) == (arrow.source, arrow.target)
        assert tuple(map(int, row["shape"].split(" × "))) == arrow.shape
        assert (row["keras"], row["pytorch"]) == (arrow.keras, arrow.pytorch)
        assert row["weights"] == "untrained"


def test_both_drawings_together_are_the_whole_table():
    wiring = Wiring("gru", **SIZES, num_layers=2)
    wired = wire(wiring, random_inputs(wiring))
    apart = [*rows(wired, folded=True), *rows(wired, folded=False)]

    assert sorted(apart) == sorted(rows(wired))
    assert {row[0] for row in rows(wired, folded=True)} == {"folded"}
