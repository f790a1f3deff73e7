"""Honest traces agree with PyTorch; traces with a number changed anywhere do not."""

import numpy as np
import pytest
import torch
from hypothesis import given

from core.analysis.parity import largest_difference
from core.cells import Preactivation
from core.trace import Trace, unroll
from tests.core.cells.strategies import IN_TORCH, TAME, Case, cases, make_case

CHANGE = 0.01


def honest(name: str, dtype: torch.dtype = torch.float32) -> tuple[Case, Trace]:
    case = make_case(name, (6, 3, 4), dtype=dtype)
    return case, unroll(case.cell, case.inputs, case.tokens)


def numbers(trace: Trace) -> list[tuple[str, str]]:
    """Return the name of each array of a trace: a quantity, or a gate and one of its parts."""
    parts = [(gate, part) for gate in trace.preactivations for part in Preactivation._fields]
    return [(name, "") for name in trace.activations] + parts


def tampered(trace: Trace, name: str, part: str, place: tuple[int, int], by: float) -> Trace:
    activations = dict(trace.activations)
    preactivations = dict(trace.preactivations)
    array = getattr(trace.preactivations[name], part) if part else trace[name]
    array = array.copy()
    array[place] += by
    if part:
        preactivations[name] = preactivations[name]._replace(**{part: array})
    else:
        activations[name] = array
    return Trace(trace.tokens, trace.quantities, activations, preactivations)


@pytest.mark.parametrize("name", IN_TORCH)
def test_an_honest_trace_differs_by_rounding_only(name):
    case, trace = honest(name)
    exact, exact_trace = honest(name, torch.float64)

    assert largest_difference(case.cell, case.inputs, trace) < 2e-6
    assert largest_difference(exact.cell, exact.inputs, exact_trace) < 1e-14


@given(cases(IN_TORCH, gains=TAME))
def test_honest_traces_of_any_size_differ_by_rounding_only(case):
    trace = unroll(case.cell, case.inputs, case.tokens)

    assert largest_difference(case.cell, case.inputs, trace) < 1e-9


@pytest.mark.parametrize("by", [CHANGE, -CHANGE])
@pytest.mark.parametrize("place", [(0, 0), (2, 1), (5, 3)])
@pytest.mark.parametrize("name", IN_TORCH)
def test_one_number_changed_is_seen_at_its_full_size(name, place, by):
    """In every quantity and every part of a preactivation; first, middle and last token."""
    case, trace = honest(name)

    for array in numbers(trace):
        gap = largest_difference(case.cell, case.inputs, tampered(trace, *array, place, by))
        assert gap > 0.99 * CHANGE, array


@pytest.mark.parametrize("number", [np.nan, np.inf])
@pytest.mark.parametrize("name", IN_TORCH)
def test_nan_and_infinity_do_not_pass(name, number):
    case, trace = honest(name)

    for array in numbers(trace):
        gap = largest_difference(case.cell, case.inputs, tampered(trace, *array, (2, 1), number))
        assert not gap < 1, array


@pytest.mark.parametrize("name", IN_TORCH)
def test_two_changes_that_cancel_are_seen(name):
    """A number moved from one part to another leaves their sum as it was."""
    case, trace = honest(name)
    gate = next(iter(trace.preactivations))

    moved = tampered(trace, gate, "from_x", (1, 1), CHANGE)
    moved = tampered(moved, gate, "from_h", (1, 1), -CHANGE)

    assert largest_difference(case.cell, case.inputs, moved) > 0.99 * CHANGE


def test_a_saturated_cell_state_is_not_hidden_by_its_tanh():
    """With all gates open, c_t grows by one per token; at 15, its tanh is flat."""
    case = make_case("lstm", (20, 3, 4), dtype=torch.float32)
    with torch.no_grad():
        case.cell.bias_ih.copy_(torch.tensor([40.0, 40.0, 40.0, 0.0]).repeat_interleave(4))
    trace = unroll(case.cell, 0 * case.inputs, case.tokens)

    changed = tampered(trace, "cell_state", "", (14, 1), CHANGE)

    assert trace["cell_state"][14, 1] > 10
    assert largest_difference(case.cell, 0 * case.inputs, changed) > 0.9 * CHANGE


@pytest.mark.parametrize("name", IN_TORCH)
def test_a_trace_of_other_weights_or_another_text_does_not_pass(name):
    case, trace = honest(name)
    other = make_case(name, (6, 3, 4), seed=1, dtype=torch.float32)

    assert largest_difference(other.cell, case.inputs, trace) > 0.1
    assert largest_difference(case.cell, other.inputs, trace) > 0.1


@pytest.mark.parametrize("name", IN_TORCH)
def test_a_text_without_tokens_differs_by_nothing(name):
    case = make_case(name, (0, 3, 4), dtype=torch.float32)
    trace = unroll(case.cell, case.inputs, [])

    assert largest_difference(case.cell, case.inputs, trace) == 0


def test_a_trace_is_left_as_it_was():
    case, trace = honest("gru")
    copies = {name: array.copy() for name, array in trace.activations.items()}

    largest_difference(case.cell, case.inputs, trace)

    assert all(np.array_equal(copies[name], trace[name]) for name in copies)


def test_the_papers_gru_cannot_be_compared():
    case = make_case("paper-gru", dtype=torch.float32)
    trace = unroll(case.cell, case.inputs, case.tokens)

    with pytest.raises(ValueError, match=r"no layer for 'paper-gru'; it has rnn, lstm, gru"):
        largest_difference(case.cell, case.inputs, trace)
