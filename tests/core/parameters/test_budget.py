"""The largest network within a budget: it fits, and one unit more does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.parameters.budget import largest_hidden_size
from core.parameters.conventions import CONVENTIONS
from core.parameters.count import MAXIMUM_SIZE, count_parameters

CELLS = st.sampled_from(["rnn", "lstm", "gru"])
BUDGETS = st.one_of(st.integers(1, 5_000), st.integers(1, 10**9))
NETWORKS = st.fixed_dictionaries(
    {
        "input_size": st.integers(1, 600),
        "num_layers": st.integers(1, 4),
        "bidirectional": st.booleans(),
        "convention": st.sampled_from([*CONVENTIONS]),
    }
)


def total(cell: str, units: int, network: dict[str, Any]) -> int:
    return count_parameters(cell, hidden_size=units, **network).total


@given(cell=CELLS, budget=BUDGETS, network=NETWORKS)
def test_the_largest_network_fits_and_one_unit_more_does_not(cell, budget, network):
    units = largest_hidden_size(cell, budget, **network)

    if units is None:
        assert total(cell, 1, network) > budget
    else:
        assert total(cell, units, network) <= budget < total(cell, units + 1, network)


@given(cell=CELLS, units=st.integers(1, 10_000), network=NETWORKS)
def test_a_budget_that_is_a_networks_own_count_buys_that_network(cell, units, network):
    own = total(cell, units, network)

    assert largest_hidden_size(cell, own, **network) == units
    assert (largest_hidden_size(cell, own - 1, **network) or 0) == units - 1


@given(cell=CELLS, budget=BUDGETS, more=st.integers(0, 10**6), network=NETWORKS)
def test_a_larger_budget_never_buys_less(cell, budget, more, network):
    fewer = largest_hidden_size(cell, budget, **network) or 0

    assert fewer <= (largest_hidden_size(cell, budget + more, **network) or 0)


def test_none_where_not_even_one_unit_fits():
    """One unit of an LSTM that reads 8 numbers has 4 × (8 + 1 + 2) = 44 parameters."""
    assert largest_hidden_size("lstm", 43, input_size=8) is None
    assert largest_hidden_size("lstm", 44, input_size=8) == 1


def test_no_network_is_larger_than_can_be_counted():
    assert largest_hidden_size("rnn", 10**15, input_size=1) == MAXIMUM_SIZE


@pytest.mark.parametrize("budget", [0, -1, 1.0, True, None])
def test_a_budget_is_a_whole_number_of_at_least_one(budget):
    with pytest.raises(ValueError, match=r"expected a budget of at least 1 .*; got "):
        largest_hidden_size("rnn", budget, input_size=8)


def test_other_arguments_are_refused_as_the_count_refuses_them():
    with pytest.raises(ValueError, match="expected cell to be one of"):
        largest_hidden_size("tree", 100, input_size=8)
    with pytest.raises(ValueError, match="expected input_size"):
        largest_hidden_size("rnn", 100, input_size=0)
