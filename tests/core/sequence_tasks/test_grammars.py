"""Both Reber grammars: texts of the literature, worked-out means, and the outer letter."""

import numpy as np
import pytest
import torch

from core.sequence_tasks.grammars import EMBEDDED_REBER, OUTER, REBER
from tests.core.sequence_tasks.tables import LN2


def legal(text: str) -> bool:
    """Walk through the grammar's drawing: two ways from each node."""
    nodes = [
        {"T": 1, "P": 2}, {"S": 1, "X": 3}, {"T": 2, "V": 4}, {"X": 2, "S": 5}, {"P": 3, "V": 5},
    ]  # fmt: skip
    node = 0
    for letter in text[1:-1]:
        if node > 4 or letter not in nodes[node]:
            return False
        node = nodes[node][letter]
    return text[0] == "B" and text[-1] == "E" and node == 5


def lines(task, length: int) -> list[str]:
    """Return whole texts."""
    return task.sample(length, torch.Generator().manual_seed(1)).splitlines()[:-1]


@pytest.mark.parametrize("text", ["BTXSE", "BPVVE", "BTSSXXTVVE", "BPTTVPSE", "BTSXXTTVPXVPSE"])
def test_texts_of_the_grammar_are_as_likely_as_their_choices(text):
    inputs = REBER.encode(text)
    likely = REBER.probabilities(inputs)[0, np.arange(len(text) - 1), inputs[0, 1:]]
    assert legal(text)
    assert likely.tolist() == [0.5] * (len(text) - 2) + [1.0]


def test_written_texts_are_of_the_grammar():
    assert all(legal(text) for text in lines(REBER, 4_000))
    embedded = lines(EMBEDDED_REBER, 4_000)
    assert len(embedded) > 200
    for text in embedded:
        assert text[:2] in ("BT", "BP")
        assert text[1] == text[-2]
        assert legal(text[2:-2])


def test_optima_and_the_ruler_of_all_but_the_outer_letter():
    assert REBER.optimum == pytest.approx(6 * LN2 / 7, abs=1e-12)
    assert EMBEDDED_REBER.optimum == pytest.approx(7 * LN2 / 11, abs=1e-12)
    ruler = next(ruler for ruler in EMBEDDED_REBER.rulers if ruler.lacks == OUTER)
    assert ruler.value == pytest.approx(8 * LN2 / 11, abs=1e-12)
    assert round(ruler.value, 5) == 0.50411


def test_the_outer_letter_is_followed_until_it_is_said_again():
    series = EMBEDDED_REBER.follows(EMBEDDED_REBER.encode("BPBTXSEPE"))[OUTER]
    assert series.tolist() == [[0, -1, -1, -1, -1, -1, -1, 0, 0]]


def test_after_its_end_a_text_is_not_scored():
    inputs, targets, weights = REBER.examples(200, 30, torch.Generator().manual_seed(2))
    for read, right, counts in zip(inputs, targets, weights, strict=True):
        scored = int(counts.sum())
        text = "B" + "".join(REBER.symbols[number] for number in right[:scored])
        assert counts.tolist() == [1.0] * scored + [0.0] * (30 - scored)
        assert scored == 30 or legal(text)
        assert "".join(REBER.symbols[number] for number in read).startswith(text[:30])
