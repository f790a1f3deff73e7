"""Properties of every cell, whatever its size, its weights and the text."""

from typing import Any

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from core.cells import RecurrentCell
from core.trace import Trace, unroll
from tests.core.cells.strategies import TAME, Case, cases

EXACT = {"rtol": 0, "atol": 1e-12}


def traced(case: Case) -> Trace:
    return unroll(case.cell, case.inputs, case.tokens, case.state)


def stepped(case: Case) -> list[dict[str, Tensor]]:
    """Return what the cell's own ``forward`` computes, step by step."""
    state, steps = case.state, []
    with torch.no_grad():
        for row in case.inputs:
            step: Any = case.cell(row[None], state)
            steps.append(step._asdict())
            state = step.state
    return steps


def before(trace: Trace, case: Case, name: str) -> np.ndarray:
    """Return a state as each step found it: the initial one, then the previous step's."""
    first = getattr(case.state, name).numpy()
    return np.concatenate([first, trace[name]])[: len(trace)]


@given(cases() | cases(dtype=torch.float32))
def test_every_quantity_stays_in_its_bounds(case):
    """Rounding may reach a bound, never pass it; weights here are up to ten thousand."""
    trace = traced(case)

    for quantity in case.cell.quantities:
        values = trace[quantity.name]
        assert np.isfinite(values).all()
        if quantity.bounds is not None:
            assert ((quantity.bounds[0] <= values) & (values <= quantity.bounds[1])).all()


@given(cases(gains=TAME))
def test_a_trace_is_what_the_steps_compute(case):
    """From an initial state other than zero, for texts of any length, none and one among them."""
    trace = traced(case)

    for position, step in enumerate(stepped(case)):
        for quantity in case.cell.quantities:
            shown, expected = trace[quantity.name][position], step[quantity.name][0]
            np.testing.assert_allclose(shown, expected, rtol=0, atol=1e-8)


@given(cases())
def test_each_step_follows_from_the_state_that_is_shown_before_it(case):
    """The same without trajectories, so that chaos does not matter: also for huge weights."""
    trace, cell = traced(case), case.cell
    state = type(case.state)(
        *(torch.from_numpy(before(trace, case, name)) for name in case.state._fields)
    )
    with torch.no_grad():
        step = cell(case.inputs, state)

    largest = max(float(parameter.detach().abs().max()) for parameter in cell.parameters())
    for quantity in cell.quantities:
        shown, expected = trace[quantity.name], getattr(step, quantity.name)
        np.testing.assert_allclose(shown, expected, rtol=0, atol=1e-13 * max(largest, 10))


@given(cases(), st.data())
def test_steps_do_not_depend_on_the_future_bit_by_bit(case, data):
    length = data.draw(st.integers(0, len(case.inputs)))

    whole = stepped(case)
    beginning = stepped(case._replace(inputs=case.inputs[:length]))

    for early, late in zip(beginning, whole[:length], strict=True):
        for quantity in case.cell.quantities:
            assert torch.equal(early[quantity.name], late[quantity.name])


@given(cases(gains=TAME), st.data())
def test_a_trace_does_not_depend_on_the_future(case, data):
    """Up to rounding, for products over other numbers of rows sum in another order."""
    length = data.draw(st.integers(0, len(case.inputs)))
    changed = torch.cat([case.inputs[:length], -case.inputs[length:]])

    whole, beginning, other = (
        traced(case._replace(inputs=inputs))
        for inputs in (case.inputs, case.inputs[:length], changed)
    )

    for name, values in beginning.activations.items():
        np.testing.assert_allclose(whole[name][:length], values, rtol=0, atol=1e-8)
        np.testing.assert_allclose(other[name][:length], values, rtol=0, atol=1e-8)


@given(cases(("lstm",)))
def test_the_lstms_memory_is_kept_and_written_as_its_gates_say(case):
    """c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t and h_t = o_t ⊙ tanh(c_t)."""
    trace = traced(case)
    old = before(trace, case, "cell_state")
    kept, written = trace["forget_gate"] * old, trace["input_gate"] * trace["candidate"]

    np.testing.assert_allclose(trace["cell_state"], kept + written, **EXACT)
    shown = trace["output_gate"] * np.tanh(trace["cell_state"])
    # h is the fused layer's own: huge weights amplify the last bit of the h_{t-1} it came from.
    largest = float(case.cell.weight_hh.detach().abs().max())
    np.testing.assert_allclose(trace["hidden_state"], shown, rtol=0, atol=1e-13 * max(largest, 10))


@given(cases(("gru", "paper-gru", "min-gru")))
def test_the_grus_state_lies_between_the_candidate_and_the_old_state(case):
    trace = traced(case)
    old, new = before(trace, case, "hidden_state"), trace["candidate"]
    z, h = trace["update_gate"], trace["hidden_state"]
    kept = z if case.cell.name == "gru" else 1 - z

    # One ulp of 1 for the rounding of the sum; huge weights amplify it on its way into n.
    largest = max(float(parameter.detach().abs().max()) for parameter in case.cell.parameters())
    slack = 1e-14 * max(10, largest)
    assert (h >= np.minimum(old, new) - slack).all()
    assert (h <= np.maximum(old, new) + slack).all()
    np.testing.assert_allclose(h, kept * old + (1 - kept) * new, rtol=0, atol=10 * slack)


def squashed(cell: RecurrentCell, name: str, total: np.ndarray) -> np.ndarray:
    """Squash as the bounds of a quantity say: (0, 1) is the logistic function, (-1, 1) tanh.

    What has no bounds is not squashed.
    """
    bounds = {quantity.name: quantity.bounds for quantity in cell.quantities}[name]
    if bounds is None:
        return total
    return np.tanh(total) if bounds == (-1, 1) else 0.5 + 0.5 * np.tanh(0.5 * total)


@given(cases())
def test_the_three_parts_sum_to_what_is_squashed(case):
    trace = traced(case)

    assert tuple(trace.preactivations) == case.cell.blocks
    for name, part in trace.preactivations.items():
        total = part.from_x + part.from_h + part.bias
        activation = squashed(case.cell, name, total)
        slack = 1e-15 * max(1e3, float(np.abs(total).max(initial=0)))
        np.testing.assert_allclose(trace[name], activation, rtol=0, atol=slack)


@given(cases())
def test_the_parts_are_the_products_that_they_are_called_after(case):
    """from_x does not know the memory, from_h not the token, and the bias neither."""
    trace, cell = traced(case), case.cell
    from_x = (case.inputs @ cell.weight_ih.detach().T).chunk(len(cell.blocks), -1)

    for expected, part in zip(from_x, trace.preactivations.values(), strict=True):
        np.testing.assert_allclose(part.from_x, expected, rtol=1e-12, atol=1e-12)
    if cell.name in ("rnn", "lstm"):
        old = torch.from_numpy(before(trace, case, "hidden_state"))
        from_h = (old @ cell.weight_hh.detach().T).chunk(len(cell.blocks), -1)
        biases = (cell.bias_ih + cell.bias_hh).detach().chunk(len(cell.blocks))
        for expected, bias, part in zip(from_h, biases, trace.preactivations.values(), strict=True):
            np.testing.assert_allclose(part.from_h, expected, rtol=1e-12, atol=1e-12)
            assert (part.bias == bias.numpy()).all()
