"""The equations of a cell, which are made when somebody opens them."""

import pytest

from core.cells import CELLS
from core.notation import full_title, in_reading_order
from tests.pages.screens import COMPARE_CELLS, STEP_THROUGH, opened


@pytest.mark.parametrize("cell", [*CELLS])
def test_every_quantity_has_its_equation_once_the_part_is_open(cell):
    app = opened(STEP_THROUGH, cell=cell, lang="en")
    assert not app.get("latex")

    app.session_state[f"explain-{cell}"] = True
    app.run()

    quantities = in_reading_order(CELLS[cell].quantities)
    equations = [part.value for part in app.get("latex")]
    assert len(equations) == len(quantities)
    for quantity, equation in zip(quantities, equations, strict=True):
        assert f"\n{quantity.symbol} = " in equation
        assert quantity.also in equation
        assert quantity.equation in equation
        titles = [part.value.replace("\\", "") for part in app.markdown]
        assert full_title(quantity, str) in titles
    assert f"class {CELLS[cell].__name__}" in app.code[0].value


def test_each_network_side_by_side_has_a_part_of_its_own():
    app = opened(COMPARE_CELLS, lang="en")

    app.session_state["explain-gru"] = True
    app.run()

    assert len(app.get("latex")) == len(CELLS["gru"].quantities)
