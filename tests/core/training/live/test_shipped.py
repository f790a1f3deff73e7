"""Trainings that ship are what anybody gets who trains them again."""

import numpy as np
import pytest

from core.checkpoints import damaged
from core.training.live import LiveTraining
from core.training.live.shipped import FOLDER, PLANS, STEPS, find, path_of

FIRST = 16


def test_what_ships_is_what_is_listed_and_undamaged():
    assert {path.name for path in FOLDER.glob("*.safetensors")} == {
        path_of(plan).name for plan in PLANS
    }
    assert damaged(FOLDER) == ()


@pytest.mark.parametrize("plan", PLANS)
def test_its_first_steps_come_out_again_and_it_has_learned_what_it_says(plan):
    shipped = find(plan)
    assert shipped is not None
    assert shipped.steps == STEPS
    assert shipped.digest == plan.digest
    again = LiveTraining(plan.source, plan.settings)
    for _step in range(FIRST):
        again.step()

    np.testing.assert_allclose(shipped.losses[:FIRST], again.losses, rtol=1e-4)
    for ours, theirs in zip(again.film.frames, shipped.film.frames, strict=False):
        assert ours.step == theirs.step
        assert ours.weights is not None
        assert theirs.weights is not None
        np.testing.assert_allclose(ours.weights, theirs.weights, atol=1e-4)
    last = shipped.film.frames[-1]
    assert last.held_out.loss == pytest.approx(shipped.held_out_loss(), abs=1e-5)
    assert shipped.held_out_loss() < 0.985
