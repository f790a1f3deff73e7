"""Norms of ∂h_t/∂x_1, compared with autograd, finite differences and closed forms."""

from concurrent.futures import ThreadPoolExecutor
from math import sqrt

import numpy as np
import pytest
import torch
from hypothesis import given

from core.analysis.memory.first_token_jacobian import gradient_norms, gradient_norms_in_steps
from core.cells import CELLS, LSTMCell, RecurrentCell, RNNCell
from core.trace import unroll
from tests.core.analysis.in_steps import in_steps
from tests.core.cells.strategies import TAME, Case, cases, make_case
from tests.core.cells.worked import filled


def by_autograd(case: Case) -> np.ndarray:
    """Return the norms from PyTorch's full Jacobian of all hidden states together."""

    def states(first: torch.Tensor) -> torch.Tensor:
        state, hidden = case.cell.initial_state(1), []
        for x in (first, *case.inputs[1:]):
            state = case.cell(x[None], state).state
            hidden.append(state.hidden_state[0])
        return torch.stack(hidden)

    if not len(case.inputs):
        return np.zeros(0)
    jacobian = torch.autograd.functional.jacobian(states, case.inputs[0])
    assert isinstance(jacobian, torch.Tensor)
    return jacobian.flatten(1).norm(dim=1).numpy()


@given(cases(gains=TAME))
def test_norms_are_those_of_autograd(case):
    norms = gradient_norms(case.cell, case.inputs)

    assert norms.dtype == np.float64
    np.testing.assert_allclose(norms, by_autograd(case), rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("name", CELLS)
def test_norms_are_those_of_small_differences(name):
    """From traces, whose code shares nothing with the derivatives of the steps."""
    case, small = make_case(name, (7, 3, 4)), 1e-6
    columns = []
    for index in range(3):
        nudge = torch.zeros_like(case.inputs)
        nudge[0, index] = small
        up, down = (
            unroll(case.cell, case.inputs + sign * nudge, case.tokens)["hidden_state"]
            for sign in (1, -1)
        )
        columns.append((up - down) / (2 * small))

    expected = np.linalg.norm(np.stack(columns), axis=(0, 2))
    np.testing.assert_allclose(gradient_norms(case.cell, case.inputs), expected, rtol=1e-7)


def rotating(rho: float, dtype: torch.dtype = torch.float64) -> RNNCell:
    """Return an RNN whose matrix is ρ times a rotation; at zero, its tanh has the slope 1."""
    cell = make_case("rnn", (0, 3, 8), dtype=dtype).cell
    assert isinstance(cell, RNNCell)
    with torch.no_grad():
        rotation, _ = torch.linalg.qr(cell.weight_hh.double())
        cell.weight_hh.copy_(rho * rotation)
        cell.bias_ih.zero_()
        cell.bias_hh.zero_()
    return cell


@pytest.mark.parametrize("rho", [0.01, 0.5, 1.0, 1.1, 2.0])
def test_a_rotation_times_rho_scales_the_norms_by_rho_each_step(rho):
    """∂h_t/∂x_1 = W^(t−1) W_x for a text of zero vectors: norms ρ^(t−1) ‖W_x‖."""
    cell = rotating(rho)
    expected = float(cell.weight_ih.detach().norm()) * rho ** np.arange(120)

    np.testing.assert_allclose(gradient_norms(cell, torch.zeros(120, 3)), expected, rtol=1e-10)


def test_norms_of_a_float32_cell_go_far_below_its_smallest_number():
    cell = rotating(0.01, torch.float32)
    norms = gradient_norms(cell, torch.zeros(200, 3))
    steps = -np.diff(np.log10(norms[:150]))

    assert norms[150] == pytest.approx(float(cell.weight_ih.detach().norm()) * 1e-300, rel=1e-2)
    np.testing.assert_allclose(steps, 2, rtol=0, atol=1e-5)
    assert norms[-1] == 0, "smaller than any float64"


def test_exploding_norms_are_infinite_only_beyond_float64():
    norms = gradient_norms(rotating(1e3, torch.float32), torch.zeros(120, 3))

    assert np.isfinite(norms[:100]).all()
    assert np.isposinf(norms[-1])


@pytest.mark.parametrize("rho", [1e-38, 1e-30, 1e30])
def test_one_step_may_scale_the_norms_beyond_float32(rho):
    cell = rotating(rho, torch.float32)
    first, second, third = gradient_norms(cell, torch.zeros(3, 3))

    assert second / first == pytest.approx(rho, rel=1e-3)
    assert third / first == pytest.approx(rho**2, rel=1e-3)


@pytest.mark.parametrize("bias", [-2.0, 0.0, 3.0])
def test_an_lstm_without_recurrent_weights_forgets_by_its_forget_gate(bias):
    """W_h = 0, x into the candidate only: ∂h_t/∂x_1 = o f^(t−1) i W_xg, with i = o = ½."""
    cell = filled(
        LSTMCell(2, 2),
        weight_ih=[[0, 0]] * 4 + [[1, 2], [3, 4]] + [[0, 0]] * 2,
        bias_ih=[0, 0, bias, bias, 0, 0, 0, 0],
    )
    forget = 1 / (1 + np.exp(-bias))
    expected = 0.25 * sqrt(1 + 4 + 9 + 16) * forget ** np.arange(40)

    np.testing.assert_allclose(gradient_norms(cell, torch.zeros(40, 2)), expected, rtol=1e-10)


@pytest.mark.parametrize(("name", "keeps"), [("gru", 0.75), ("paper-gru", 0.25)])
def test_a_gru_without_recurrent_weights_forgets_by_its_update_gate(name, keeps):
    """z = σ(ln 3) = ¾ is the share that PyTorch's GRU keeps and that the papers' replaces."""
    cell = filled(
        CELLS[name](2, 1),
        weight_ih=[[0, 0], [0, 0], [3, 4]],
        bias_ih=[0, np.log(3), 0],
    )
    expected = (1 - keeps) * 5 * keeps ** np.arange(40)

    np.testing.assert_allclose(gradient_norms(cell, torch.zeros(40, 2)), expected, rtol=1e-10)


@pytest.mark.parametrize("name", CELLS)
def test_the_first_norm_is_that_of_a_single_step(name):
    case = make_case(name, (6, 3, 4))

    assert gradient_norms(case.cell, case.inputs)[0] == gradient_norms(case.cell, case.inputs[:1])
    assert len(gradient_norms(case.cell, case.inputs[:0])) == 0


@pytest.mark.parametrize("name", CELLS)
def test_float32_and_long_token_vectors_give_the_same_norms(name):
    case = make_case(name, (40, 70, 9), dtype=torch.float32)
    exact = make_case(name, (40, 70, 9), dtype=torch.float32)
    expected = gradient_norms(exact.cell.double(), exact.inputs.double())

    np.testing.assert_allclose(gradient_norms(case.cell, case.inputs), expected, rtol=1e-3)


def test_an_input_without_weights_has_no_influence():
    case = make_case("lstm")
    with torch.no_grad():
        case.cell.weight_ih.zero_()

    assert not gradient_norms(case.cell, case.inputs).any()


def test_nan_weights_give_nan_norms():
    case = make_case("gru")
    with torch.no_grad():
        case.cell.get_parameter("weight_hh").fill_(torch.nan)

    assert np.isnan(gradient_norms(case.cell, case.inputs)).all()


def untouched(cell: RecurrentCell, learns: bool) -> bool:
    return all(p.requires_grad is learns and p.grad is None for p in cell.parameters())


@pytest.mark.parametrize("learns", [True, False])
def test_norms_are_the_same_in_inference_mode_and_leave_the_cell_alone(learns):
    case = make_case("lstm", (9, 3, 4))
    case.cell.requires_grad_(learns)
    expected = gradient_norms(case.cell, case.inputs)

    with torch.inference_mode():
        norms = gradient_norms(case.cell, case.inputs + 0)
    assert np.array_equal(norms, expected)
    assert untouched(case.cell, learns)


def test_threads_may_measure_at_once():
    case = make_case("lstm", (60, 5, 16))
    alone = gradient_norms(case.cell, case.inputs)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: gradient_norms(case.cell, case.inputs), range(12)))

    assert all(np.array_equal(each, alone) for each in together)


def test_in_steps_the_shares_rise_to_the_end_and_the_norms_are_the_same():
    case = make_case("gru", (8, 3, 4))
    norms, shares = in_steps(gradient_norms_in_steps(case.cell, case.inputs))

    assert shares == [(n + 1) / 8 for n in range(8)]
    assert np.array_equal(norms, gradient_norms(case.cell, case.inputs))
