"""All shifts at once are what each shift by itself would give; the chance level is the sixth."""

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
def test_it_is_the_score_with_the_circle_of_text_and_mirror_image_turned(kind, length):
    rng = np.random.default_rng(0)
    t, association = whole_steps(length), ASSOCIATIONS[kind]
    features = (rng.random((2, t)) + np.linspace(0, 1, t) > 1).astype(np.float32)
    if kind == NUMBER:
        features += 100 + rng.random((2, t), np.float32)
    units = association.prepare(rng.standard_normal((3, t)).cumsum(1).astype(np.float32))

    found = shifted_scores(association, features, units)

    circle = np.concatenate([features, features[:, ::-1]], axis=1)
    step = t // FEWEST
    by_hand = np.array(
        [
            association.scaled(np.roll(circle, -shift, axis=1)[:, :t]) @ units.T
            for shift in range(0, 2 * t, step)
        ]
    )
    assert found.shape == (SHIFTS, 2, 3)
    places = [int(np.abs(by_hand - one).reshape(len(by_hand), -1).max(1).argmin()) for one in found]
    np.testing.assert_allclose(found, by_hand[places], atol=1e-4)
    assert len(set(places)) == SHIFTS
    assert min(places) == len(by_hand) - max(places)
    assert 0.17 < 2 * min(places) / len(by_hand) < 0.19  # the margin


def test_whole_steps_leave_little_over():
    for tokens in [FEWEST, FEWEST + 1, 287, 288, 500, 12_345]:
        used = whole_steps(tokens)
        step = used // FEWEST
        assert used % step == 0
        assert tokens - used <= tokens / FEWEST
    assert whole_steps(287) == 287
    assert whole_steps(5) == 5


def test_six_of_a_hundred_and_twenty_are_beyond_the_chance_level():
    """The one that was measured and 119 that are like it: it is among the first six in 5 %."""
    strongest = np.random.default_rng(0).permutation(np.arange(1.0, SHIFTS + 1))[:, None]

    assert chance_level(strongest) == pytest.approx(SHIFTS - 5)
