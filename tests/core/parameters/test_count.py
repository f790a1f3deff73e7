"""Counts are checked against torch.nn's own modules, against textbook formulas and by hand."""

import ast
import itertools
import math
from fractions import Fraction

import pytest
import torch
from torch import nn

from core.cells import CELLS
from core.parameters.conventions import BIAS, CONVENTIONS, has_projection, second_biases
from core.parameters.count import MAXIMUM_LAYERS, MAXIMUM_SIZE, coefficients, count_parameters
from core.parameters.table import BACKWARD, FORWARD, ParameterTable, by_tensor, ratio

LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
SIZES = [(1, 1), (8, 16), (64, 3), (7, 128)]
EVERYTHING = [
    pytest.param(*case, id="-".join(map(str, case)))
    for case in itertools.product(LAYERS, CONVENTIONS, (1, 2, 3), (False, True))
]


def value(formula: str) -> int:
    """Evaluate a formula of whole numbers, +, −, × and brackets; anything else is an error."""

    def visit(node: ast.expr) -> int:
        match node:
            case ast.Constant(value=int(number)):
                return number
            case ast.BinOp(left, ast.Add(), right):
                return visit(left) + visit(right)
            case ast.BinOp(left, ast.Sub(), right):
                return visit(left) - visit(right)
            case ast.BinOp(left, ast.Mult(), right):
                return visit(left) * visit(right)
        raise ValueError(f"Not of sums, differences and products: {formula}")

    return visit(ast.parse(formula.replace("×", "*").replace("−", "-"), mode="eval").body)


@pytest.mark.parametrize(("cell", "convention", "layers", "both"), EVERYTHING)
@pytest.mark.parametrize(("inputs", "hidden"), SIZES)
def test_weights_are_those_of_the_real_module(cell, convention, layers, both, inputs, hidden):
    module = LAYERS[cell](inputs, hidden, layers, bidirectional=both)
    weights = sum(p.numel() for name, p in module.named_parameters() if "weight" in name)

    table = count_parameters(cell, inputs, hidden, layers, both, convention)

    assert sum(row.count for row in table.rows if row.kind != BIAS) == weights


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("cell", LAYERS)
def test_pytorch_tensors_are_those_of_the_real_module(cell, layers, both):
    module = LAYERS[cell](8, 16, layers, bidirectional=both)
    own = {name: tuple(parameter.shape) for name, parameter in module.named_parameters()}

    table = count_parameters(cell, 8, 16, layers, both)

    assert table.total == sum(parameter.numel() for parameter in module.parameters())
    counted = {
        f"{row.tensor}_l{row.layer}" + "_reverse" * (row.direction == BACKWARD): row.shape
        for row in by_tensor(table)
    }
    assert counted == own


@pytest.mark.parametrize(("inputs", "hidden"), SIZES)
@pytest.mark.parametrize("name", [*LAYERS, "paper-gru"])
def test_our_own_cells_have_as_many_parameters_the_papers_gru_too(name, inputs, hidden):
    cell = CELLS[name](inputs, hidden, torch.Generator())

    table = count_parameters(name.removeprefix("paper-"), inputs, hidden)

    assert table.total == sum(parameter.numel() for parameter in cell.parameters())


@pytest.mark.parametrize(("cell", "convention", "layers", "both"), EVERYTHING)
def test_formulas_give_the_counts(cell, convention, layers, both):
    table = count_parameters(cell, 8, 16, layers, both, convention)

    for row in (*table.rows, *by_tensor(table)):
        assert value(row.formula) == row.count == math.prod(row.shape)
    assert value(table.formula) == table.total == sum(row.count for row in by_tensor(table))


@pytest.mark.parametrize(("cell", "convention", "layers", "both"), EVERYTHING)
def test_two_coefficients_give_the_count_of_any_number_of_units(cell, convention, layers, both):
    a, b = coefficients(cell, 8, layers, both, convention)

    for units in (1, 3, 16, 129):
        total = count_parameters(cell, 8, units, layers, both, convention).total
        assert total == a * units**2 + b * units


@pytest.mark.parametrize(("cell", "convention", "layers", "both"), EVERYTHING)
def test_every_block_of_the_cell_has_an_equal_share(cell, convention, layers, both):
    table = count_parameters(cell, 8, 16, layers, both, convention)

    shares = {
        block: sum(row.count for row in table.rows if row.block == block)
        for block in CELLS[cell].blocks
    }
    second = second_biases(cell, convention) * 16 * layers * (1 + both)
    one_share = (table.total - second) // len(shares)
    assert shares == {
        block: one_share + second * (block == "candidate") for block in CELLS[cell].blocks
    }
    assert {row.layer for row in table.rows} == set(range(layers))
    assert {row.direction for row in table.rows} == {FORWARD, BACKWARD} if both else {FORWARD}


def test_the_parameters_of_a_small_gru_are_those_counted_by_hand():
    """The GRU of 2 inputs and 3 units, counted on paper.

    One block turns x (2 numbers) and h (3) into 3 numbers: a 3 × 2 and a 3 × 3 matrix, 6 + 9 = 15
    weights. Three blocks (r, z, candidate): 45. The books add one bias of 3 to each block:
    45 + 9 = 54. PyTorch and Keras add two: 45 + 18 = 63. Keras with reset_after=False has one.
    Equinox adds a second one to the candidate only: 45 + 9 + 3 = 57.
    """
    totals = {name: count_parameters("gru", 2, 3, convention=name).total for name in CONVENTIONS}

    assert totals == {
        "textbook": 54,
        "pytorch": 63,
        "keras": 63,
        "keras-reset-before": 54,
        "equinox": 57,
    }
    assert count_parameters("gru", 2, 3).formula == "3 × (3 × 2 + 3 × 3 + 2 × 3)"


@pytest.mark.parametrize(("inputs", "hidden"), SIZES)
def test_equinox_has_one_bias_and_the_gru_another_in_its_candidate(inputs, hidden):
    """Its cells' arrays, as their constructors make them: (3 × hidden,) and (hidden,) in a GRU."""
    arrays = {
        "rnn": {"bias": (hidden,)},
        "lstm": {"bias": (4 * hidden,)},
        "gru": {"bias": (3 * hidden,), "bias_n": (hidden,)},
    }

    for cell, blocks in {"rnn": 1, "lstm": 4, "gru": 3}.items():
        table = count_parameters(cell, inputs, hidden, convention="equinox")
        assert {row.tensor: row.shape for row in by_tensor(table)} == {
            "weight_ih": (blocks * hidden, inputs),
            "weight_hh": (blocks * hidden, hidden),
            **arrays[cell],
        }
        (*_, last) = table.rows
        assert (last.tensor == "bias_n") == (cell == "gru") == (last.block == "candidate")


def test_the_gru_of_equinox_and_flax_linen_that_others_quote():
    assert count_parameters("gru", 5, 3, convention="equinox").total == 84
    assert count_parameters("gru", 5, 3, 2, True, "equinox").formula == (
        "2 × (3 × (3 × 5 + 3 × 3 + 3) + 3) + 2 × (3 × (3 × 6 + 3 × 3 + 3) + 3)"
    )


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("proj_size", [1, 5, 15])
def test_a_projection_is_counted_as_in_the_real_module(layers, both, proj_size):
    module = nn.LSTM(8, 16, layers, bidirectional=both, proj_size=proj_size)
    own = {name: tuple(parameter.shape) for name, parameter in module.named_parameters()}

    table = count_parameters("lstm", 8, 16, layers, both, proj_size=proj_size)
    textbook = count_parameters("lstm", 8, 16, layers, both, "textbook", proj_size)

    assert table.total == value(table.formula) == sum(p.numel() for p in module.parameters())
    assert {
        f"{row.tensor}_l{row.layer}" + "_reverse" * (row.direction == BACKWARD): row.shape
        for row in by_tensor(table)
    } == own
    assert all(value(row.formula) == row.count for row in (*table.rows, *by_tensor(table)))
    assert textbook.total == value(textbook.formula)
    assert table.total - textbook.total == 4 * 16 * layers * (1 + both)


def test_a_projection_is_refused_wherever_there_is_none():
    for cell, convention in itertools.product(LAYERS, CONVENTIONS):
        if not has_projection(cell, convention):
            message = rf"proj_size to be 0 for '{cell}' counted as '{convention}'; got 5\. Only the"
            with pytest.raises(ValueError, match=message):
                count_parameters(cell, 8, 16, convention=convention, proj_size=5)


def tables(convention: str, inputs: int, hidden: int) -> list[ParameterTable]:
    return [count_parameters(cell, inputs, hidden, convention=convention) for cell in LAYERS]


@pytest.mark.parametrize("convention", ["textbook", "pytorch", "keras-reset-before"])
@pytest.mark.parametrize(("inputs", "hidden"), SIZES)
def test_the_ratio_is_exactly_one_to_four_to_three(convention, inputs, hidden):
    assert ratio(tables(convention, inputs, hidden)) == (1, 4, 3)


@pytest.mark.parametrize(("inputs", "hidden"), SIZES)
def test_only_the_gru_has_a_second_bias_in_keras(inputs, hidden):
    one_bias = inputs * hidden + hidden * hidden + hidden

    assert ratio(tables("keras", inputs, hidden)) == (
        1,
        4,
        3 * Fraction(one_bias + hidden, one_bias),
    )


def test_keras_has_its_own_names_and_layout():
    """Keras keeps a weight as (columns, blocks × units), z before r, and a GRU's biases as one."""
    rows = by_tensor(count_parameters("gru", 8, 16, convention="keras"))
    order = [row.block for row in count_parameters("gru", 8, 16, convention="keras").rows[:3]]

    assert [(row.tensor, row.shape) for row in rows] == [
        ("kernel", (8, 48)),
        ("recurrent_kernel", (16, 48)),
        ("bias", (2, 48)),
    ]
    assert order == ["update_gate", "reset_gate", "candidate"]


def test_the_largest_network_allowed_is_counted_without_its_memory():
    table = count_parameters("lstm", MAXIMUM_SIZE, MAXIMUM_SIZE, 2)

    assert table.total == value(table.formula) > 10**13


def test_a_module_that_disagrees_with_the_formula_is_reported(monkeypatch):
    monkeypatch.setitem(count_parameters.__globals__["LAYERS"], "gru", nn.LSTM)

    with pytest.raises(RuntimeError, match=r"gru has 1638 parameters, but 3 × .* is 1248"):
        count_parameters("gru", 8, 16)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tree", 8, 16), "expected cell to be one of 'rnn', 'lstm', 'gru'; got 'tree'"),
        (("rnn", 0, 16), "expected input_size to be a whole number from 1 to 1,000,000; got 0"),
        (("rnn", 8, -1), "expected hidden_size to be a whole number .*; got -1"),
        (("rnn", 8, MAXIMUM_SIZE + 1), "expected hidden_size .* got 1000001"),
        (("rnn", 8.0, 16), "expected input_size .* got 8.0"),
        (("rnn", True, 16), "expected input_size .* got True"),
        (("rnn", 8, 16, MAXIMUM_LAYERS + 1), "expected num_layers .* from 1 to 100; got 101"),
        (("lstm", 8, 16, 1, False, "pytorch", 16), "proj_size .* below hidden_size, 16; got 16"),
        (("lstm", 8, 16, 1, False, "pytorch", -1), "proj_size .* got -1"),
        (("lstm", 8, 16, 1, False, "pytorch", True), "proj_size .* got True"),
        (("rnn", 8, 16, 1, False, "jax"), "expected convention .* 'pytorch', .*; got 'jax'"),
    ],
)
def test_errors_say_what_was_expected_and_what_was_given(arguments, message):
    with pytest.raises(ValueError, match=message):
        count_parameters(*arguments)
