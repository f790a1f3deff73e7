"""The reasons for a difference of counts add up to exactly that difference."""

import itertools

import pytest

from core.parameters.conventions import BIAS, CONVENTIONS, FROM_H, FROM_X, biases_per_block
from core.parameters.count import count_parameters
from core.parameters.differences import bias_reason, explain_difference
from tests.core.parameters.test_count import value

CELLS = {"rnn": 1, "lstm": 4, "gru": 3}
PAIRS = list(itertools.product(CONVENTIONS, repeat=2))
NETWORKS = list(itertools.product([(1, 1), (8, 16), (64, 3)], (1, 2, 3), (False, True)))


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("cell", CELLS)
def test_kinds_add_up_to_the_difference(cell, first, second):
    for sizes, layers, both in NETWORKS:
        left, right = (count_parameters(cell, *sizes, layers, both, c) for c in (first, second))

        rows = explain_difference(left, right)

        assert [row.kind for row in rows] == [FROM_X, FROM_H, BIAS]
        assert sum(row.count for row in rows) == left.total - right.total
        for row in rows:
            left_count, right_count = (
                sum(part.count for part in table.rows if part.kind == row.kind)
                for table in (left, right)
            )
            assert row.count == value(row.formula) == left_count - right_count


@pytest.mark.parametrize(
    ("cell", "convention", "second_biases"),
    [
        ("rnn", "keras", 1),
        ("lstm", "keras", 4),
        ("gru", "keras", 0),
        ("gru", "keras-reset-before", 3),
    ],
)
def test_pytorch_has_a_bias_more_than_keras_except_in_the_gru(cell, convention, second_biases):
    pytorch, keras = (
        count_parameters(cell, 8, 16, 3, True, name) for name in ("pytorch", convention)
    )

    *_, bias = explain_difference(pytorch, keras)

    assert bias.count == second_biases * 16 * 3 * 2
    biases = "2 − 2" if not second_biases else "2 − 1"
    assert bias.formula == f"({biases}) × {CELLS[cell]} × 16 × 3 × 2"


def test_against_equinox_the_biases_of_all_blocks_are_counted():
    pytorch, equinox = (
        count_parameters("gru", 8, 16, 3, True, name) for name in ("pytorch", "equinox")
    )

    *_, bias = explain_difference(pytorch, equinox)

    assert (bias.count, bias.formula) == (2 * 16 * 3 * 2, "(6 − 4) × 16 × 3 × 2")


@pytest.mark.parametrize(("cell", "convention"), [*itertools.product(CELLS, CONVENTIONS)])
def test_a_reason_begins_with_the_number_of_biases(cell, convention):
    start = {1: "One bias ", 2: "Two biases "}[biases_per_block(cell, convention)]

    assert bias_reason(cell, convention).startswith(start)


@pytest.mark.parametrize(
    "other", [("gru", 8, 16), ("lstm", 8, 17), ("lstm", 16, 8), ("lstm", 8, 16, 2)]
)
def test_counts_of_two_networks_are_refused(other):
    with pytest.raises(ValueError, match=r"expected two counts of one network; got lstm of 4 × "):
        explain_difference(count_parameters("lstm", 8, 16), count_parameters(*other))
