"""Titles, quantities and marked messages."""

from dataclasses import FrozenInstanceError

import pytest

from core.cells import CELLS
from core.notation import N_, READING_ORDER, TITLES, Quantity, in_reading_order


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


def test_every_quantity_has_one_place_in_the_order_of_reading():
    assert sorted(READING_ORDER) == sorted(TITLES)


@pytest.mark.parametrize(
    ("cell", "symbols"),
    [
        ("rnn", ["h_t"]),
        ("lstm", ["f_t", "i_t", r"\tilde{c}_t", "c_t", "o_t", "h_t"]),
        ("gru", ["r_t", "z_t", "n_t", "h_t"]),
        ("paper-gru", ["r_t", "z_t", r"\tilde{h}_t", "h_t"]),
    ],
)
def test_screens_show_a_cell_in_the_order_of_the_lecture_notes(cell, symbols):
    shown = in_reading_order(CELLS[cell].quantities)

    assert [quantity.symbol for quantity in shown] == symbols
    assert set(shown) == set(CELLS[cell].quantities)


def test_the_candidate_is_also_known_by_its_other_symbol():
    (candidate,) = [each for each in CELLS["lstm"].quantities if each.name == "candidate"]

    assert (candidate.symbol, candidate.also) == (r"\tilde{c}_t", "g_t")
