import pytest

from core.training.live import LiveTraining, Settings


@pytest.fixture(scope="module")
def trained() -> LiveTraining:
    """A small LSTM after 40 steps; tests take no steps with it."""
    training = LiveTraining("brackets", Settings(hidden_size=4, batch_size=8, length=20, seed=3))
    for _ in range(40):
        training.step()
    return training
