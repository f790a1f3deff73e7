"""The table of networks is what the cards say, and nothing typed by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.network import available_networks, load_network
from core.network.answering import available_answering_networks
from core.network.windows import Convolution
from core.training.card_table import (
    ANSWERING_BEGIN,
    BEGIN,
    END,
    _sizes,
    answering_table,
    gains,
    main,
    table,
    with_tables,
)

PAGE = Path(__file__).parents[3] / "docs" / "networks.md"


def test_the_page_has_the_table_of_the_shipped_cards() -> None:
    text = PAGE.read_text("utf-8")
    assert with_tables(text) == text, "run python -m core.training.card_table docs/networks.md"


def test_there_is_a_row_for_every_file() -> None:
    rows = table().splitlines()[2:]
    assert [tuple(row.split(" | ")[:2]) for row in rows] == [
        (f"| `{task}`", cell.upper()) for task, cell in available_networks()
    ]


@pytest.mark.parametrize(
    ("shape", "sizes"),
    [
        ({}, "4 → 8"),
        ({"num_layers": 2}, "4 → 8 → 8"),
        ({"bidirectional": True}, "4 → 2 × 8"),
        ({"convolution": Convolution(6, 3, 2)}, "4 → 6 (windows of 3, stride 2) → 8"),
    ],
)
def test_sizes_lead_from_the_token_to_the_readout(shape, sizes) -> None:
    assert _sizes(replace(load_network("hello", "gru").card, **shape)) == sizes


def test_there_is_a_row_for_every_answering_network() -> None:
    rows = answering_table().splitlines()[2:]
    assert [tuple(row.split(" | ")[:2]) for row in rows] == [
        (f"| `{task}`", cell.upper()) for task, cell in available_answering_networks()
    ]


def test_what_stood_between_the_marks_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "networks.md"
    marks = f"{BEGIN}\nold\n{END}\nbetween\n{ANSWERING_BEGIN}\nold\n{END}\nbehind\n"
    path.write_text(f"before\n{marks}", "utf-8")
    main([str(path)])
    written = path.read_text("utf-8")
    assert written.startswith(f"before\n{BEGIN}\n\n{table()}\n\n")
    rest = f"between\n{ANSWERING_BEGIN}\n\n{answering_table()}\n\n{END}\nbehind\n"
    assert written.endswith(f"\n\n{gains()}\n\n{END}\n{rest}")
    assert "old" not in written


def test_gains_lead_from_the_plain_network_to_the_one_with_more() -> None:
    figures = [
        load_network(task, "lstm").card.figures["dev_f1"]
        for task in ("spacing-korean", "spacing-korean-both")
    ]
    (row,) = [line for line in gains().splitlines() if "`spacing-korean-both`" in line]
    assert "| {:.4f} → {:.4f} |".format(*figures) in row


def test_a_text_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a text with"):
        with_tables("no marks")
