"""Visitors who train: one training serves all who have the same dials, and none who has gone."""

from collections.abc import Iterator

import pytest

from benchmarks.server import ROOT, start_server, wait_until_ready
from tests.load.training import begun, followed, steps, steps_after_closing
from tests.load.visitor import Visitor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    process, address = start_server(ROOT / "app.py")
    wait_until_ready(address)
    yield address
    process.terminate()
    process.wait(timeout=60)


def test_a_training_pauses_within_a_second_of_its_last_watchers_disconnection(address: str) -> None:
    early, late = steps_after_closing(address, "1", (1.0, 1.5))
    assert 0 < early < 20_000
    assert late == early


def test_one_training_serves_all_who_have_the_same_dials(address: str) -> None:
    link = {"lseed": "2", "until": "60"}
    with Visitor(address) as one, Visitor(address) as other:
        first, second = begun(one, **link), begun(other, **link)
        runs = [*followed(one, first), *followed(other, second)]
        later = begun(other, **link)

    assert [run.exceptions for run in runs if run.exceptions] == []
    assert steps(later) == 60
    assert "Train" not in later.buttons
