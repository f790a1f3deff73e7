"""AR(1) and MA(1): their variances, their rulers, and the innovations algorithm."""

import numpy as np
import pytest
import torch

from core.sequence_tasks.linear_series import AR1, MA1, NOISE, PHI, THETA


def series(task, n: int, length: int) -> np.ndarray:
    return task.series(n, length, torch.Generator().manual_seed(1)).numpy()


def test_the_autoregressive_series_is_stationary_and_remembers_by_powers():
    values = series(AR1, 40_000, 6)
    variance = AR1.rulers[0].value
    assert variance == pytest.approx(NOISE**2 / (1 - PHI**2))
    for lag in range(6):
        covariance = (values[:, 0] * values[:, lag]).mean()
        assert covariance == pytest.approx(PHI**lag * variance, abs=0.02)
        assert (values[:, lag] ** 2).mean() == pytest.approx(variance, abs=0.02)


def test_the_moving_average_remembers_one_step():
    values = series(MA1, 40_000, 4)
    expected = [NOISE**2 * (1 + THETA**2), NOISE**2 * THETA, 0, 0]
    found = [(values[:, 0] * values[:, lag]).mean() for lag in range(4)]
    assert found == pytest.approx(expected, abs=0.01)


def test_rulers_of_the_moving_average_are_those_of_its_covariances():
    mean, last = MA1.rulers
    covariance = NOISE**2 * THETA
    assert mean.value == pytest.approx(NOISE**2 * (1 + THETA**2))
    assert last.value == pytest.approx(mean.value - covariance**2 / mean.value, abs=1e-12)


@pytest.mark.parametrize("task", [AR1, MA1])
def test_the_best_prediction_is_the_conditional_mean_of_the_normal_distribution(task):
    """By solving for it from the covariances, which the functions under test do not do."""
    values = torch.tensor([[0.4, -1.1, 0.7, 0.2, 0.9, -0.3]])
    lags = np.abs(np.subtract.outer(np.arange(7), np.arange(7)))
    covariances = {
        "ar1": PHI**lags,
        "ma1": np.where(lags == 0, 1 + THETA**2, np.where(lags == 1, THETA, 0.0)),
    }[task.key]
    for read in range(1, 7):
        weights = np.linalg.solve(covariances[:read, :read], covariances[:read, read])
        expected = weights @ values[0, :read].double().numpy()
        assert task.best(values)[0, read - 1] == pytest.approx(expected, abs=1e-12)
