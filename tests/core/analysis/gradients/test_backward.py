"""Gradients of all steps, compared with autograd of the cells' own steps; far beyond the floats."""

import time
from math import log

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.gradients.backward import Backward, backward
from core.analysis.gradients.cell_derivatives import previous
from core.cells import CELLS, PaperGRUCell, RNNCell
from core.trace import Trace
from tests.core.analysis.gradients.by_autograd import forward_pass
from tests.core.analysis.gradients.traces import repeated, still, traced
from tests.core.cells.strategies import TAME, Case, cases, make_case
from tests.core.cells.worked import filled


def some_seeds(case: Case, every: int = 2) -> np.ndarray:
    """Return seeds at every n-th position, counted from the last."""
    seeds = np.random.default_rng(0).normal(size=(len(case.inputs), case.cell.hidden_size))
    seeds[::-1][np.arange(len(seeds)) % every > 0] = 0
    return seeds


def scaled(back: Backward, name: str) -> np.ndarray:
    return getattr(back, name) * 2.0 ** back.exponents[:, None]


def by_parameter(case: Case, trace: Trace, back: Backward) -> dict[str, np.ndarray]:
    """Return the gradients of a cell's parameters as the docstring of ``Backward`` gives them."""
    at_x, at_h = scaled(back, "preactivations"), scaled(back, "from_hidden")
    before, size = previous(case.cell, trace, "hidden_state", case.state), case.cell.hidden_size
    weight_hh = at_h.T @ before
    if isinstance(case.cell, PaperGRUCell):
        weight_hh[2 * size :] = at_h[:, 2 * size :].T @ (trace["reset_gate"] * before)
    gradients = {
        "weight_ih": at_x.T @ case.inputs.numpy(),
        "weight_hh": weight_hh,
        "bias_ih": at_x.sum(axis=0),
        "bias_hh": at_h.sum(axis=0),
    }
    return {name: gradients[name] for name, _ in case.cell.named_parameters()}


def compare_with_autograd(case: Case, every: int, cuts: tuple[int, ...] = ()) -> None:
    seeds, trace, forward = some_seeds(case, every), traced(case), forward_pass(case, cuts)
    back = backward(case.cell, trace, seeds, case.state, cuts)
    names = [name for name, _ in case.cell.named_parameters()]
    variables = (*forward[1:], *case.cell.parameters())
    loss = (forward.states * torch.tensor(seeds)).sum()
    grads = torch.autograd.grad(loss, variables, allow_unused=True, materialize_grads=True)
    hidden, memory, total, inputs, *parameters = (grad.numpy() for grad in grads)
    expected = dict(zip(names, parameters, strict=True)) | {"hidden": hidden, "inputs": inputs}
    ours = by_parameter(case, trace, back) | {"hidden": scaled(back, "hidden")}
    ours["inputs"] = scaled(back, "preactivations") @ case.cell.weight_ih.detach().numpy()
    if back.memory is not None:
        ours |= {name: scaled(back, name) for name in ("memory", "total")}
        expected |= {"memory": memory, "total": total}
    for name, value in expected.items():
        np.testing.assert_allclose(
            ours[name], value, rtol=1e-8, atol=1e-11 * (1 + abs(value).max(initial=0)), err_msg=name
        )


@given(cases(gains=TAME), st.integers(1, 13))
def test_gradients_are_those_of_autograd_for_states_vectors_and_parameters(case, every):
    compare_with_autograd(case, every)


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("cuts", [(3,), (2, 4, 6), (0, 1, 2, 3, 4, 5, 6)])
def test_no_gradient_passes_a_cut(name, cuts):
    compare_with_autograd(make_case(name, (7, 3, 4)), 3, cuts)


def test_the_total_derivative_is_that_of_a_cell_state_that_is_a_leaf():
    """A step is taken from c_t and h_t = o_t ⊙ tanh c_t, with c_t as autograd's own variable."""
    case = make_case("lstm", (6, 3, 4))
    trace, seeds = traced(case), np.zeros((6, 4))
    seeds[-1] = [1, -2, 0.5, 3]
    total = scaled(backward(case.cell, trace, seeds, case.state), "total")

    for t in range(6):
        c, o = (torch.tensor(trace[name][[t]]) for name in ("cell_state", "output_gate"))
        c.requires_grad_()
        state = type(case.state)(hidden_state=o * torch.tanh(c), cell_state=c)
        for x in case.inputs[t + 1 :]:
            state = case.cell(x[None], state).state
        ((state.hidden_state[0] * torch.tensor(seeds[-1])).sum()).backward()
        assert c.grad is not None
        np.testing.assert_allclose(total[t], c.grad[0].numpy(), rtol=1e-10)


@pytest.mark.parametrize("name", CELLS)
def test_only_the_lstm_has_a_memory_beside_the_hidden_state(name):
    case = make_case(name)
    back = backward(case.cell, traced(case), some_seeds(case), case.state)

    assert (back.memory is None) == (back.total is None) == (name != "lstm")
    assert back.preactivations.shape == (5, 4 * len(case.cell.blocks))


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("shift", [-1000, -300, 300, 1000])
def test_a_loss_times_a_power_of_two_changes_no_bit_but_the_exponents(name, shift):
    """Even where all numbers are near the limits of the range of floats."""
    case = make_case(name, (30, 3, 4))
    trace, seeds = traced(case), some_seeds(case, 30)
    plain = backward(case.cell, trace, seeds, case.state)
    moved = backward(case.cell, trace, np.ldexp(seeds, shift), case.state)

    for field in ("hidden", "preactivations"):
        rows, shifted = getattr(plain, field)[:-1], getattr(moved, field)[:-1]
        scale = moved.exponents[:-1, None] - plain.exponents[:-1, None] - shift
        assert np.array_equal(rows, np.ldexp(shifted, scale))


@pytest.mark.parametrize("name", CELLS)
def test_seeds_of_all_sizes_are_added_in_their_true_proportion(name):
    """The gradient is linear: that of a sum of losses is the sum of theirs."""
    case = make_case(name, (12, 3, 4), gain=0.3)
    trace, sizes = traced(case), 2.0 ** np.array([0, -90, 60, 200, -300, 0, 40, 9, 400, -400, 0, 1])
    seeds = some_seeds(case, 1) * sizes[:, None]
    whole = scaled(backward(case.cell, trace, seeds, case.state), "hidden")
    parts = [np.where(np.arange(12)[:, None] == t, seeds, 0) for t in range(12)]
    summed = sum(scaled(backward(case.cell, trace, part, case.state), "hidden") for part in parts)

    largest = np.abs(whole).max(axis=1)
    assert (np.abs(whole - summed).max(axis=1) <= 1e-13 * largest).all()


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("gain", [0.01, 1.0, 1e4])
def test_ten_thousand_steps_neither_leave_the_floats_nor_slow_down(name, gain):
    """In float32, whose denormal numbers, below 1e-38, slow a processor down many times."""
    case = make_case(name, (100, 3, 4), gain=gain, dtype=torch.float32)
    trace, seeds = repeated(traced(case), 100), np.zeros((10_000, 4), np.float32)
    seeds[-1] = 1
    started = time.process_time()
    back = backward(case.cell, trace, seeds)

    assert time.process_time() - started < 3
    assert np.isfinite(back.preactivations).all()
    assert back.hidden.dtype == np.float32
    assert np.abs(back.hidden).max() < 2.0**24
    if gain < 1e4:  # a larger one saturates units so far that gradients are exactly 0
        assert back.hidden.any(axis=1).all()
        assert back.exponents[0] < -4000


@pytest.mark.parametrize("rho", [1e-30, 0.5, 1e30])
def test_the_exponents_count_what_floats_cannot_hold(rho):
    cell = filled(RNNCell(3, 4), weight_hh=(rho * np.eye(4)).tolist()).float()
    seeds = np.zeros((200, 4), np.float32)
    seeds[-1] = 1
    back = backward(cell, still(cell, 200), seeds)
    logs = np.log2(back.hidden[:, 0].astype(np.float64)) + back.exponents

    np.testing.assert_allclose(logs, log(rho, 2) * np.arange(199, -1, -1), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("rho", [1e-3, 1e3])
def test_a_late_seed_and_an_early_one_meet_where_no_float_holds_both(rho):
    """ρ^399 of the late one plus the early one: only the smaller is lost in rounding."""
    cell = filled(RNNCell(3, 4), weight_hh=(rho * np.eye(4)).tolist())
    seeds = np.zeros((400, 4))
    seeds[[0, -1]] = 1
    back = backward(cell, still(cell, 400), seeds)
    logs = np.log2(back.hidden[:, 0]) + back.exponents

    np.testing.assert_allclose(logs[1:], log(rho, 2) * np.arange(398, -1, -1), rtol=1e-12)
    assert logs[0] == pytest.approx(max(399 * log(rho, 2), 0), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", CELLS)
def test_a_text_without_tokens_has_empty_gradients(name):
    case = make_case(name, (0, 3, 4))
    back = backward(case.cell, traced(case), np.zeros((0, 4)), case.state)

    assert back.hidden.shape == (0, 4)
    assert back.preactivations.shape == back.from_hidden.shape == (0, 4 * len(case.cell.blocks))


@pytest.mark.parametrize("name", CELLS)
def test_a_loss_that_sees_no_state_has_no_gradient(name):
    case = make_case(name)
    back = backward(case.cell, traced(case), np.zeros((5, 4)), case.state)

    assert not any(getattr(back, field).any() for field in ("hidden", "from_hidden", "exponents"))


def test_nan_weights_give_nan_gradients():
    case = make_case("gru")
    with torch.no_grad():
        case.cell.get_parameter("weight_hh").fill_(torch.nan)

    assert np.isnan(backward(case.cell, traced(case), np.ones((5, 4))).hidden[:-1]).all()


def test_seeds_of_another_shape_are_refused():
    case = make_case("lstm")
    with pytest.raises(ValueError, match=r"expected seeds of shape \(5, 4\).*got \(4, 4\)"):
        backward(case.cell, traced(case), np.zeros((4, 4)))
