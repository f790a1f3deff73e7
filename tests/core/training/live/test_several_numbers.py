"""Trainings on tasks in which several numbers go in at each step."""

from dataclasses import replace

import numpy as np
import pytest

from core.network.numbers_network import NumbersNetwork
from core.sequence_tasks import SequenceTask
from core.sequence_tasks.own_series import own_series
from core.training.live import LiveTraining, Settings
from core.training.live.frame_readings import FrameReader

SETTINGS = Settings(cell="gru", hidden_size=8, batch_size=16, learning_rate=0.02)


def of_two_columns() -> SequenceTask:
    """Return a series in which each value is what the other column had one row before."""
    noise = np.random.default_rng(0).random(400)
    return own_series(np.stack([noise, np.roll(noise, 1)], 1), horizon=1, column=1)


@pytest.mark.parametrize("task", ["adding", of_two_columns()], ids=["adding", "own"])
def test_every_number_of_a_step_goes_in(task):
    training = LiveTraining(task, SETTINGS)
    network = training.network
    assert isinstance(network, NumbersNetwork)
    assert network.card.input_size == training.task.features == 2
    for _ in range(2):
        training.step()
    encoded = training.network.encode(training.task.probe)
    assert all(encoded.known)
    inputs = training.task.encode(training.task.probe)[0]
    assert np.array(encoded.codes, np.float32).tolist() == inputs.tolist()
    readings = FrameReader(training.task).read(training.film)
    trace = training.film.network(2).trace(training.task.probe)
    np.testing.assert_allclose(readings[2].states, trace["hidden_state"], atol=1e-6)
    own = None if isinstance(task, str) else task
    assert LiveTraining.resume(training.snapshot(), own).digest == training.digest


def test_a_large_network_keeps_its_states_on_the_probe():
    training = LiveTraining("adding", replace(SETTINGS, hidden_size=64))
    (frame,) = training.film.frames
    trace = training.network.trace(training.task.probe)
    assert frame.states is not None
    np.testing.assert_allclose(frame.states, trace["hidden_state"], atol=1e-6)


def test_what_another_column_tells_is_learned():
    task = of_two_columns()
    training = LiveTraining(task, replace(SETTINGS, length=12))
    for _ in range(150):
        training.step()
    mean = min(ruler.value for ruler in task.rulers)
    assert training.held_out_loss() < 0.2 * mean
