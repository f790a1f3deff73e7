"""Titles, quantities and marked messages."""

from dataclasses import FrozenInstanceError

import pytest

from core.notation import N_, TITLES, Quantity


def test_the_marker_for_translators_changes_nothing():
    assert N_("hidden state") == "hidden state"


def test_a_quantity_is_a_value():
    one, other = (Quantity("forget_gate", "f_t", "1", (0, 1), N_("meaning")) for _ in range(2))

    assert one == other
    assert hash(one) == hash(other)
    with pytest.raises(FrozenInstanceError):
        one.name = "input_gate"  # pyright: ignore[reportAttributeAccessIssue]


def test_no_two_quantities_have_the_same_title():
    assert len(set(TITLES.values())) == len(TITLES)
