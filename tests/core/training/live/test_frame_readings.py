"""What the networks of a film do with the probe, and what they write."""

import numpy as np
import pytest

from core.sequence_tasks import TASKS
from core.training.live import LiveTraining, Settings
from core.training.live.frame_readings import FrameReader


def film_of(task: str, steps: int = 5, **settings):
    length = 24 if task == "copy" else 8
    training = LiveTraining(task, Settings(batch_size=4, length=length, **settings))
    for _step in range(steps):
        training.step()
    return training.film


@pytest.mark.parametrize("task", [key for key, task in TASKS.items() if task.features < 2])
def test_every_task_has_a_reading_of_each_frame(task):
    film, reader = film_of(task, hidden_size=3), FrameReader(TASKS[task])
    readings = reader.read(film)

    assert len(readings) == len(film)
    for reading in readings:
        tokens, units = reading.states.shape
        assert units == 3
        assert reading.correlations.shape == (3, len(reader.features))
        assert np.abs(reading.correlations).max(initial=0) <= 1 + 1e-9
        assert bool(reading.written) == (TASKS[task].target == "next-token")
        assert all(0 < place < len(reading.written) for place in reading.wrong)
        assert tokens >= 4


def test_the_legal_probability_is_that_of_the_networks_opinions():
    film, task = film_of("brackets"), TASKS["brackets"]
    network = film.network(3)
    opinions = network.opinions(network.trace(task.probe))
    legal = task.probabilities(task.encode(task.probe))
    assert legal is not None
    expected = (opinions * (legal[0] > 0)).sum(1).mean()

    assert FrameReader(task).read(film)[3].legal == pytest.approx(expected, abs=1e-6)


def test_symbols_that_may_not_stand_where_they_are_are_named():
    reader = FrameReader(TASKS["brackets"])
    assert reader._checked("(1)))0") == ("(1)))0", (3, 4))
    reber = FrameReader(TASKS["reber"])
    assert reber._checked("BTSXSEBT") == ("BTSXSE", ())  # over: nobody learned what comes after
    assert reber._checked("BXT") == ("BXT", (1,))


def test_a_frame_is_read_once(monkeypatch):
    training = LiveTraining("brackets", Settings(hidden_size=3, batch_size=4, length=8))
    reader = FrameReader(training.task)
    training.step()
    first = reader.read(training.film)
    read = []
    original = FrameReader._read
    monkeypatch.setattr(
        FrameReader, "_read", lambda self, film, new: read.append(new) or original(self, film, new)
    )
    training.step()
    again = reader.read(training.film)

    assert read == [[2]]
    assert all(a is b for a, b in zip(first, again, strict=False))


def test_a_film_without_weights_has_the_states_it_kept():
    film = film_of("brackets", hidden_size=60)
    assert not film.has_weights
    readings = FrameReader(TASKS["brackets"]).read(film)
    np.testing.assert_array_equal(readings[-1].states, film.frames[-1].states)
    assert readings[-1].written == ""
    assert np.isnan(readings[-1].legal)
