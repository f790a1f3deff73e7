"""Constructed cells: the closed forms hold for their own steps."""

from typing import Any

import numpy as np
import pytest
import torch

from core.analysis.gradients.constructed_cells import Constructed, closed_forms, constructed
from core.analysis.gradients.reach import reach
from core.cells import GRUCell, LSTMCell, RNNCell
from core.trace import unroll

STEPS, SIZE = 7, 5


def measured(case: Constructed, part: str = "hidden_state") -> np.ndarray:
    """Return ‖∂h_T/∂(part)_{T−k}‖ / √hidden_size for k from 0, by autograd of the cell's steps."""
    cell: Any = case.cell
    states = [cell.initial_state(1)]
    for x in case.inputs.split(1):
        states.append(cell(x, states[-1]).state)

    def last(value: torch.Tensor, after: int) -> torch.Tensor:
        state = states[after]._replace(**{part: value})
        if after == STEPS and part == "cell_state":  # h_T is computed from c_T within the last step
            return torch.tanh(value)[0]
        for x in case.inputs[after:]:
            state = cell(x[None], state).state
        return state.hidden_state[0]

    norms = []
    for after in range(STEPS, 0, -1):
        value = getattr(states[after], part)
        jacobian = torch.autograd.functional.jacobian(lambda v, a=after: last(v, a), value)
        assert isinstance(jacobian, torch.Tensor)
        norms.append(float(jacobian.norm()) / SIZE**0.5)
    return np.array(norms)


@pytest.mark.parametrize("radius", [0.0, 0.5, 1.0, 1.25])
@pytest.mark.parametrize("bias", [-1.0, 0.0, 2.0])
@pytest.mark.parametrize("relu", [False, True])
def test_without_a_drive_closed_forms_hold_exactly(radius, bias, relu):
    cells = constructed(radius, bias, 0.0, STEPS, SIZE, relu)
    forms = {name: 2.0**form for name, form in closed_forms(radius, bias, STEPS).items()}

    parts = {"rnn": "hidden_state", "lstm": "cell_state", "gru": "hidden_state"}
    for name, part in parts.items():
        np.testing.assert_allclose(measured(cells[name], part), forms[name], rtol=1e-12)


@pytest.mark.parametrize(("radius", "bias"), [(0.02, -10.0), (0.9, 0.0), (2.0, 10.0)])
def test_gradients_on_their_traces_have_the_closed_form_far_beyond_the_floats(radius, bias):
    steps = 200
    forms = closed_forms(radius, bias, steps)

    for name, case in constructed(radius, bias, 0.0, steps, 3).items():
        norms = reach(case.cell, unroll(case.cell, case.inputs, case.tokens))
        line = norms.hidden if norms.memory is None else norms.memory
        np.testing.assert_allclose(line[::-1], forms[name], rtol=1e-11, atol=1e-11)


def test_closed_forms_are_powers():
    forms = closed_forms(0.5, np.log(3), 4)

    np.testing.assert_allclose(forms["rnn"], [0, -1, -2, -3], rtol=1e-14)
    for name in ("lstm", "gru"):
        np.testing.assert_allclose(2.0 ** forms[name], 0.75 ** np.arange(4), rtol=1e-14)


def test_closed_forms_go_far_below_and_above_the_range_of_floats():
    assert closed_forms(0.01, -10.0, 1_000)["rnn"][-1] == pytest.approx(-999 * np.log2(100))
    assert closed_forms(2.0, -800.0, 1_100)["rnn"][-1] == 1_099
    assert closed_forms(2.0, -800.0, 3)["lstm"][-1] == pytest.approx(-1_600 / np.log(2))
    assert closed_forms(0.0, 0.0, 3)["rnn"].tolist() == [0, -np.inf, -np.inf]


@pytest.mark.parametrize("steps", [0, 1])
def test_few_steps_give_as_few_numbers(steps):
    cells, forms = constructed(0.9, 2.0, 1.0, steps, 3), closed_forms(0.9, 2.0, steps)

    for name, form in forms.items():
        assert form.tolist() == [0.0] * steps
        assert cells[name].inputs.shape[0] == len(cells[name].tokens) == steps


@pytest.mark.parametrize("radius", [0.3, 1.0, 2.0])
def test_all_eigenvalues_and_singular_values_have_the_radius(radius):
    weight = constructed(radius, 0.0, 0.0, 1)["rnn"].cell.weight_hh

    np.testing.assert_allclose(torch.linalg.eigvals(weight).abs(), radius, rtol=1e-12)
    np.testing.assert_allclose(torch.linalg.svdvals(weight), radius, rtol=1e-12)


def test_gates_are_set_by_one_of_the_two_biases():
    cells = constructed(0.9, 1.5, 0.0, 1, 3)

    lstm, gru = (
        cell.bias_ih.chunk(len(cell.blocks)) for cell in (cells["lstm"].cell, cells["gru"].cell)
    )
    assert [block.unique().tolist() for block in lstm] == [[0.0], [1.5], [0.0], [40.0]]
    assert [block.unique().tolist() for block in gru] == [[0.0], [1.5], [0.0]]
    assert torch.sigmoid(lstm[3]).eq(1).all()
    assert not any(cells[name].cell.get_parameter("bias_hh").any() for name in cells)
    assert not any(cells[name].cell.get_parameter("weight_hh").any() for name in ("lstm", "gru"))


@pytest.mark.slow
def test_the_drive_scales_the_input_weights_and_nothing_else():
    none, single, double = (constructed(0.9, 2.0, drive, 400) for drive in (0.0, 1.0, 2.0))

    for name, case in single.items():
        from_x = case.inputs @ case.cell.weight_ih.T
        assert float(from_x.std()) == pytest.approx(1, rel=0.1)
        torch.testing.assert_close(double[name].cell.weight_ih, 2 * case.cell.weight_ih)
        assert not none[name].cell.weight_ih.any()
        for other in (none, double):
            ours, theirs = (each.cell.get_parameter("weight_hh") for each in (other[name], case))
            assert torch.equal(ours, theirs)
            assert torch.equal(other[name].inputs, case.inputs)


def test_the_radius_scales_one_rotation():
    half, double = (constructed(radius, 0.0, 1.0, 5)["rnn"].cell for radius in (0.5, 2.0))

    larger, smaller = (cell.get_parameter("weight_hh") for cell in (double, half))
    torch.testing.assert_close(larger, 4 * smaller)
    assert torch.equal(double.weight_ih, half.weight_ih)


def test_a_driven_tanh_shrinks_more_than_its_radius_and_a_driven_gate_leaves_the_closed_form():
    cells, forms = constructed(1.0, 2.0, 1.0, STEPS, SIZE), closed_forms(1.0, 2.0, STEPS)

    assert (measured(cells["rnn"])[1:] < 2.0 ** forms["rnn"][1:]).all()
    assert not np.allclose(measured(cells["gru"])[1:], 2.0 ** forms["gru"][1:], rtol=0.01)


def test_constructed_cells_are_always_the_same_and_leave_the_random_state_alone():
    before = torch.get_rng_state()
    cells, again = (constructed(0.9, 2.0, 0.5, 6, 4) for _ in range(2))

    assert torch.equal(torch.get_rng_state(), before)
    for name, kind in (("rnn", RNNCell), ("lstm", LSTMCell), ("gru", GRUCell)):
        assert type(cells[name].cell) is kind
        assert cells[name].tokens == ("1", "2", "3", "4", "5", "6")
        assert torch.equal(cells[name].inputs, again[name].inputs)
        for ours, theirs in zip(
            cells[name].cell.parameters(), again[name].cell.parameters(), strict=True
        ):
            assert ours.dtype == torch.float64
            assert not ours.requires_grad
            assert torch.equal(ours, theirs)


@pytest.mark.parametrize("name", ["radius", "drive", "steps"])
def test_negative_numbers_are_refused(name):
    arguments: dict[str, Any] = {"radius": 0.9, "forget_bias": 2.0, "drive": 0.0, "steps": 3}
    arguments[name] = -1

    with pytest.raises(ValueError, match=f"{name} of 0 or more, got -1"):
        constructed(**arguments)
