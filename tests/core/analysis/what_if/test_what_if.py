"""What-if results, compared with texts as the edits make them and with holds by themselves."""

import math
import pickle
import re
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import load_network
from core.analysis.reading import MAX_TOKENS, ShownToken, read
from core.analysis.what_if import WhatIf, at_typed, difference
from core.analysis.what_if import what_if as what_if_of
from core.edits import Edit, Hold, Remove, Replace, Swap
from core.network import Network, in_paper_form
from core.notation import TITLES
from core.trace import digest, unroll
from tests.core.analysis.what_if.of_texts import silence_each, what_if, what_if_possible
from tests.nasty import STRINGS

HELLO, WAVE = load_network("hello", "gru"), load_network("wave", "lstm")
BRACKETS = {cell: load_network("brackets", cell) for cell in ("rnn", "lstm", "gru")}
BRACKETS["paper-gru"] = in_paper_form(BRACKETS["gru"])
LSTM, TEXT, OTHER = BRACKETS["lstm"], "(1(2)1)0()", "((((4"
EVERY = pytest.mark.parametrize("network", BRACKETS.values(), ids=BRACKETS)


def numbers(result: WhatIf) -> list[np.ndarray]:
    return [*result.after.activations.values(), result.opinions_after]


@EVERY
@pytest.mark.parametrize("text", [TEXT, "1", "", "(1(2)1)0()" * 9])
def test_without_edits_the_result_equals_a_reading_bit_for_bit(network, text):
    result, reading = what_if(network, text, ()), read(network, text)

    assert digest(result.before) == digest(result.after) == reading.digest
    assert np.array_equal(result.opinions_before, reading.opinions)
    assert np.array_equal(result.opinions_after, reading.opinions)
    assert result.places == tuple(range(len(text)))
    assert result.tokens == reading.tokens
    assert (result.notices, result.left_out) == ((), ())


NOTHING = [
    [Replace(3, "2"), Replace(0, "(")],
    [Remove(2), Replace(2, "(")],
    [Replace(2, "4"), Remove(2), Replace(2, "(")],
    [Swap(4, 4)],
]


@EVERY
@pytest.mark.parametrize("edits", NOTHING)
def test_edits_that_change_nothing_leave_every_bit(network, edits):
    result = what_if(network, TEXT, edits, other=TEXT)

    assert digest(result.before) == digest(result.after)
    assert not difference(result, "hidden_state").any()


TOKENS = [
    ([Remove(0)], "1(2)1)0()"),
    ([Remove(9), Remove(4)], "(1(21)0("),
    ([Remove(position) for position in range(10)], ""),
    ([Replace(1, "3")], "(3(2)1)0()"),
    ([Replace(1, "34")], "(3(2)1)0()"),
    ([Replace(1, "3"), Remove(1), Replace(1, "4")], "(4(2)1)0()"),
    ([Replace(1, "3"), Remove(1)], "((2)1)0()"),
    ([Replace(9, "4"), Remove(0), Remove(2)], "12)1)0(4"),
]


@EVERY
@pytest.mark.parametrize(("edits", "text"), TOKENS)
def test_a_text_with_other_tokens_is_read_as_if_typed_that_way(network, edits, text):
    result, reading = what_if(network, TEXT, edits), read(network, text)

    assert digest(result.after) == reading.digest
    assert digest(result.before) == digest(network.trace(TEXT))
    assert result.tokens == reading.tokens
    assert np.array_equal(result.opinions_after, reading.opinions)
    removed = len(TEXT) - len(text)
    assert result.places.count(None) == removed
    assert [place for place in result.places if place is not None] == [*range(len(text))]


@pytest.mark.parametrize(("text", "label"), [("", "∅"), (" x", "␣"), ("xyz", "x")])
def test_all_unknown_tokens_are_read_alike(text, label):
    result, unknown = what_if(HELLO, "hello", [Replace(1, text)]), HELLO.trace("hxllo")

    assert np.array_equal(result.after["hidden_state"], unknown["hidden_state"])
    assert (result.tokens[1].label, result.tokens[1].known) == (label, False)
    assert result.tokens[0] == ShownToken("h", "h", True)


@pytest.mark.parametrize(
    ("text", "other"), [("2.5", "0.5 2.5 1"), ("", "0.5 0 1"), ("ten", "0.5 ten 1")]
)
def test_a_number_of_a_series_is_replaced_by_a_number(text, other):
    result, expected = what_if(WAVE, "0.5 -0.75 1", [Replace(1, text)]), WAVE.trace(other)

    assert np.array_equal(result.after["hidden_state"], expected["hidden_state"])


HELD = [
    ([], [Hold("hidden_state", 0.5, 3, 2, 5)], [Hold("hidden_state", 0.5, 3, 2, 5)]),
    ([0], [Hold("hidden_state", 0.5, 3, 2, 5)], [Hold("hidden_state", 0.5, 3, 1, 4)]),
    ([3], [Hold("hidden_state", 0.5, 3, 2, 5)], [Hold("hidden_state", 0.5, 3, 2, 4)]),
    ([2], [Hold("hidden_state", 0.5, 3, 2, 5)], [Hold("hidden_state", 0.5, 3, 2, 4)]),
    ([4], [Hold("hidden_state", 0.5, 3, 2, 5)], [Hold("hidden_state", 0.5, 3, 2, 4)]),
    ([9], [Hold("hidden_state", 0.5, None, 2)], [Hold("hidden_state", 0.5, None, 2)]),
    ([2], [Hold("hidden_state", 0.5, 3, 2, 999)], [Hold("hidden_state", 0.5, 3, 2)]),
]


@EVERY
@pytest.mark.parametrize(("removed", "typed", "left"), HELD)
def test_a_hold_moves_with_its_tokens(network, removed, typed, left):
    """Whether the removals come first or last in the list."""
    cuts = [Remove(position) for position in removed]
    text = "".join(token for place, token in enumerate(TEXT) if place not in removed)
    codes = network.encode(text).codes
    expected = unroll(network.cell, network.vectors(codes), list(text), edits=left)

    for edits in ([*cuts, *typed], [*typed, *cuts]):
        assert digest(what_if(network, TEXT, edits).after) == digest(expected)


@EVERY
@pytest.mark.parametrize("removed", [[], [1], [1, 9], [5]])
def test_after_a_swap_the_text_goes_on_from_the_other_text_s_state(network, removed):
    result = what_if(network, TEXT, [*map(Remove, removed), Swap(4, 2)], OTHER)

    text = OTHER[:3] + "".join(TEXT[at] for at in range(5, 10) if at not in removed)
    expected = network.trace(text)
    for quantity in expected.activations:
        ours, theirs = result.after[quantity], expected[quantity]
        rest = len(theirs) - 3
        np.testing.assert_allclose(ours[-rest:], theirs[-rest:], rtol=0, atol=1e-5)
        if quantity in network.cell.initial_state(1)._fields:
            assert np.array_equal(ours[-rest - 1], theirs[2])
    assert not result.notices


def test_a_hold_outlasts_a_swap_that_comes_before_it_and_no_other():
    silence, swap = Hold("hidden_state", 0.0, unit=0), Swap(4, 2)

    silent = what_if(LSTM, TEXT, [swap, silence], OTHER).after["hidden_state"]
    swapped = what_if(LSTM, TEXT, [silence, swap], OTHER).after["hidden_state"]

    assert not silent[:, 0].any()
    assert [*np.flatnonzero(swapped[:, 0])] == [4]


OUTSIDE: list[tuple[list[Edit], str, str]] = [
    ([Remove(10)], "", "this text has no such token"),
    ([Replace(10, "1")], "", "this text has no such token"),
    ([Remove(-1)], "", "this text has no such token"),
    ([Hold("cell_state", 0.5, start=10)], "", "this text has no such token"),
    ([Hold("cell_state", 0.5, start=-1)], "", "this text has no such token"),
    ([Swap(10, 0)], OTHER, "this text has no such token"),
    ([Swap(0, 5)], OTHER, "the other text has no such token"),
    ([Swap(0, -1)], OTHER, "the other text has no such token"),
    ([Swap(0, 0)], "", "the other text has no such token"),
    ([Hold("cell_state", 0.5, unit=10)], "", "this network has no such unit"),
    ([Hold("cell_state", 0.5, unit=-1)], "", "this network has no such unit"),
    ([Hold("reset_gate", 0.5)], "", "this cell has no such quantity"),
    ([Hold("", 0.5)], "", "this cell has no such quantity"),
    ([Hold("cell_state", 0.5, start=3, stop=3)], "", "no token is left for them"),
    ([Hold("cell_state", 0.5, start=3, stop=-1)], "", "no token is left for them"),
    ([Hold("forget_gate", -0.01)], "", "the quantity cannot have such a value"),
    ([Hold("hidden_state", 1.5, unit=1)], "", "the quantity cannot have such a value"),
]


@pytest.mark.parametrize(("edits", "other", "why"), OUTSIDE)
def test_edits_that_point_outside_are_left_out_with_a_notice(edits, other, why):
    result = what_if_possible(LSTM, TEXT, edits, other)

    (notice,) = result.notices
    assert why in notice.message
    assert notice.values == {"count": 1}
    assert result.left_out == (0,)
    assert digest(result.before) == digest(result.after)


@pytest.mark.parametrize("analysis", [what_if, silence_each])
@pytest.mark.parametrize(("edits", "other"), [case[:2] for case in OUTSIDE])
def test_an_edit_that_cannot_be_made_is_refused_with_what_was_expected(analysis, edits, other):
    (wrong,) = edits
    good = Hold("cell_state", 0.5)

    with pytest.raises(ValueError, match=rf"Edit 1 expected .*; got {re.escape(repr(wrong))}"):
        analysis(LSTM, TEXT, [good, wrong], other)


def any_holds() -> st.SearchStrategy[Hold]:
    """Holds on quantities, units, steps and values of which many are not there."""
    names = st.sampled_from([*TITLES, "", "memory"])
    values = st.sampled_from([0.0, 0.5, 1.0, -1.0, 1.5, -9.0, 1e39, math.nan, math.inf])
    value = values | st.tuples(values, values) | st.tuples(*[st.just(0.5)] * 10)
    steps = st.integers(-2, len(TEXT) + 2)
    return st.builds(Hold, names, value, st.none() | st.integers(-2, 11), steps, st.none() | steps)


@given(st.sampled_from(list(BRACKETS)), any_holds())
def test_whatever_unroll_refuses_is_refused_and_all_else_is_what_unroll_gives(cell, hold):
    network = BRACKETS[cell]
    inputs = network.vectors(network.encode(TEXT).codes)
    if not _is_possible(network, hold):
        with pytest.raises(ValueError, match="expected"):
            what_if(network, TEXT, [hold])
        return

    result = what_if(network, TEXT, [hold])

    expected = unroll(network.cell, inputs, list(TEXT), edits=[hold])  # refuses nothing of this
    assert digest(result.after) == digest(expected)


def _is_possible(network: Network, hold: Hold) -> bool:
    """Return whether a quantity, unit, step and value are there, by the definitions alone."""
    bounds = {quantity.name: quantity.bounds for quantity in network.cell.quantities}
    values = hold.value if isinstance(hold.value, tuple) else (hold.value,) * 10
    if hold.quantity not in bounds or len(values) != network.cell.width(hold.quantity):
        return False
    low, high = bounds[hold.quantity] or (-3e38, 3e38)
    stop = len(TEXT) if hold.stop is None else hold.stop
    is_read = 0 <= hold.start < min(stop, len(TEXT))
    has_unit = hold.unit is None or 0 <= hold.unit < network.cell.hidden_size
    return is_read and has_unit and all(low <= value <= high for value in values)


def test_the_ends_of_an_open_interval_can_be_held():
    """Rounded to a float, an open interval's end is a value that a gate can have."""
    held = [Hold("forget_gate", 1.0), Hold("input_gate", 0.0), Hold("candidate", -1.0)]

    assert what_if(LSTM, TEXT, held).left_out == ()


def test_other_edits_are_made_and_equal_reasons_share_a_notice():
    good = Hold("cell_state", 0.5, unit=1, start=6, stop=8)
    edits = [
        Remove(99), Hold("update_gate", 0.5), good, Remove(98), Remove(3), Swap(3, 0),
        Hold("cell_state", 0.5, start=3, stop=4),
    ]  # fmt: skip

    result = what_if_possible(LSTM, TEXT, edits, OTHER)

    assert [notice.values["count"] for notice in result.notices] == [2, 1, 2]
    assert result.left_out == (0, 1, 3, 5, 6)
    assert digest(result.after) == digest(what_if(LSTM, TEXT, [good, Remove(3)]).after)


@pytest.mark.parametrize("value", [float("nan"), (0.5,), 1e39])
def test_a_value_that_cannot_be_held_is_an_error(value):
    with pytest.raises(ValueError, match="A hold on LSTMCell expected"):
        what_if(LSTM, TEXT, [Hold("cell_state", value)])


def test_differences_stand_at_the_typed_tokens():
    result = what_if(LSTM, TEXT, [Remove(3), Hold("cell_state", 2.0, unit=4, start=6, stop=7)])

    change = difference(result, "cell_state")

    assert change.shape == (10, 10)
    assert np.isnan(change).all(axis=1).tolist() == [place == 3 for place in range(10)]
    assert not change[:3].any()
    assert change[6, 4] == np.float32(2.0) - result.before["cell_state"][6, 4]
    assert np.array_equal(
        change[4:], result.after["cell_state"][3:] - result.before["cell_state"][4:]
    )
    with pytest.raises(KeyError, match="it has no 'update_gate'"):
        difference(result, "update_gate")


def test_rows_of_any_shape_are_placed_at_the_typed_tokens():
    places = (0, None, 1)

    assert at_typed(places, np.array([1.0, 2.0])).tolist()[::2] == [1, 2]
    assert at_typed(places, np.array([[1.0, 2.0], [3.0, 4.0]]))[2].tolist() == [3, 4]
    assert np.isnan(at_typed((None, None), np.zeros((0, 3), np.float32))).all()
    assert at_typed((), np.zeros((0, 3), np.float32)).shape == (0, 3)


def test_a_long_text_is_cut_as_a_reading_is():
    text = TEXT * 30
    edits = [Remove(0), Remove(MAX_TOKENS), Swap(1, MAX_TOKENS)]
    result = what_if_possible(LSTM, text, edits, text)

    assert len(result.before) == MAX_TOKENS
    assert len(result.after) == MAX_TOKENS - 1
    assert result.left_out == (1, 2)


def any_edits() -> st.SearchStrategy[list[Edit]]:
    at = st.integers(0, 11)
    values = st.floats(-1, 1, width=32)
    names = st.sampled_from(["hidden_state", "candidate", "forget_gate", "reset_gate"])
    units = st.none() | st.integers(0, 11)
    hold = st.builds(Hold, names, values, units, at, st.none() | at)
    swap = st.builds(Swap, at, st.integers(0, 6))
    token = st.builds(Remove, at) | st.builds(Replace, at, st.sampled_from(["", "3", "x(", " "]))
    return st.lists(hold | swap | token, max_size=6)


@given(st.sampled_from(list(BRACKETS)), any_edits(), st.sampled_from([TEXT, "(1", ""]))
def test_the_results_of_any_edits_fit_together(cell, edits, text):
    network = BRACKETS[cell]

    result = what_if_possible(network, text, edits, OTHER)

    places = [place for place in result.places if place is not None]
    assert len(result.places) == len(result.before) == len(text)
    assert places == [*range(len(result.after))]
    assert len(result.tokens) == len(result.after) == len(result.opinions_after)
    assert all(np.isfinite(values).all() for values in numbers(result))
    assert sum(notice.values["count"] for notice in result.notices) == len(result.left_out)
    # Without the edits that were left out, the result is the same.
    rest = [edit for index, edit in enumerate(edits) if index not in result.left_out]
    assert digest(what_if(network, text, rest, OTHER).after) == digest(result.after)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_every_string_can_be_edited_inserted_and_swapped_with(text):
    edited = what_if_possible(HELLO, text, [Remove(0), Hold("hidden_state", 0.5, 1)], "hello")
    placed = what_if_possible(HELLO, "hello", [Replace(2, text), Swap(1, 0)], text)

    assert digest(edited.before) == read(HELLO, text).digest
    for result in (edited, placed):
        assert all(np.isfinite(values).all() for values in numbers(result))


def test_a_what_if_can_be_cached():
    result = what_if(LSTM, TEXT, [Remove(2), Swap(4, 1)], OTHER)
    again = pickle.loads(pickle.dumps(result))

    assert digest(again.before) == digest(result.before)
    assert digest(again.after) == digest(result.after)
    for field in fields(result):
        if field.name not in ("before", "after"):
            assert np.array_equal(getattr(again, field.name), getattr(result, field.name))


def test_the_trace_before_is_that_of_the_reading():
    reading = read(LSTM, TEXT)
    result = what_if_of(LSTM, reading, [Remove(2)])

    assert result.before is reading.trace
    assert result.opinions_before is reading.opinions


def test_without_another_text_there_is_nothing_to_swap_with():
    with pytest.raises(ValueError, match="one of the other text's 0 tokens"):
        what_if_of(LSTM, read(LSTM, TEXT), [Swap(4, 0)])
