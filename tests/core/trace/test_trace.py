"""The promises of a trace besides its numbers, which the tests of the cells check."""

import copy
import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.cells import CELLS, ProjectedLSTMCell
from core.trace import Trace, digest, unroll
from tests.core.cells.strategies import make_case
from tests.nasty import STRINGS

EVERY = pytest.mark.parametrize("name", CELLS)


def traced(name: str = "lstm", length: int = 5, seed: int = 0, tokens: Any = None) -> Trace:
    case = make_case(name, (length, 3, 4), seed, dtype=torch.float32)
    return unroll(case.cell, case.inputs, tokens or case.tokens, case.state)


def arrays(trace: Trace) -> list[np.ndarray]:
    parts = [array for part in trace.preactivations.values() for array in part]
    return [*trace.activations.values(), *parts]


def with_change(trace: Trace, which: int, place: tuple[int, int], by: float) -> Trace:
    """Return a copy with one number of one array changed."""
    fresh = [array.copy() for array in arrays(trace)]
    fresh[which][place] += by
    left = iter(fresh)
    activations = {name: next(left) for name in trace.activations}
    preactivations = {
        name: type(part)(*(next(left) for _ in part)) for name, part in trace.preactivations.items()
    }
    return Trace(trace.tokens, trace.quantities, activations, preactivations)


@EVERY
def test_every_array_is_float32_one_row_a_token_one_column_a_unit(name):
    for array in arrays(traced(name)):
        assert array.dtype == np.float32
        assert array.shape == (5, 4)


@EVERY
@pytest.mark.parametrize("length", [0, 1, 6, 256])
def test_a_trace_is_shown_in_one_line(name, length):
    trace = traced(name, length)

    line = repr(trace)

    assert line == str(trace)
    assert f"Trace of {length} token" in line
    assert all(quantity in line for quantity in trace.activations)
    assert f"({length}, 4)" in line
    assert len(line) < 250


@given(st.lists(st.text() | st.sampled_from([*STRINGS.values()]), min_size=3, max_size=3))
def test_no_token_breaks_the_line_or_makes_it_long(tokens):
    line = repr(traced(length=3, tokens=tokens))

    assert line.isprintable()
    assert len(line.splitlines()) == 1
    assert len(line) < 500


def test_quantities_of_other_widths_have_shapes_of_their_own():
    trace = traced()
    wide = dict(trace.activations) | {"hidden_state": np.zeros((5, 2), np.float32)}

    line = repr(Trace(trace.tokens, trace.quantities, wide, trace.preactivations))

    assert line.endswith("output_gate, cell_state (5, 4); hidden_state (5, 2)")


@EVERY
def test_nothing_in_a_trace_can_be_written_to(name):
    trace = traced(name)

    for array in arrays(trace):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
    for mapping in (trace.activations, trace.preactivations):
        with pytest.raises(TypeError):
            mapping["hidden_state"] = None  # pyright: ignore[reportIndexIssue]
    with pytest.raises(FrozenInstanceError):
        trace.tokens = ()  # pyright: ignore[reportAttributeAccessIssue]


@EVERY
def test_a_trace_does_not_change_with_its_weights_or_inputs(name):
    case = make_case(name, dtype=torch.float32)
    trace = unroll(case.cell, case.inputs, case.tokens, case.state)
    before = digest(trace)

    with torch.no_grad():
        for tensor in (case.inputs, *case.state, *case.cell.parameters()):
            tensor.zero_()

    assert digest(trace) == before


@EVERY
@pytest.mark.parametrize("length", [0, 1, 5])
@pytest.mark.parametrize("copied", [lambda t: pickle.loads(pickle.dumps(t)), copy.deepcopy])
def test_a_trace_survives_the_cache_and_stays_read_only(name, length, copied):
    trace = traced(name, length)

    other = copied(trace)

    assert digest(other) == digest(trace)
    assert other.tokens == trace.tokens
    assert other.quantities == trace.quantities
    assert list(other.preactivations) == list(trace.preactivations)
    for ours, theirs in zip(arrays(trace), arrays(other), strict=True):
        assert np.array_equal(ours, theirs)
        assert not theirs.flags.writeable


@EVERY
def test_the_same_text_has_the_same_digest_and_another_network_another(name):
    assert digest(traced(name)) == digest(traced(name))
    assert digest(traced(name)) != digest(traced(name, seed=1))


@EVERY
def test_the_digest_changes_with_any_number(name):
    trace = traced(name)
    known = {digest(trace)}

    for which in range(len(arrays(trace))):
        for place in ((0, 0), (4, 3)):
            known.add(digest(with_change(trace, which, place, 0.5)))

    assert len(known) == 1 + 2 * len(arrays(trace))


def test_the_digest_changes_with_the_tokens():
    texts = [
        ("a", "b"),
        ("b", "a"),
        ("a b", ""),
        ("a\0b", ""),
        ("a", "\0b"),
        ("a", "b\0"),
        ("a", ""),
    ]

    assert len({digest(traced(length=2, tokens=tokens)) for tokens in texts}) == len(texts)


def test_tokens_that_no_file_could_hold_have_a_digest():
    assert len(digest(traced(length=1, tokens=("\ud800",)))) == 64


@pytest.mark.parametrize("name", ["data", "", "Forget_gate", "reset_gate"])
def test_a_quantity_that_the_cell_lacks_is_an_error_that_names_those_it_has(name):
    with pytest.raises(KeyError, match=rf"has input_gate, forget_gate, .*; it has no '{name}'"):
        traced()[name]


@EVERY
@pytest.mark.parametrize("shape", [(4, 3), (6, 3), (5, 2), (5,), (1, 5, 3)])
def test_inputs_of_another_shape_are_refused_with_what_was_expected(name, shape):
    case = make_case(name)
    message = r"expected inputs of shape \(5, 3\), a row for each token; got \("

    with pytest.raises(ValueError, match=message):
        unroll(case.cell, torch.zeros(shape), case.tokens)


@EVERY
@pytest.mark.parametrize("sizes", [(2, 4), (1, 5)])
def test_a_state_of_another_shape_is_refused_with_what_was_expected(name, sizes):
    case = make_case(name)
    batch, hidden_size = sizes
    other: Any = CELLS[name](3, hidden_size).double().initial_state(batch)
    message = rf"expected hidden_state of shape \(1, 4\), .*; got \({batch}, {hidden_size}\)"

    with pytest.raises(ValueError, match=message):
        unroll(case.cell, case.inputs, case.tokens, other)


@EVERY
def test_without_a_state_the_text_begins_at_zero(name):
    case = make_case(name)
    zero: Any = case.cell.initial_state(1)

    assert digest(unroll(case.cell, case.inputs, case.tokens)) == digest(
        unroll(case.cell, case.inputs, case.tokens, zero)
    )


@EVERY
def test_a_text_can_be_continued_from_the_state_of_a_step(name):
    """Made with gradients on, as a notebook does."""
    case = make_case(name)
    cell: Any = case.cell
    first = cell(case.inputs[:1], case.state)

    whole = unroll(cell, case.inputs, case.tokens, case.state)
    rest = unroll(cell, case.inputs[1:], case.tokens[1:], first.state)

    for quantity, values in rest.activations.items():
        np.testing.assert_allclose(values, whole[quantity][1:], rtol=0, atol=1e-12)


@EVERY
def test_arrays_and_tensors_are_the_same_inputs(name):
    """Read-only ones too, such as the hidden states of the layer below."""
    case = make_case(name, dtype=torch.float32)
    expected = digest(unroll(case.cell, case.inputs, case.tokens))
    array = case.inputs.numpy().copy()
    array.flags.writeable = False

    for inputs in (array, array.astype(np.float64), case.inputs.clone().requires_grad_()):
        assert digest(unroll(case.cell, inputs, case.tokens)) == expected


@EVERY
def test_tracing_leaves_gradients_switched_on_and_random_numbers_alone(name):
    random = torch.get_rng_state()

    traced(name)

    assert torch.is_grad_enabled()
    assert torch.equal(random, torch.get_rng_state())


@given(st.lists(st.text(), max_size=6))
def test_tokens_are_kept_as_they_are(tokens):
    trace = traced(length=len(tokens), tokens=tokens)

    assert trace.tokens == tuple(tokens)
    assert len(trace) == len(tokens)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_a_frame_has_every_number_by_position_and_unit(cell):
    trace = traced(cell, 4, tokens=("h", "e", "l", "l"))
    frame = trace.to_frame()
    assert frame.index.names == ["position", "unit"]
    assert [*frame.columns] == ["token", *trace.activations]
    assert frame.loc[(2, 0), "token"] == "e"
    for name, values in trace.activations.items():
        assert np.array_equal(frame[name].unstack().to_numpy(), values)


def test_a_frame_of_no_token_has_no_row():
    frame = traced("gru", 0).to_frame()
    assert len(frame) == 0
    assert "hidden_state" in frame


def test_a_narrow_quantity_ends_earlier_in_a_frame():
    cell = ProjectedLSTMCell(2, 3, 1, torch.Generator())
    frame = unroll(cell, torch.ones(2, 2), ["a", "b"]).to_frame()
    assert frame["cell_state"].notna().tolist() == [True] * 6
    assert frame["hidden_state"].notna().tolist() == [True, False, False] * 2
