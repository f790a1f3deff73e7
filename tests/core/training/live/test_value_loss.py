"""The two errors of predicted numbers that a training can make small."""

from dataclasses import asdict, replace

import pytest
import torch

from core.training.live import LiveTraining, Settings
from core.training.live.changes import digest

SMALL = Settings(hidden_size=4, batch_size=3, length=6)


def first_errors(training: LiveTraining) -> torch.Tensor:
    """Return how far the untrained network is off on the texts of the first step."""
    batch = training._subject.batch(training._stepper._generator)
    network, off = training.network, []
    for codes, targets in zip(batch.codes, batch.targets, strict=True):
        text = " ".join(map(repr, codes.tolist()))
        off.append(torch.tensor(network.opinions(network.trace(text))[:, 0]) - targets)
    return torch.stack(off)


@pytest.mark.parametrize(("value_loss", "power"), [("mse", 2), ("mae", 1)])
def test_the_loss_is_the_error_that_was_asked_for(value_loss, power):
    training = LiveTraining("wave", replace(SMALL, value_loss=value_loss))
    expected = (first_errors(training).abs() ** power).mean().item()
    training.step()
    assert training.loss == pytest.approx(expected, rel=1e-5)


def test_the_held_out_loss_is_squared_whatever_is_learned():
    untrained = [LiveTraining("wave", replace(SMALL, value_loss=each)) for each in ("mse", "mae")]
    assert untrained[0].held_out() == untrained[1].held_out()


def test_a_run_goes_on_with_its_loss_and_the_squared_one_has_the_name_it_had():
    training = LiveTraining("wave", replace(SMALL, value_loss="mae"))
    training.step()
    again = LiveTraining.resume(training.snapshot())
    assert again.settings.value_loss == "mae"
    assert training.network.card.settings["value_loss"] == "mae"
    for each in (training, again):
        each.step()
    assert training.losses == again.losses
    assert "value_loss" not in SMALL.as_dict()
    assert Settings.from_dict(SMALL.as_dict()) == SMALL
    assert asdict(SMALL) == {**SMALL.as_dict(), "value_loss": "mse", "gates": "full"}
    assert digest("wave", SMALL, ()) != digest("wave", training.settings, ())


def test_another_loss_is_refused():
    with pytest.raises(ValueError, match="value_loss: one of mse, mae; got 'huber'"):
        Settings(value_loss="huber")
