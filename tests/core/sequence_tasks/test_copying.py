"""Copying: what is shown, asked for and said, and what those reach who have kept part of it."""

import math

import pytest
import torch

from core.sequence_tasks.copying import BEGUN, TASK


def said(text: str) -> str:
    """Return the right outputs."""
    return "".join(TASK.outputs[n] for n in TASK.probabilities(TASK.encode(text))[0].argmax(-1))


def test_what_was_shown_is_said_after_the_sign_that_asks():
    assert said("CAGEDHEBFA....:..........") == "." * 15 + "CAGEDHEBFA"
    assert said(TASK.probe) == "." * 20 + "CAGEDHEBFA"


def test_a_text_of_a_visitor_is_answered_too():
    assert said("AB..:....") == ".....AB.."
    assert said("ABBA") == "...."
    assert said("AB:" + "." * 13 + "A") == "...AB" + "." * 12


@pytest.mark.parametrize("blanks", [1, 10, 100])
def test_rulers_depend_on_the_blanks(blanks):
    rulers = TASK.at_length(blanks + 20).rulers
    assert rulers[0].value == pytest.approx(10 * math.log(8) / (blanks + 20))
    for ruler in rulers[1:]:
        assert ruler.value == pytest.approx((10 - ruler.n) * math.log(8) / (blanks + 20))
    assert [ruler.n for ruler in rulers] == list(range(10))


def test_every_step_is_scored_and_only_the_last_ten_have_letters():
    inputs, targets, weights = TASK.examples(50, 35, torch.Generator().manual_seed(1))
    assert weights.all()
    assert (targets[:, :25] == TASK.outputs.index(".")).all()
    assert torch.equal(targets[:, 25:], inputs[:, :10])
    assert "".join(TASK.symbols[n] for n in inputs[0, 10:]) == "." * 14 + ":" + "." * 10
    assert inputs[:, :10].unique().tolist() == list(range(8))


def test_steps_of_the_answer_are_followed():
    series = TASK.follows(TASK.encode("AB..:" + "." * 12))[BEGUN][0]
    assert series.tolist() == [0] * 5 + [*range(1, 11), 10, 10]


def test_too_few_steps_are_refused():
    with pytest.raises(ValueError, match="copy expected at least 21 steps"):
        TASK.at_length(20)
    with pytest.raises(ValueError, match="got 12"):
        TASK.examples(1, 12, torch.Generator())
