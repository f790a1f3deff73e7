"""Edits in words: what is changed, where, and from when to when."""

import pytest

from core.edits import Edit, Hold, Remove, Replace, Swap
from pages.what_if.wording import in_words

LABELS = ["not", "bad", "<b>"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Hold("forget_gate", 1.0, 12, 2), "forget gate of unit 12 held at 1 from token 3 “<b>” on"),
        (Hold("input_gate", 0.25, None), "input gate of all units held at 0.25 throughout"),
        (Hold("cell_state", -2.5, 0, 1, 2), "cell state of unit 0 held at -2.5 at token 2 “bad”"),
        (Hold("hidden_state", 0.0, 4), "unit 4 silenced throughout"),
        (
            Hold("hidden_state", 0.0, None, 0, 2),
            "all units silenced from token 1 “not” to token 2 “bad”",
        ),
        (Hold("hidden_state", 0.5, 4), "hidden state of unit 4 held at 0.5 throughout"),
        (
            Hold("candidate", (0.1, 0.2), None, 0, 1),
            "candidate of all units held at given values at token 1 “not”",
        ),
        (
            Swap(0, 1),
            "state after token 1 “not” replaced by that after token 2 “good” of the other sentence",
        ),
        (Remove(1), "token 2 “bad” left out"),
        (Remove(7), "token 8 left out"),
        (Replace(1, "good"), "“good” read instead of token 2 “bad”"),
        (Replace(1, ""), "an unknown token read instead of token 2 “bad”"),
    ],
)
def test_an_edit_in_words_says_what_it_changes_and_when(edit: Edit, words: str):
    assert in_words(edit, "lstm", LABELS, ["very", "good"]) == words


def test_braces_in_tokens_are_not_filled_in():
    words = in_words(Replace(0, "{count}"), "lstm", ["{0}"])
    assert words == "“{count}” read instead of token 1 “{0}”"


@pytest.mark.parametrize(
    ("cell", "called"),
    [
        ("gru", "update gate (keeps the old)"),
        ("paper-gru", "update gate (takes the new)"),
        ("lstm", "update gate"),  # from a link: not possible there, but said
    ],
)
def test_a_gate_that_two_cells_read_the_other_way_says_what_it_does(cell: str, called: str):
    edit = Hold("update_gate", 1.0, None, 1, 2)

    assert in_words(edit, cell, LABELS) == f"{called} of all units held at 1 at token 2 “bad”"
