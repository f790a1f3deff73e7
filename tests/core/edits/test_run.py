"""A text read while something is held: against the equations by hand, and against itself."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS, FeedbackCell
from core.cells.matmul import MANY_ROWS
from core.edits import Hold
from core.trace import Trace, digest, unroll
from tests.core.cells.strategies import TAME, Case, cases, make_case
from tests.core.edits.by_hand import by_hand, sigmoid

EVERY = pytest.mark.parametrize("name", CELLS)
LONG = MANY_ROWS + 6
VALUES = st.floats(-1.5, 1.5, width=32)


def read(case: Case, holds: Sequence[Hold] = ()) -> Trace:
    return unroll(case.cell, case.inputs, case.tokens, case.state, holds)


def names_of(case: Case) -> list[str]:
    return [quantity.name for quantity in case.cell.quantities]


def holds_of(case: Case) -> st.SearchStrategy[list[Hold]]:
    """Holds on any quantity, unit and steps of a case; they may overlap."""
    size, length = case.cell.hidden_size, len(case.inputs)
    value_by_unit = st.tuples(*[VALUES] * size)
    return st.lists(
        st.builds(
            Hold,
            st.sampled_from(names_of(case)),
            VALUES | value_by_unit,
            st.none() | st.integers(0, size - 1),
            st.integers(0, length + 1),
            st.none() | st.integers(0, length + 1),
        ),
        min_size=1,
        max_size=4,
    )


HELD = cases(gains=TAME).flatmap(lambda case: st.tuples(st.just(case), holds_of(case)))


@given(HELD)
def test_all_quantities_are_those_of_the_equations_with_the_held_values_put_in(drawn):
    case, holds = drawn
    state = {name: part[0].numpy() for name, part in case.state._asdict().items()}

    trace = read(case, holds)

    for name, expected in by_hand(case.cell, case.inputs.numpy(), state, holds).items():
        np.testing.assert_allclose(trace[name], expected, rtol=0, atol=1e-10, err_msg=name)


@given(HELD)
def test_preactivations_follow_from_the_state_before_whatever_is_held(drawn):
    """Squashed, they are the gates that the cell would have had: all but those that are held."""
    case, holds = drawn
    trace = read(case, holds)
    named = {hold.quantity for hold in holds}

    for name, part in trace.preactivations.items():
        squash = np.tanh if name in ("candidate", "hidden_state") else sigmoid
        if case.cell.name == "min-gru" and name == "candidate":
            squash = np.asarray  # it stays as it is
        if name not in named:
            np.testing.assert_allclose(
                squash(part.from_x + part.from_h + part.bias), trace[name], rtol=0, atol=1e-10
            )
    first = min((hold.start for hold in holds), default=0)
    plain = read(case)
    for name, part in trace.preactivations.items():
        if len(trace) > first and (name != "candidate" or "reset_gate" not in named):
            for ours, theirs in zip(part, plain.preactivations[name], strict=True):
                np.testing.assert_allclose(ours[first], theirs[first], rtol=0, atol=1e-10)


@given(
    st.sampled_from(list(CELLS)),
    st.integers(1, 6) | st.just(LONG),
    st.sampled_from([torch.float32, torch.float64]),
    st.integers(0, 2**32),
    st.data(),
)
def test_holding_quantities_at_the_values_they_have_changes_no_bit(name, length, dtype, seed, draw):
    case = make_case(name, (length, 3, 4), seed, dtype=dtype)
    plain = read(case)
    places = st.tuples(
        st.sampled_from(names_of(case)),
        st.none() | st.integers(0, 3),
        st.integers(0, length - 1),
    )

    holds = [
        Hold(quantity, tuple(plain[quantity][t].tolist()), unit, t, t + 1)
        for quantity, unit, t in draw.draw(st.lists(places, min_size=1, max_size=5))
    ]

    assert digest(read(case, holds)) == digest(plain)


@EVERY
@pytest.mark.parametrize("length", [5, LONG])
def test_all_quantities_held_at_their_values_throughout_change_no_bit(name, length):
    case = make_case(name, (length, 3, 4), dtype=torch.float32)
    plain = read(case)
    holds = [
        Hold(quantity, tuple(row.tolist()), None, t, t + 1)
        for quantity in names_of(case)
        for t, row in enumerate(plain[quantity])
    ]

    assert digest(read(case, holds)) == digest(plain)


@EVERY
@pytest.mark.parametrize("length", [6, LONG])
def test_the_past_keeps_every_bit(name, length):
    """Up to the first step that a hold changes, though another holds from the start."""
    case, first = make_case(name, (length, 3, 4), dtype=torch.float32), length - 3
    plain = read(case)
    same = Hold("hidden_state", float(plain["hidden_state"][1, 0]), unit=0, start=1, stop=2)

    for quantity in names_of(case):
        changed = read(case, [same, Hold(quantity, 0.625, unit=2, start=first)])
        for ours, theirs in zip(arrays(changed), arrays(plain), strict=True):
            assert np.array_equal(ours[:first], theirs[:first])
        assert not np.array_equal(changed["hidden_state"][first:], plain["hidden_state"][first:])


def arrays(trace: Trace) -> list[np.ndarray]:
    parts = [array for part in trace.preactivations.values() for array in part]
    return [*trace.activations.values(), *parts]


@EVERY
def test_a_silenced_unit_is_one_that_no_other_unit_listens_to(name):
    """Holding its hidden state at 0 has the same effect as a column of weights that is 0."""
    case = make_case(name, (7, 3, 4))
    silent = unroll(case.cell, case.inputs, case.tokens, edits=[Hold("hidden_state", 0.0, 1)])
    if isinstance(case.cell, FeedbackCell):  # units of others do not listen to each other anyway
        with torch.no_grad():
            case.cell.weight_hh[:, 1] = 0
    others = [0, 2, 3]

    deaf = unroll(case.cell, case.inputs, case.tokens)

    assert not silent["hidden_state"][:, 1].any()
    for quantity in deaf.activations:
        np.testing.assert_allclose(
            silent[quantity][:, others], deaf[quantity][:, others], rtol=0, atol=1e-12
        )


def test_a_cell_state_that_is_kept_whole_with_nothing_written_stays_as_it_is():
    case = make_case("lstm", (6, 3, 4), dtype=torch.float32)
    keep = [Hold("forget_gate", 1.0, start=2), Hold("input_gate", 0.0, start=2)]

    trace = read(case, keep)

    for row in trace["cell_state"][2:]:
        assert np.array_equal(row, trace["cell_state"][1])


def test_a_cell_state_that_is_held_is_exact_and_leaves_the_gates_the_cells_own():
    case = make_case("lstm", (6, 3, 4), dtype=torch.float32)
    plain = read(case)

    trace = read(case, [Hold("cell_state", 0.3, unit=2, start=4)])

    assert (trace["cell_state"][4:, 2] == np.float32(0.3)).all()
    for gate in ("input_gate", "forget_gate", "candidate", "output_gate"):
        np.testing.assert_allclose(trace[gate][4], plain[gate][4], rtol=0, atol=1e-6)
    expected = trace["output_gate"] * np.tanh(trace["cell_state"])
    np.testing.assert_allclose(trace["hidden_state"], expected, rtol=0, atol=1e-6)


@EVERY
def test_a_state_of_another_text_is_continued_as_it_is_there(name):
    """The whole state held at one step: from there on, the other text's, continued."""
    case, other = make_case(name, (6, 3, 4)), make_case(name, (4, 3, 4), seed=5)
    theirs = unroll(case.cell, other.inputs, other.tokens, case.state)
    swap = [Hold(part, tuple(theirs[part][1].tolist()), None, 2, 3) for part in case.state._fields]

    trace = read(case, swap)

    inputs = torch.cat([other.inputs[:2], case.inputs[3:]])
    continued = unroll(case.cell, inputs, case.tokens[1:], case.state)
    for quantity in continued.activations:
        np.testing.assert_allclose(trace[quantity][3:], continued[quantity][2:], rtol=0, atol=1e-12)


@given(HELD)
def test_of_two_holds_on_the_same_values_the_later_one_counts_alone(drawn):
    case, holds = drawn
    others = [replace(hold, value=0.125) for hold in holds]

    assert digest(read(case, [*others, *holds])) == digest(read(case, holds))


@EVERY
def test_holds_on_different_quantities_units_and_steps_come_in_any_order(name):
    case = make_case(name, (6, 3, 4))
    first = names_of(case)[0]
    holds = [
        Hold("hidden_state", 0.5, unit=0, start=1, stop=3),
        Hold("hidden_state", -0.5, unit=1, start=1),
        Hold("hidden_state", 0.25, unit=0, start=3),
        Hold(first, 0.75, unit=2, start=2),
    ]

    assert len({digest(read(case, order)) for order in permutations(holds)}) == 1


@EVERY
def test_a_text_without_tokens_has_nothing_to_hold(name):
    case = make_case(name, (0, 3, 4))

    assert digest(read(case, [Hold("hidden_state", 0.5)])) == digest(read(case))


@EVERY
def test_an_edited_trace_is_read_only_and_can_be_pickled(name):
    case = make_case(name, dtype=torch.float32)
    copies = [case.inputs.clone(), *(part.clone() for part in case.state)]
    trace = read(case, [Hold("hidden_state", 0.5, unit=1, start=2)])

    for array in arrays(trace):
        assert array.dtype == np.float32
        assert array.shape == (5, 4)
        assert not array.flags.writeable
    assert digest(pickle.loads(pickle.dumps(trace))) == digest(trace)
    assert all(map(torch.equal, copies, (case.inputs, *case.state)))


def test_a_hold_on_a_quantity_that_the_cell_lacks_is_refused():
    case = make_case("gru")
    wrong: Any = [Hold("forget_gate", 0.5)]

    with pytest.raises(ValueError, match=r"GRUCell expected one of reset_gate, .*'forget_gate'"):
        read(case, wrong)
