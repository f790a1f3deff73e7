"""Jacobians of single steps, compared with autograd, and spectra with a closed form."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.analysis.gradients.spectrum import spectrum, step_jacobian
from core.cells import RNNCell
from tests.core.analysis.gradients.traces import still, traced
from tests.core.cells.strategies import TAME, cases, make_case
from tests.core.cells.worked import filled


@given(cases(gains=TAME), st.data())
def test_the_jacobian_of_a_step_is_that_of_autograd(case, data):
    if not len(case.inputs):
        return
    position = data.draw(st.integers(0, len(case.inputs) - 1))
    state = case.state
    for x in case.inputs[:position]:
        state = case.cell(x[None], state).state

    def step(flat: torch.Tensor) -> torch.Tensor:
        parts = type(state)(*flat[None].chunk(len(state), 1))
        return torch.cat([*case.cell(case.inputs[position][None], parts).state], 1)[0]

    expected = torch.autograd.functional.jacobian(step, torch.cat([*state], 1)[0])
    assert isinstance(expected, torch.Tensor)
    jacobian = step_jacobian(case.cell, traced(case), position, case.state)

    np.testing.assert_allclose(jacobian, expected.numpy(), rtol=1e-9, atol=1e-12)


def test_a_rotation_times_rho_has_its_spectrum_on_one_circle():
    cell = filled(RNNCell(1, 2), weight_hh=[[0, -0.7], [0.7, 0]])
    result = spectrum(step_jacobian(cell, still(cell, 2), 1))

    np.testing.assert_allclose(result.eigenvalues, [-0.7j, 0.7j], atol=1e-15)
    np.testing.assert_allclose(result.singular_values, [0.7, 0.7], rtol=1e-15)
    assert result.radius == pytest.approx(0.7)


def test_a_matrix_may_stretch_once_what_it_shrinks_in_the_long_run():
    result = spectrum(np.array([[0.5, 3.0], [0.0, 0.25]]))

    assert result.eigenvalues.tolist() == [0.5, 0.25]
    assert result.radius == 0.5
    assert result.singular_values[0] > 3


@given(arrays(np.float64, (4, 4), elements=st.floats(-3, 3)))
def test_the_largest_come_first_and_no_eigenvalue_is_above_all_singular_values(matrix):
    result = spectrum(matrix)

    assert (np.diff(np.abs(result.eigenvalues)) <= 0).all()
    assert (np.diff(result.singular_values) <= 0).all()
    assert result.radius <= result.singular_values[0] * (1 + 1e-9) + 1e-12
    assert result.eigenvalues.sum() == pytest.approx(np.trace(matrix), abs=1e-9)


@pytest.mark.parametrize("position", [-1, 5])
def test_a_step_that_does_not_exist_is_refused(position):
    case = make_case("lstm")
    with pytest.raises(ValueError, match=f"one of 5 tokens, numbered from 0; got {position}"):
        step_jacobian(case.cell, traced(case), position)


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((2, 3)), r"square matrix, got shape \(2, 3\)"),
        (np.zeros(4), r"square matrix, got shape \(4,\)"),
        (np.array([[np.nan]]), "finite numbers"),
    ],
)
def test_a_matrix_without_a_spectrum_is_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        spectrum(matrix)
