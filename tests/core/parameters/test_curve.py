"""A curve's values are those of count_parameters, which counts real modules."""

import csv
from itertools import product

import pytest

from core.parameters.conventions import CONVENTIONS
from core.parameters.count import count_parameters
from core.parameters.curve import parameter_curve, to_csv

SIZES = (1, 2, 3, 4, 7, 64, 129, 4_096)


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_every_total_is_the_count_of_a_real_module(cell, convention):
    for inputs, layers, both in product((1, 5, 300), (1, 2, 8), (False, True)):
        curve = parameter_curve(cell, SIZES, inputs, layers, both, convention)

        assert curve.hidden_sizes == SIZES
        assert curve.totals == tuple(
            count_parameters(cell, inputs, units, layers, both, convention).total for units in SIZES
        )


def test_the_file_has_every_value_and_its_network():
    curves = [parameter_curve(cell, (1, 9), 4, 2, True, "keras") for cell in ("rnn", "gru")]

    rows = list(csv.DictReader(to_csv(curves).decode("utf-8-sig").splitlines()))

    assert [(row["cell"], row["hidden_size"]) for row in rows] == [
        ("rnn", "1"), ("rnn", "9"), ("gru", "1"), ("gru", "9"),
    ]  # fmt: skip
    assert [int(row["parameters"]) for row in rows] == [*curves[0].totals, *curves[1].totals]
    assert {(row["convention"], row["input_size"]) for row in rows} == {("keras", "4")}
    assert {(row["num_layers"], row["directions"]) for row in rows} == {("2", "2")}


def test_a_network_that_cannot_be_counted_has_no_curve():
    with pytest.raises(ValueError, match="input_size"):
        parameter_curve("gru", (1, 2), 0)
