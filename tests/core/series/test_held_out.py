"""Forecasts of the held-out end, each against what it has to be; the linear one can be exact."""

import time

import numpy as np
import pytest

from core.sequence_tasks.own_series import OwnSeries, own_series
from core.series.held_out import held_out_forecast, window_shapes
from core.series.linear import least_squares
from core.series.scores import compare
from core.training.live import LiveTraining, Settings

ROWS = 200


def task(horizon: int = 1, season: int = 0, columns: int = 1) -> OwnSeries:
    """Return a cycle of 12 rows around a rising line, beside noise; from about 100 to 300."""
    rows = np.arange(float(ROWS))
    noise = np.random.default_rng(4).random((ROWS, columns - 1))
    wave = 100 + rows + 10 * np.sin(2 * np.pi * rows / 12)
    return own_series(np.column_stack([wave, noise]), horizon, season)


def trained(of: OwnSeries, length: int) -> LiveTraining:
    training = LiveTraining(of, Settings(hidden_size=3, length=length, batch_size=2))
    for _ in range(3):
        training.step()
    return training


@pytest.mark.parametrize(("horizon", "season"), [(1, 0), (3, 12), (14, 12)])
def test_baselines_are_the_values_of_the_column_itself(horizon, season):
    of = task(horizon, season, columns=2)
    forecast = held_out_forecast(of, 10, {})
    wave = of.scaling.unscale(of.values.double().numpy())[:, 0]
    assert forecast.rows.tolist() == [*range(160 + 10 + horizon - 1, ROWS)]
    np.testing.assert_allclose(forecast.truth, wave[forecast.rows])
    np.testing.assert_allclose(forecast.predicted["mean"], wave[:160].mean())
    last = wave[forecast.rows - horizon]
    np.testing.assert_allclose(forecast.predicted["last-value"], last)
    assert ("same-phase" in forecast.predicted) == bool(season)
    if season:
        before = wave[forecast.rows - (12 if horizon <= 12 else 24)]
        np.testing.assert_allclose(forecast.predicted["same-phase"], before)


def test_a_line_and_a_cycle_are_a_linear_autoregression():
    forecast = held_out_forecast(task(horizon=2), 6, {})
    np.testing.assert_allclose(forecast.predicted["linear"], forecast.truth, rtol=1e-5)


def test_the_autoregression_is_that_of_its_normal_equations():
    generator = np.random.default_rng(1)
    windows, targets = generator.random((40, 3, 2)), generator.random(40)
    line = least_squares(windows, targets)
    off = line.predict(windows) - targets
    np.testing.assert_allclose(np.einsum("n,ntf->tf", off, windows), 0, atol=1e-12)
    assert off.sum() == pytest.approx(0, abs=1e-12)


def test_nothing_of_the_held_out_end_is_learned():
    values = np.random.default_rng(2).random((ROWS, 2))
    changed = values.copy()
    changed[160:] = np.random.default_rng(3).random((40, 2))
    first, other = (held_out_forecast(own_series(each), 5, {}) for each in (values, changed))
    assert first.span == other.span
    assert first.predicted["mean"][0] == other.predicted["mean"][0]
    again = changed.copy()
    again[160:170] = values[160:170]  # what one window reads, and all that was learned from
    one, two = held_out_forecast(own_series(again), 5, {}), first
    np.testing.assert_allclose(one.predicted["linear"][:6], two.predicted["linear"][:6])


@pytest.mark.parametrize(("columns", "horizon"), [(1, 1), (3, 4)])
def test_a_network_predicts_after_the_last_step_of_each_window(columns, horizon):
    of = task(horizon, columns=columns)
    network = trained(of, 8).network
    forecast = held_out_forecast(of, 8, {"lstm": network})
    low, span = of.scaling.minimum[0], of.scaling.span[0]
    for place in (0, 5, len(forecast.rows) - 1):
        first = 160 + place
        assert forecast.rows[place] == first + 8 + horizon - 1
        steps = of.values[first : first + 8].tolist()
        text = " ".join("|".join(map(repr, step)) for step in steps)
        said = network.predict([text])[0, 0]
        assert forecast.predicted["lstm"][place] == pytest.approx(low + span * said, rel=1e-5)


def test_scores_are_in_the_unit_of_the_column_and_scaled():
    of = task(season=12)
    forecast = held_out_forecast(of, 8, {"net": trained(of, 8).network})
    scores = {score.name: score for score in compare(forecast)}
    assert [*scores] == ["mean", "last-value", "same-phase", "linear", "net"]
    assert scores["same-phase"].in_unit.mse == pytest.approx(144, rel=1e-4)  # the line rises by 12
    assert scores["same-phase"].in_unit.mae == pytest.approx(12, rel=1e-4)
    assert forecast.span == pytest.approx(of.scaling.maximum[0] - of.scaling.minimum[0])
    for score in scores.values():
        assert score.scaled.mae * forecast.span == pytest.approx(score.in_unit.mae)
        assert score.scaled.mse * forecast.span**2 == pytest.approx(score.in_unit.mse)
    ruler = next(ruler for ruler in of.rulers if ruler.name == "same phase")
    assert scores["same-phase"].scaled.mse == pytest.approx(ruler.value, rel=1e-4)


def test_shapes_count_the_windows_that_there_are():
    of = task(horizon=3, columns=2)
    learned, held_out = window_shapes(of, 10)
    assert learned == (160 - 10 - 3 + 1, 10, 2)
    assert held_out == (len(held_out_forecast(of, 10, {}).rows), 10, 2)
    assert window_shapes(of, 38)[1][0] == 0


def test_what_does_not_fit_is_refused():
    of = task(horizon=3)
    assert len(held_out_forecast(of, 37, {}).rows) == 1
    for length in (0, 38):
        with pytest.raises(ValueError, match=f"windows of 1 to 37 rows; got {length}"):
            held_out_forecast(of, length, {})
    with pytest.raises(ValueError, match=r"read 1 numbers at each step; got one that reads 2"):
        held_out_forecast(of, 8, {"net": trained(task(columns=2), 8).network})


def test_a_column_that_never_changes_has_errors_of_zero():
    scores = compare(held_out_forecast(own_series(np.full((ROWS, 1), 7.0)), 5, {}))
    assert {score.in_unit.mae for score in scores} == {0.0}


def test_the_largest_series_is_compared_in_seconds():
    values = np.random.default_rng(0).random((20_000, 64))
    started = time.process_time()
    held_out_forecast(own_series(values), 200, {})
    assert time.process_time() - started < 10
