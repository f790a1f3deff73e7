"""The picker for the cell has every cell, each shown by its own network, on every screen."""

import pytest

from core.network.catalogue import CELLS, SHIPPED_CELLS
from tests.pages.screens import (
    INSPECT_A_UNIT,
    STEP_THROUGH,
    TOKENS_AND_VECTORS,
    WHAT_IF,
    link,
    opened,
)

SCREENS = (STEP_THROUGH, INSPECT_A_UNIT, WHAT_IF, TOKENS_AND_VECTORS)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_cell_can_be_chosen(screen: str) -> None:
    app = opened(screen, model="hello", text="hello", lang="en")
    assert app.button_group(key="cell").options == [*SHIPPED_CELLS.values()]

    for cell in CELLS:
        app.button_group(key="cell").set_value(cell).run()

        assert not app.exception
        assert not app.error
        assert link(app).get("cell", "lstm") == cell
