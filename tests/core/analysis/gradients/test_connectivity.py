"""All pairs of output and token at once: against one backward pass each, and small differences."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.gradients.backward import backward
from core.analysis.gradients.connectivity import connectivity
from core.analysis.memory.first_token_jacobian import gradient_norms
from core.cells import CELLS
from core.trace import unroll
from tests.core.analysis.gradients.by_autograd import walk
from tests.core.analysis.gradients.traces import traced
from tests.core.cells.strategies import TAME, Case, cases, make_case


def directions(case: Case) -> np.ndarray:
    """Return a direction for each output."""
    return np.random.default_rng(2).normal(size=(len(case.inputs), case.cell.hidden_size))


def hold(case: Case, gradients: np.ndarray, rtol: float) -> None:
    """Hold what is found to gradients ∂y_s/∂x_t, ``(T, T, input_size)``."""
    found = connectivity(case.cell, traced(case), case.inputs, directions(case), case.state)
    signed = (gradients * case.inputs.numpy()).sum(axis=2)
    strength, atol = np.linalg.norm(gradients, axis=2), 1e-2 * rtol

    np.testing.assert_allclose(2.0**found.strength, strength, rtol=rtol, atol=atol)
    np.testing.assert_allclose(found.signed, signed, rtol=rtol, atol=10 * atol)


@given(cases(gains=TAME))
def test_one_batch_is_as_a_loop_of_autograd(case):
    walked, looped = walk(case), []
    outputs = (walked.seen * torch.tensor(directions(case))).sum(dim=1)
    for output in outputs:
        looped.append(torch.autograd.grad(output, walked.inputs, retain_graph=True)[0].numpy())
    if looped:
        hold(case, np.stack(looped), 1e-8)


@pytest.mark.parametrize("name", CELLS)
def test_it_is_as_one_backward_pass_for_each_output(name):
    case = make_case(name, (30, 3, 4))
    weight, rows = case.cell.weight_ih.detach().numpy(), []
    for position, direction in enumerate(directions(case)):
        seeds = np.zeros((30, 4))
        seeds[position] = direction
        found = backward(case.cell, traced(case), seeds, case.state)
        rows.append(found.preactivations @ weight * 2.0 ** found.exponents[:, None])

    hold(case, np.stack(rows), 1e-10)


@pytest.mark.parametrize("name", CELLS)
def test_it_is_what_small_differences_make_of_the_outputs(name):
    """By the loops that draw the traces, which share no code with the derivatives."""
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

    hold(case, gradients, 1e-6)


@given(cases(), st.booleans())
def test_no_output_hears_of_tokens_yet_to_come(case, single):
    direction = np.ones(case.cell.hidden_size) if single else directions(case)
    found = connectivity(case.cell, traced(case), case.inputs, direction, case.state)
    ahead = np.triu(np.ones(found.strength.shape, bool), 1)

    assert found.strength.shape == found.signed.shape == (len(case.inputs),) * 2
    assert np.isneginf(found.strength[ahead]).all()
    assert not found.signed[ahead].any()
    assert not np.isnan(found.strength).any()
    assert np.isfinite(found.signed).all()
    lengths = np.linalg.norm(case.inputs.numpy(), axis=1)
    assert (np.abs(found.signed) <= 2.0**found.strength * lengths * (1 + 1e-9)).all()


@pytest.mark.parametrize("name", CELLS)
def test_its_first_column_is_the_gradient_of_the_first_token(name):
    """One direction for each unit; the squares add up to those of the whole Jacobian."""
    case = make_case(name, (20, 3, 4))
    trace = unroll(case.cell, case.inputs, case.tokens)
    columns = [
        connectivity(case.cell, trace, case.inputs, unit).strength[:, 0] for unit in np.eye(4)
    ]
    whole = np.sqrt((4.0 ** np.array(columns)).sum(axis=0))

    np.testing.assert_allclose(whole, gradient_norms(case.cell, case.inputs), rtol=1e-9)


def test_it_goes_far_below_what_floats_hold():
    case = make_case("rnn", (300, 3, 4), gain=1e-3)
    trace = traced(case)
    found = connectivity(case.cell, trace, case.inputs.numpy(), np.ones(4), case.state)
    last = found.strength[-1]

    assert np.isfinite(last).all()
    assert last[0] < -3000
    assert all(before < after for before, after in pairwise(last[::5]))


@pytest.mark.parametrize("length", [0, 1])
def test_of_no_token_and_of_one(length):
    case = make_case("lstm", (length, 3, 4))
    found = connectivity(case.cell, traced(case), case.inputs, np.ones(4), case.state)

    assert np.isfinite(found.strength).all()
    assert found.signed.shape == (length, length)


@pytest.mark.parametrize(
    ("inputs", "direction", "message"),
    [
        ((4, 3), (4,), r"inputs of shape \(5, 3\), a row for each token; got \(4, 3\)"),
        ((5, 3), (3,), r"direction of shape \(4,\) or \(5, 4\); got \(3,\)"),
        ((5, 3), (4, 4), r"direction of shape \(4,\) or \(5, 4\); got \(4, 4\)"),
    ],
)
def test_other_shapes_are_refused(inputs, direction, message):
    case = make_case("gru")
    with pytest.raises(ValueError, match=message):
        connectivity(case.cell, traced(case), np.zeros(inputs), np.zeros(direction))
