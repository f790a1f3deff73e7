"""All pairs of output and token, compared with a backward pass each and with small differences."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.gradients.backward import backward
from core.analysis.gradients.connectivity import connectivity, connectivity_in_steps
from core.analysis.memory.first_token_jacobian import gradient_norms
from core.cells import CELLS
from core.trace import unroll
from tests.core.analysis.gradients.by_autograd import forward_pass
from tests.core.analysis.gradients.traces import traced
from tests.core.analysis.in_steps import in_steps
from tests.core.cells.strategies import TAME, Case, cases, make_case


def directions(case: Case) -> np.ndarray:
    """Return a direction for each output."""
    return np.random.default_rng(2).normal(size=(len(case.inputs), case.cell.hidden_size))


def compare(case: Case, gradients: np.ndarray, rtol: float) -> None:
    """Compare the connectivity with gradients ∂y_s/∂x_t, ``(T, T, input_size)``."""
    result = connectivity(case.cell, traced(case), case.inputs, directions(case), case.state)
    signed = (gradients * case.inputs.numpy()).sum(axis=2)
    strength, atol = np.linalg.norm(gradients, axis=2), 1e-2 * rtol

    np.testing.assert_allclose(2.0**result.strength, strength, rtol=rtol, atol=atol)
    np.testing.assert_allclose(result.signed, signed, rtol=rtol, atol=10 * atol)


@given(cases(gains=TAME))
def test_one_batch_gives_what_a_loop_of_autograd_gives(case):
    forward, looped = forward_pass(case), []
    outputs = (forward.states * torch.tensor(directions(case))).sum(dim=1)
    for output in outputs:
        looped.append(torch.autograd.grad(output, forward.inputs, retain_graph=True)[0].numpy())
    if looped:
        compare(case, np.stack(looped), 1e-8)


@pytest.mark.parametrize("name", CELLS)
def test_connectivity_is_one_backward_pass_for_each_output(name):
    case = make_case(name, (30, 3, 4))
    weight, rows = case.cell.weight_ih.detach().numpy(), []
    for position, direction in enumerate(directions(case)):
        seeds = np.zeros((30, 4))
        seeds[position] = direction
        back = backward(case.cell, traced(case), seeds, case.state)
        rows.append(back.preactivations @ weight * 2.0 ** back.exponents[:, None])

    compare(case, np.stack(rows), 1e-10)


@pytest.mark.parametrize("name", CELLS)
def test_connectivity_agrees_with_small_differences(name):
    """From traces, whose code shares nothing with the derivatives."""
    case, small = make_case(name, (5, 3, 4)), 1e-6
    gradients = np.zeros((5, 5, 3))
    for t in range(5):
        for number in range(3):
            nudge = torch.zeros_like(case.inputs)
            nudge[t, number] = small
            up, down = (
                unroll(case.cell, case.inputs + sign * nudge, case.tokens, case.state)
                for sign in (1, -1)
            )
            change = (up["hidden_state"] - down["hidden_state"]) / (2 * small)
            gradients[:, t, number] = (change * directions(case)).sum(axis=1)

    compare(case, gradients, 1e-6)


@given(cases(), st.booleans())
def test_no_output_depends_on_tokens_after_it(case, single):
    direction = np.ones(case.cell.hidden_size) if single else directions(case)
    result = connectivity(case.cell, traced(case), case.inputs, direction, case.state)
    ahead = np.triu(np.ones(result.strength.shape, bool), 1)

    assert result.strength.shape == result.signed.shape == (len(case.inputs),) * 2
    assert np.isneginf(result.strength[ahead]).all()
    assert not result.signed[ahead].any()
    assert not np.isnan(result.strength).any()
    assert np.isfinite(result.signed).all()
    lengths = np.linalg.norm(case.inputs.numpy(), axis=1)
    assert (np.abs(result.signed) <= 2.0**result.strength * lengths * (1 + 1e-9)).all()


@pytest.mark.parametrize("name", CELLS)
def test_the_first_column_is_the_gradient_of_the_first_token(name):
    """One direction for each unit; the squares add up to those of the whole Jacobian."""
    case = make_case(name, (20, 3, 4))
    trace = unroll(case.cell, case.inputs, case.tokens)
    columns = [
        connectivity(case.cell, trace, case.inputs, unit).strength[:, 0] for unit in np.eye(4)
    ]
    whole = np.sqrt((4.0 ** np.array(columns)).sum(axis=0))

    np.testing.assert_allclose(whole, gradient_norms(case.cell, case.inputs), rtol=1e-9)


def test_strengths_go_far_below_the_range_of_floats():
    case = make_case("rnn", (300, 3, 4), gain=1e-3)
    trace = traced(case)
    result = connectivity(case.cell, trace, case.inputs.numpy(), np.ones(4), case.state)
    last = result.strength[-1]

    assert np.isfinite(last).all()
    assert last[0] < -3000
    assert all(before < after for before, after in pairwise(last[::5]))


@pytest.mark.parametrize("length", [0, 1])
def test_texts_of_no_token_and_of_one_have_connectivity(length):
    case = make_case("lstm", (length, 3, 4))
    result = connectivity(case.cell, traced(case), case.inputs, np.ones(4), case.state)

    assert np.isfinite(result.strength).all()
    assert result.signed.shape == (length, length)


@pytest.mark.parametrize(
    ("inputs", "direction", "message"),
    [
        ((4, 3), (4,), r"inputs of shape \(5, 3\), a row for each token; got \(4, 3\)"),
        ((5, 3), (3,), r"direction of shape \(4,\) or \(5, 4\); got \(3,\)"),
        ((5, 3), (4, 4), r"direction of shape \(4,\) or \(5, 4\); got \(4, 4\)"),
    ],
)
def test_wrong_shapes_are_refused(inputs, direction, message):
    case = make_case("gru")
    with pytest.raises(ValueError, match=message):
        connectivity(case.cell, traced(case), np.zeros(inputs), np.zeros(direction))


def test_in_steps_the_shares_rise_to_the_end_and_the_result_is_the_same():
    case = make_case("lstm", (9, 3, 4))
    arguments = case.cell, traced(case), case.inputs, directions(case)
    result, shares = in_steps(connectivity_in_steps(*arguments))
    whole = connectivity(*arguments)

    assert shares == pytest.approx([(n + 1) / 9 for n in range(9)])
    np.testing.assert_array_equal(result.strength, whole.strength)
    np.testing.assert_array_equal(result.signed, whole.signed)
