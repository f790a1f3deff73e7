"""A series of one's own: scaled by what is learned from, judged on the rows held out."""

import numpy as np
import pytest
import torch

from core.sequence_tasks.own_series import own_series
from core.text.decoding import TextError


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(1)


def cycle(rows: int, season: int) -> np.ndarray:
    return np.sin(2 * np.pi * np.arange(rows) / season)[:, None]


def test_the_scale_is_that_of_what_is_learned_from():
    values = np.stack([np.arange(200.0), np.full(200, 7.0)], 1)
    task = own_series(values)
    assert task.values[:160, 0].min() == 0
    assert task.values[:160, 0].max() == 1
    assert task.values[199, 0].item() == pytest.approx(199 / 159)
    assert not task.values[:, 1].any()


@pytest.mark.parametrize("horizon", [1, 7, 12, 13])
def test_the_same_phase_of_a_cycle_repeats_itself(horizon):
    rulers = {str(r.name): r.value for r in own_series(cycle(300, 12), horizon, season=12).rulers}
    assert rulers["same phase"] == pytest.approx(0, abs=1e-10)
    assert rulers["mean"] == pytest.approx(1 / 8, abs=0.002)  # of a sine from 0 to 1
    # sin x − sin (x − d) has the mean square 1 − cos d, and half the height a quarter of it.
    expected = (1 - np.cos(2 * np.pi * horizon / 12)) / 4
    assert rulers["last value"] == pytest.approx(expected, abs=0.002)


def test_the_worst_ruler_is_the_first_and_without_a_cycle_there_are_two():
    for season in (0, 12):
        values = [ruler.value for ruler in own_series(cycle(300, 12), season=season).rulers]
        assert values == sorted(values, reverse=True)
        assert len(values) == (3 if season else 2)


def test_windows_go_from_what_was_read_to_the_column_some_steps_ahead():
    values = np.stack([np.full(200, 7.0), np.arange(200.0)], 1)
    task = own_series(values, horizon=3, column=1)
    assert not task.values[:, 1].any()  # what is predicted comes first
    assert task.scaling.unscale(task.values.numpy())[10].tolist() == pytest.approx([10, 7])
    inputs, targets, weights = task.examples(400, 20, generator())
    assert inputs.shape == (400, 20, 2)
    rows = (inputs[..., 0] * 159).round()
    assert targets.flatten().tolist() == pytest.approx(((rows + 3) / 159).flatten().tolist())
    assert (rows.min(), rows.max()) == (0, 156)
    assert weights.all()
    held_out = (task.held_out(400, 20, generator()).inputs[..., 0] * 159).round()
    assert (held_out.min(), held_out.max()) == (160, 196)


def test_one_column_is_a_plain_series_and_its_probe_can_be_read():
    task = own_series(cycle(400, 9))
    assert task.examples(2, 30, generator()).inputs.shape == (2, 30)
    probe = task.encode(task.probe)
    assert probe[0].tolist() == pytest.approx(task.values[320:360, 0].tolist(), abs=0.006)
    two = own_series(np.tile(cycle(400, 9), 2))
    assert two.encode(two.sample(12, generator())).shape == (1, 12, 2)


def test_keys_tell_series_and_what_is_predicted_apart():
    one, other = cycle(100, 9), cycle(100, 8)
    keys = {own_series(one).key, own_series(other).key, own_series(one, 2).key}
    assert len(keys | {own_series(one, season=5).key, own_series(one, held_out=0.3).key}) == 5
    assert own_series(one).key in keys


def test_the_length_fits_into_the_rows_held_out():
    task = own_series(cycle(80, 9), horizon=3)
    assert task.length == 13
    assert task.held_out(5, task.length, generator()).inputs.shape == (5, 13)
    with pytest.raises(ValueError, match="at most 13 rows in a window; got 14"):
        task.held_out(5, 14, generator())


def test_what_cannot_be_is_refused():
    with pytest.raises(TextError, match=r"series: 59\. Give one that has at least 60"):
        own_series(cycle(59, 9))
    with pytest.raises(ValueError, match="own_series expected horizon from 1 to 80; got 0"):
        own_series(cycle(100, 9), horizon=0)
    with pytest.raises(ValueError, match="own_series expected season from 0 to 79; got 80"):
        own_series(cycle(100, 9), season=80)
    with pytest.raises(ValueError, match="own_series expected column from 0 to 0; got 1"):
        own_series(cycle(100, 9), column=1)
    with pytest.raises(ValueError, match=r"held_out from 0\.05 to 0\.5; got 0\.6"):
        own_series(cycle(100, 9), held_out=0.6)
    far = cycle(100, 9)
    far[90] = 3000
    with pytest.raises(TextError, match="values beyond 1000"):
        own_series(far)
    bad = cycle(100, 9)
    bad[30, 0] = np.inf
    with pytest.raises(ValueError, match="expected finite numbers"):
        own_series(bad)
