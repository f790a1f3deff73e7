"""Names, records and equations agree, and the equations as they are printed give the numbers."""

import re
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given

from core.cells import CELLS, RecurrentCell
from core.notation import TITLES, Quantity
from core.trace import Trace, unroll
from tests.core.cells.strategies import TAME, Case, cases, make_case

EVERY = pytest.mark.parametrize("name", CELLS)
SYMBOL = re.compile(r"(?:\\tilde\{(?P<marked>\w)\}|(?P<letter>\w))_(?P<index>\w|\{[^}]*\})")
COMMANDS = {r"\sigma", r"\tanh", r"\odot"}


def names(cell: type[RecurrentCell]) -> list[str]:
    return [quantity.name for quantity in cell.quantities]


def letter(quantity: Quantity) -> str:
    """Return the letter that a quantity's weights carry: i for i_t, h for a tilde h."""
    match = SYMBOL.fullmatch(quantity.symbol)
    assert match, quantity.symbol
    assert match["index"] == "t"
    return match["marked"] or match["letter"]


@EVERY
def test_quantities_are_the_fields_of_the_step_in_its_order(name):
    case = make_case(name)
    step: Any = case.cell(case.inputs[:1], case.state)

    assert list(step._fields) == [*names(CELLS[name]), "state"]
    assert set(step.state._fields) <= set(step._fields)
    for field, value in step.state._asdict().items():
        assert getattr(step, field) is value


@EVERY
def test_quantities_are_what_a_trace_carries_in_its_order(name):
    case = make_case(name)
    trace = unroll(case.cell, case.inputs, case.tokens)

    assert list(trace.activations) == names(CELLS[name])
    assert trace.quantities == CELLS[name].quantities
    assert {array.shape for array in trace.activations.values()} == {(5, 4)}


@EVERY
def test_blocks_are_the_fields_of_gates_and_preactivations(name):
    case = make_case(name)
    x, hidden = case.inputs[:1], case.state.hidden_state

    assert case.cell.gates(x, hidden)._fields == CELLS[name].blocks
    assert case.cell.preactivations(x, hidden)._fields == CELLS[name].blocks
    assert set(CELLS[name].blocks) <= set(names(CELLS[name]))


@EVERY
def test_every_quantity_has_a_title_and_one_sentence_of_meaning(name):
    for quantity in CELLS[name].quantities:
        assert TITLES[quantity.name] == quantity.name.replace("_", " ")
        assert len(quantity.meaning.split()) >= 4
        assert quantity.meaning == quantity.meaning.strip()
        assert not quantity.meaning.endswith(".")


@EVERY
def test_what_a_sense_says_is_what_the_gate_does_at_one(name):
    """Held at 1, the gate makes the new state the old one, or the candidate."""
    cell, inputs, state = make_case(name)[:3]
    gates = cell.gates(inputs[:1], state.hidden_state)
    outcomes = {"keeps the old": state.hidden_state}
    if "candidate" in gates._fields:
        outcomes["takes the new"] = gates.candidate
    for quantity in cell.quantities:
        if quantity.sense is not None:
            held = gates._replace(**{quantity.name: torch.ones_like(state.hidden_state)})
            torch.testing.assert_close(
                cell.update(held, state).hidden_state, outcomes[quantity.sense]
            )


def test_a_gate_has_a_sense_wherever_another_cell_means_something_else_by_it():
    meanings = defaultdict(set)
    for cell in CELLS.values():
        for quantity in cell.quantities:
            if quantity.name.endswith("gate"):
                meanings[quantity.name].add(quantity.meaning)
    for cell in CELLS.values():
        for quantity in cell.quantities:
            ambiguous = len(meanings[quantity.name]) > 1
            assert (quantity.sense is not None) == ambiguous, (cell.name, quantity.name)


def test_there_is_no_title_without_a_quantity():
    assert set(TITLES) == {name for cell in CELLS.values() for name in names(cell)}


@EVERY
def test_no_symbol_and_no_name_stands_for_two_things(name):
    quantities = CELLS[name].quantities

    for field in ("name", "symbol", "equation"):
        assert len({getattr(quantity, field) for quantity in quantities}) == len(quantities)


@EVERY
def test_every_symbol_in_an_equation_is_known(name):
    """States of the step before, quantities further up, the token, and weights of its own row."""
    cell = CELLS[name]
    states = cell(1, 1).initial_state(1)._fields
    known = {"x_t"}
    for quantity in cell.quantities:
        if quantity.name in states:
            known.add(quantity.symbol.replace("_t", "_{t-1}"))
    for quantity in cell.quantities:
        own = letter(quantity)
        weights = {f"W_{{x{own}}}", f"W_{{h{own}}}", f"b_{own}", f"b_{{x{own}}}", f"b_{{h{own}}}"}
        used = {match[0] for match in SYMBOL.finditer(quantity.equation)}
        rest = SYMBOL.sub("", quantity.equation)

        assert used <= known | weights, quantity.name
        assert set(re.findall(r"\\\w+", rest)) <= COMMANDS
        assert re.fullmatch(r"[\s()+\-1]*", re.sub(r"\\\w+", "", rest)), rest
        known.add(quantity.symbol)


@EVERY
def test_bounds_are_those_of_the_outermost_function(name):
    for quantity in CELLS[name].quantities:
        if quantity.equation.startswith(r"\sigma("):
            assert quantity.bounds == (0, 1)
        elif quantity.equation.startswith(r"\tanh("):
            assert quantity.bounds == (-1, 1)
        else:  # a sum has no bounds, and a mean of old and new those of the candidate
            assert r"\sigma" not in quantity.equation
            is_free = quantity.name == "cell_state" or name == "min-gru"
            assert quantity.bounds == (None if is_free else (-1, 1))
        assert (r"\sigma" in quantity.equation) == quantity.name.endswith("gate")


def in_python(equation: str) -> str:
    """Return an equation as Python: a weight is followed by what it is multiplied with."""
    text = re.sub(r"\\tilde\{(\w)\}_(\w)", r"\1tilde_\2", equation)
    text = re.sub(r"W_\{(\w+)\}", r"W_\1 @", text)
    text = re.sub(r"_\{(\w+)-1\}", r"_before", text)
    text = re.sub(r"_\{(\w+)\}", r"_\1", text)
    return text.replace(r"\sigma", "sigmoid").replace(r"\tanh", "tanh").replace(r"\odot", "*")


def weights_by_name(cell: RecurrentCell) -> dict[str, np.ndarray]:
    """Return W_xi, W_hi, b_xi, b_hi and b_i = b_xi + b_hi for each block of rows.

    Where a cell has no recurrent weights, b_i is b_xi.
    """
    letters = {quantity.name: letter(quantity) for quantity in cell.quantities}
    kinds = {"weight_ih": "W_x", "weight_hh": "W_h", "bias_ih": "b_x", "bias_hh": "b_h"}
    values: dict[str, np.ndarray] = {}
    for name, parameter in cell.named_parameters():
        for block, rows in zip(
            cell.blocks, parameter.detach().chunk(len(cell.blocks)), strict=True
        ):
            values[kinds[name] + letters[block]] = rows.numpy()
    for block in cell.blocks:
        own = letters[block]
        values[f"b_{own}"] = values[f"b_x{own}"] + values.get(f"b_h{own}", 0)
    return values


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 + 0.5 * np.tanh(0.5 * x)


def evaluated(case: Case, trace: Trace, position: int) -> dict[str, np.ndarray]:
    """Evaluate the printed equations at one step, from the state that the trace shows before it."""
    values: dict[str, Any] = weights_by_name(case.cell)
    values |= {"sigmoid": sigmoid, "tanh": np.tanh, "x_t": case.inputs[position].numpy()}
    symbols = {quantity.name: quantity.symbol for quantity in case.cell.quantities}
    for name, first in case.state._asdict().items():
        old = trace[name][position - 1] if position else first[0].numpy()
        values[f"{symbols[name][0]}_before"] = old
    results = {}
    for quantity in case.cell.quantities:
        results[quantity.name] = eval(in_python(quantity.equation), {}, values)
        values[in_python(quantity.symbol)] = results[quantity.name]
    return results


@given(cases(gains=TAME))
def test_the_printed_equations_give_the_numbers(case):
    """What ``st.latex`` shows is parsed, run on the weights and compared with the trace."""
    trace = unroll(case.cell, case.inputs, case.tokens, case.state)

    for position in range(len(trace)):
        for name, value in evaluated(case, trace, position).items():
            np.testing.assert_allclose(trace[name][position], value, rtol=0, atol=1e-12)


def test_the_equations_tell_pytorchs_gru_from_the_papers():
    case = make_case("gru")
    trace = unroll(case.cell, case.inputs, case.tokens, case.state)
    papers = CELLS["paper-gru"](3, 4).double()
    papers.load_state_dict(case.cell.state_dict())

    other = evaluated(case._replace(cell=papers), trace, 1)

    assert np.abs(other["candidate"] - trace["candidate"][1]).max() > 1e-3
    assert np.abs(other["hidden_state"] - trace["hidden_state"][1]).max() > 1e-3
    assert torch.equal(papers.weight_ih, case.cell.weight_ih)
