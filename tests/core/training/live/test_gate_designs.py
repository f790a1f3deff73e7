"""What designs have come to, as it ships: complete, of the code's settings, and to be repeated."""

import json
from itertools import product

import pytest

from core.checkpoints import CheckpointError
from core.sequence_tasks import TASKS
from core.training.live import gate_designs
from core.training.live.designs import DESIGNS, FULL
from core.training.live.gate_designs import (
    FILE,
    MEASURED,
    SEEDS,
    compared,
    losses,
    plan_of,
    results,
    trained,
)

RUNS = {(run.task, run.gates, run.seed): run for run in results()}


def test_every_task_design_and_seed_has_its_losses() -> None:
    assert [*RUNS] == [*product(gate_designs.TASKS, DESIGNS, SEEDS)]
    assert len(SEEDS) == 3
    for (task, *_rest), run in RUNS.items():
        assert len(run.held_out) == len(MEASURED)
        first, *_between, last = run.held_out
        assert TASKS[task].optimum < last.loss < first.loss - 0.3
        assert last.standard_error < 0.01


def test_they_were_made_with_the_settings_of_the_code() -> None:
    stored = json.loads(FILE.read_text("utf-8"))
    assert {name: stored[name] for name in gate_designs.about()} == gate_designs.about()


@pytest.mark.parametrize("gates", DESIGNS)
def test_the_first_of_them_comes_out_again(gates: str) -> None:
    case = "embedded-reber", gates, 0
    (again,) = trained(plan_of(*case), MEASURED[:1])
    assert again == pytest.approx(RUNS[case].held_out[0], abs=1e-6)


def test_losses_are_those_of_a_task_and_a_step() -> None:
    found = losses(results(), "brackets", MEASURED[-1])
    assert [*found] == [*DESIGNS]
    for gates, each in found.items():
        assert each == tuple(RUNS["brackets", gates, seed].held_out[-1].loss for seed in SEEDS)
    with pytest.raises(ValueError, match="not in"):
        losses(results(), "brackets", 17)


@pytest.mark.parametrize(
    ("of_design", "verdict"),
    [
        ((3.1, 4.0, 5.0), 1), ((0.5, 0.9, 0.1), -1), ((0.5, 0.9, 2.0), 0), ((3.0, 4.0, 5.0), 0),
        ((0.5, 0.9, 4.0), 0), ((1.5, 2.0, 2.5), 0),
    ],
)  # fmt: skip
def test_all_three_must_lie_on_one_side(of_design: tuple[float, ...], verdict: int) -> None:
    assert compared({FULL: (1.0, 3.0, 2.0), "coupled": of_design}) == {"coupled": verdict}


@pytest.mark.parametrize("content", [b"{}", b"[", b'{"runs": [{}]}'])
def test_a_file_without_results_is_refused(content: bytes, monkeypatch) -> None:
    monkeypatch.setattr(gate_designs, "read_checked", lambda _path: content)
    with pytest.raises(CheckpointError, match="Train them again"):
        results()
