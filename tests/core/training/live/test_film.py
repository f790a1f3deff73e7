"""The film: early frames are never dropped, later ones are even, and there are never too many."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.training.live import Clipping, LiveTraining, Settings
from core.training.live.film import MOST_FRAMES, is_kept, spacing
from core.training.live.state import MOST_KEPT, MOST_STEPS, distance

STEPS = st.integers(0, MOST_STEPS)


@given(STEPS)
@settings(max_examples=30)
def test_a_film_has_the_early_frames_and_evenly_later_ones(last: int) -> None:
    kept = [step for step in range(last + 1) if is_kept(step, last)]
    assert len(kept) <= MOST_FRAMES
    early = [0, *(2**power for power in range(20) if 2**power <= last)]
    assert set(early) <= set(kept)
    later = [step for step in kept if step >= spacing(last)]
    assert set(np.diff(later)) <= {spacing(last)}
    assert last < 300 or len(kept) > MOST_FRAMES / 4


@given(STEPS, STEPS, STEPS)
def test_a_frame_that_has_gone_does_not_come_back(a: int, b: int, c: int) -> None:
    """So that a film after n steps is the same, whether or not it has been resumed or forked."""
    step, before, last = sorted((a, b, c))
    assert is_kept(step, before) or not is_kept(step, last)


@given(STEPS)
def test_few_states_are_kept_to_fork_from(last: int) -> None:
    assert last // distance(last) <= MOST_KEPT
    assert distance(last) <= max(64, last / 4)


def test_a_frame_has_what_the_training_was_then(trained: LiveTraining) -> None:
    training = LiveTraining("brackets", trained.settings)
    film = trained.film
    assert film.steps.tolist() == [0, 1, 2, 4, 8, 16, 24, 32, 40]
    for number, frame in enumerate(film.frames):
        while training.steps < frame.step:
            training.step()
        network, then = film.network(number), training.network
        assert all(map(torch.equal, network.parameters(), then.parameters()))
        assert network.card == then.card
        assert frame.held_out == training.held_out()
        assert frame.loss == training.loss or frame.step == 0
    assert film.network(0).card.is_untrained
    assert np.isnan(film.frames[0].gradient_norms).all()
    assert film.frames[1].gradient_norms.shape == (1, 2, 4)
    assert film.frames[1].spectral_radii.shape == (1, 4)


def test_a_film_that_was_taken_before_later_steps_stays_as_it_was() -> None:
    training = LiveTraining("brackets", Settings(hidden_size=3, batch_size=4))
    film = training.film
    before = film.network(0).readout.weight.clone()
    training.step()
    assert len(film) == 1
    assert torch.equal(film.network(0).readout.weight, before)


def test_clipping_events_are_counted_between_frames() -> None:
    dials = Settings(hidden_size=3, batch_size=4, clipping=Clipping("norm", 1e-6))
    training = LiveTraining("brackets", dials)
    for _ in range(10):
        training.step()
    training.change(clipping=Clipping("off"))
    for _ in range(10):
        training.step()
    assert training.film.steps.tolist() == [0, 1, 2, 4, 8, 16]
    assert training.film.clipped.tolist() == [0, 1, 1, 2, 4, 2]


def test_a_large_network_is_filmed_by_its_states_on_the_probe() -> None:
    training = LiveTraining("brackets", Settings(hidden_size=50, batch_size=2, length=20))
    training.step()
    film = training.film
    assert not film.has_weights
    with pytest.raises(ValueError, match="at most 10,000 weights"):
        film.network(1)
    trace = training.network.trace(training.task.probe)
    (states,) = (frame.states for frame in film.frames[1:])
    assert states is not None
    np.testing.assert_allclose(states, trace["hidden_state"], atol=1e-6)
    again = LiveTraining.resume(training.snapshot())
    assert again.snapshot() == training.snapshot()
