"""Scores at all shifts at once, compared with each shift by itself; and the chance level."""

import numpy as np
import pytest

from core.analysis.tracking.association import ASSOCIATIONS, NUMBER, YES_NO
from core.analysis.tracking.chance_level import (
    FEWEST,
    SHIFTS,
    chance_level,
    shifted_scores,
    whole_steps,
)


@pytest.mark.parametrize("kind", [NUMBER, YES_NO])
@pytest.mark.parametrize("length", [FEWEST, 287, 288, 1_000])
def test_shifted_scores_are_scores_with_the_shifted_circle_of_text_and_mirror_image(kind, length):
    rng = np.random.default_rng(0)
    t, association = whole_steps(length), ASSOCIATIONS[kind]
    features = (rng.random((2, t)) + np.linspace(0, 1, t) > 1).astype(np.float32)
    if kind == NUMBER:
        features += 100 + rng.random((2, t), np.float32)
    units = association.prepare(rng.standard_normal((3, t)).cumsum(1).astype(np.float32))

    scores = shifted_scores(association, features, units)

    circle = np.concatenate([features, features[:, ::-1]], axis=1)
    step = t // FEWEST
    by_hand = np.array(
        [
            association.scaled(np.roll(circle, -shift, axis=1)[:, :t]) @ units.T
            for shift in range(0, 2 * t, step)
        ]
    )
    assert scores.shape == (SHIFTS, 2, 3)
    shifts = [
        int(np.abs(by_hand - row).reshape(len(by_hand), -1).max(1).argmin()) for row in scores
    ]
    np.testing.assert_allclose(scores, by_hand[shifts], atol=1e-4)
    assert len(set(shifts)) == SHIFTS
    assert min(shifts) == len(by_hand) - max(shifts)
    assert 0.17 < 2 * min(shifts) / len(by_hand) < 0.19  # the margin


def test_whole_steps_leave_little_over():
    for tokens in [FEWEST, FEWEST + 1, 287, 288, 500, 12_345]:
        length = whole_steps(tokens)
        step = length // FEWEST
        assert length % step == 0
        assert tokens - length <= tokens / FEWEST
    assert whole_steps(287) == 287
    assert whole_steps(5) == 5


def test_six_of_a_hundred_and_twenty_are_beyond_the_chance_level():
    """Of a measured score and 119 like it, the measured one is among the six greatest in 5 %."""
    strongest = np.random.default_rng(0).permutation(np.arange(1.0, SHIFTS + 1))[:, None]

    assert chance_level(strongest) == pytest.approx(SHIFTS - 5)
