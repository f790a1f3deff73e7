"""The equations of a cell, which are made when somebody opens them."""

import pytest
from streamlit.testing.v1 import AppTest

from core.cells import CELLS
from core.network.catalogue import CELLS as SHIPPED
from core.notation import full_title, in_reading_order
from tests.pages.screens import COMPARE_CELLS, STEP_THROUGH, opened


@pytest.mark.parametrize("cell", SHIPPED)
def test_every_quantity_has_its_equation_once_the_part_is_open(cell):
    app = opened(STEP_THROUGH, cell=cell, lang="en")
    assert not app.get("latex")

    app.session_state[f"explain-{cell}"] = True
    app.run()

    assert_explains(app, cell)


def explains_a_cell(cell: str) -> None:
    from pages.shared.cell_equations import explain

    explain(cell)


@pytest.mark.parametrize("cell", sorted(set(CELLS) - set(SHIPPED)))
def test_a_cell_of_which_no_network_ships_is_explained_too(cell):
    app = AppTest.from_function(explains_a_cell, args=(cell,)).run()

    app.session_state[f"explain-{cell}"] = True
    app.run()

    assert_explains(app, cell)


def assert_explains(app: AppTest, cell: str) -> None:
    """Check that every quantity has its equation, and that the cell's code is there."""
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
