"""The dials in a link: what was written is read again, and what cannot be is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.view.fields import Refused, parameters_of
from pages.train.view import LEARNING, TrainView
from tests.pages.train.dials import changes

PARAMETERS = parameters_of(TrainView)
CHANGES = PARAMETERS["dial_changes"]


@given(changes)
def test_changes_of_the_dials_are_read_as_they_were_written(made):
    assert CHANGES.read(CHANGES.write(made)) == made


@pytest.mark.parametrize(
    "text", ["3", "3.0.n.1", "3.1.x.1", "3.1.n.0", "5.1.n.1~3.1.n.1", "3.1.n.1~3.2.n.1", "~".join(
        f"{step}.1.n.1" for step in range(13))],
)  # fmt: skip
def test_changes_that_cannot_be_are_refused(text):
    with pytest.raises(Refused):
        CHANGES.read(text)


@given(st.text(max_size=40))
def test_any_text_for_changes_or_cells_is_read_or_refused(text):
    for name in ("dial_changes", "learners"):
        try:
            PARAMETERS[name].read(text)
        except Refused:
            continue


@pytest.mark.parametrize(
    ("text", "taken"), [("lstm~gru", ("lstm", "gru")), ("rnn", ("rnn",))]
)  # fmt: skip
def test_cells_are_named_one_after_another(text, taken):
    assert PARAMETERS["learners"].read(text) == taken


FOUR = "~".join(LEARNING[:4])


@pytest.mark.parametrize(
    ("text", "nearest"), [("lstm~nope", ("lstm",)), ("", None), (FOUR, LEARNING[:3])]
)
def test_cells_that_are_not_here_or_too_many_are_left_out(text, nearest):
    with pytest.raises(Refused) as refused:
        PARAMETERS["learners"].read(text)
    assert refused.value.nearest == nearest
