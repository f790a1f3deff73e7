"""The dials of a training: what they may be, and what their changes come to."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from core.training.live import Clipping, Settings
from core.training.live.changes import Change, Dials, checked, digest, in_force, with_change


@pytest.mark.parametrize(
    "bad",
    [
        {"cell": "transformer"}, {"optimiser": "lion"}, {"hidden_size": 0}, {"hidden_size": 129},
        {"hidden_size": 2.5}, {"num_layers": 4}, {"learning_rate": 0.0}, {"learning_rate": 101.0},
        {"learning_rate": float("nan")}, {"batch_size": 0}, {"length": 0}, {"length": 10_000},
        {"truncation": 0}, {"forget_bias": 11.0}, {"seed": -1}, {"seed": 2**32},
        {"batch_size": 200, "length": 250, "hidden_size": 10},
    ],
)  # fmt: skip
def test_dials_of_no_use_are_refused_by_name(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(bad))):
        Settings(**bad)


@pytest.mark.parametrize("bad", [("half", 1.0), ("norm", 0.0), ("value", float("inf"))])
def test_a_clipping_of_no_use_is_refused(bad: tuple[Any, float]) -> None:
    with pytest.raises(ValueError, match="Clipping expected"):
        Clipping(*bad)


def test_settings_and_changes_come_back_from_json() -> None:
    settings = Settings(cell="gru", length=30, clipping=Clipping("value", 0.5), truncation=5)
    change = Change(3, Dials(0.1, Clipping("off")))
    assert Settings.from_dict(json.loads(json.dumps(asdict(settings)))) == settings
    assert Change.from_dict(json.loads(json.dumps(change.as_dict()))) == change


def test_each_change_acts_from_its_step_on() -> None:
    settings = Settings(learning_rate=0.1)
    changes = ()
    for step, rate in ((2, 0.2), (5, 0.3)):
        changes = with_change(settings, changes, Change(step, Dials(rate, settings.clipping)))
    rates = [in_force(settings, changes, step).learning_rate for step in range(7)]
    assert rates == [0.1, 0.1, 0.2, 0.2, 0.2, 0.3, 0.3]
    assert checked(settings, changes, 5) == changes
    for impossible in (changes[::-1], (changes[0], changes[0]._replace(step=3))):
        with pytest.raises(ValueError, match="not in order"):
            checked(settings, impossible, 5)
    with pytest.raises(ValueError, match="step 5 of 4"):
        checked(settings, changes, 4)


def test_a_change_stands_in_the_digest() -> None:
    settings = Settings(length=20)
    change = Change(3, Dials(0.1, settings.clipping))
    without, with_it = (digest("a", settings, each) for each in ((), (change,)))
    later = digest("a", settings, (change._replace(step=4),))
    assert len({without, with_it, later, digest("b", settings, ())}) == 4
