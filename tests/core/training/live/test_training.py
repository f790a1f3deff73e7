"""Trainings on screen: every byte follows from task, settings and changes, whatever is done."""

import json
import math
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from core.cells import CELLS
from core.jobs.steps import Blocked
from core.network import Network, load_network, save_network
from core.sequence_tasks import TASKS
from core.training.learner import PARTS
from core.training.live import Clipping, LiveTraining, NoNextStep, Settings
from core.training.live.optimisers import OPTIMISERS

SMALL = Settings(hidden_size=4, batch_size=8, length=20, seed=3)


def after(steps: int, settings: Settings = SMALL) -> LiveTraining:
    training = LiveTraining("brackets", settings)
    take(training, steps)
    return training


def take(training: LiveTraining, steps: int) -> None:
    for _ in range(steps):
        training.step()


def weights(network: Network) -> bytes:
    return save(network.state_dict())


@pytest.mark.parametrize("cell", CELLS)
def test_each_cell_learns(cell: str) -> None:
    training = LiveTraining("brackets", Settings(cell=cell, learning_rate=0.03))
    before = training.held_out_loss()
    take(training, 25)
    assert training.held_out_loss() < before - 0.1


def test_a_series_is_learned_too() -> None:
    training = LiveTraining("ar1", Settings(learning_rate=0.03))
    before = training.held_out_loss()
    take(training, 40)
    loss, error = training.held_out()
    assert loss < before - 0.1
    assert loss > 0.25 - 4 * error
    assert training.network.predict(["1 1 1"])[0, 0] > training.network.predict(["-1 -1 -1"])[0, 0]


@pytest.mark.parametrize("task", [key for key in TASKS if key != "adding"])
def test_every_task_is_learned_and_never_better_than_possible(task: str) -> None:
    training = LiveTraining(task, Settings(hidden_size=6, learning_rate=0.03, batch_size=16))
    before = training.held_out_loss()
    take(training, 15)
    loss, error = training.held_out()
    assert loss < before
    assert loss > TASKS[task].optimum - 3 * error * (TASKS[task].target == "next-value")
    assert len(training.network.trace(training.task.probe)) > 3


@pytest.mark.slow
def test_brackets_are_learned_almost_perfectly() -> None:
    """Below what the last six symbols tell, 0.99487 nats; the optimum is 0.97385."""
    training = LiveTraining("brackets", Settings(learning_rate=0.03, length=50, seed=3))
    take(training, 300)
    assert training.held_out_loss() < 0.985


def test_equal_settings_give_equal_bytes_and_a_change_of_any_gives_another_digest() -> None:
    first, second = after(5), after(5)
    assert first.digest == second.digest
    assert first.snapshot() == second.snapshot()
    other = {
        "cell": "gru", "hidden_size": 5, "num_layers": 2, "learning_rate": 0.01, "batch_size": 9,
        "length": 21, "clipping": Clipping("off"), "truncation": 3, "optimiser": "sgd",
        "forget_bias": 0.0, "seed": 4, "value_loss": "mae", "gates": "coupled",
    }  # fmt: skip
    assert set(other) == set(Settings.__dataclass_fields__)
    digests = {LiveTraining("brackets", replace(SMALL, **{k: v})).digest for k, v in other.items()}
    digests |= {LiveTraining("dyck-1", SMALL).digest, first.digest}
    assert len(digests) == len(other) + 2


def test_runs_of_one_seed_learn_from_the_same_texts_whatever_their_cells() -> None:
    """Before the first update, the loss of a network that gives one opinion only says so."""
    learned = []
    for cell in ("rnn", "lstm"):
        training = LiveTraining("brackets", replace(SMALL, cell=cell))
        learned.append(training._subject.batch(training._stepper._generator).codes)
    assert torch.equal(*learned)


@pytest.mark.slow
def test_another_process_computes_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256\n"
        "from tests.core.training.live.test_training import after\n"
        "print(sha256(after(30).snapshot()).hexdigest())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == sha256(after(30).snapshot()).hexdigest()


def test_nothing_is_drawn_from_the_random_numbers_of_the_process() -> None:
    before = torch.random.get_rng_state()
    after(2).network.predict(["(1"])
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_step_in_parts_is_the_same_step() -> None:
    whole, parts = after(8), after(7)
    shown = list(parts.step_in_parts())
    assert [part.name for part in shown] == [*PARTS]
    assert parts.snapshot() == whole.snapshot()
    numbers = {part.name: part.numbers for part in shown}
    assert numbers["loss"]["loss"] == parts.loss
    before, now = after(7), parts
    changes = [
        float((a - b).abs().max())
        for a, b in zip(before.network.parameters(), now.network.parameters(), strict=True)
    ]
    assert numbers["update"]["largest_change"] == pytest.approx(max(changes), rel=1e-5)


def test_slow_motion_shows_what_clipping_does() -> None:
    parts = {
        part.name: part.numbers
        for part in after(0, replace(SMALL, clipping=Clipping("norm", 0.01))).step_in_parts()
    }
    assert parts["backward"]["gradient_norm"] > 0.01
    assert parts["clip"] == {"gradient_norm": pytest.approx(0.01, rel=1e-3), "acted": 1}


@pytest.mark.parametrize("parts", range(1, len(PARTS)))
def test_a_step_that_is_left_halfway_changes_nothing(parts: int) -> None:
    training, other = after(3), after(3)
    begun = other.step_in_parts()
    for _ in range(parts):
        next(begun)
    assert other.snapshot() == training.snapshot()
    take(training, 2)
    take(other, 2)
    assert other.snapshot() == training.snapshot()


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_training_is_resumed_bit_for_bit(optimiser: str) -> None:
    training = after(9, replace(SMALL, optimiser=optimiser, num_layers=2))
    training.change(learning_rate=0.01, clipping=Clipping("value", 0.1))
    take(training, 2)
    again = LiveTraining.resume(training.snapshot())
    assert again.snapshot() == training.snapshot()
    for each in (training, again):
        take(each, 9)
    assert again.snapshot() == training.snapshot()
    assert again.digest == training.digest
    assert weights(again.network) == weights(training.network)
    assert again.network.card == training.network.card


def test_a_resumed_training_can_be_forked_from_before_it_was_stopped() -> None:
    training = after(9)
    again = LiveTraining.resume(training.snapshot())
    assert again.fork(4).snapshot() == after(4).snapshot()


def test_a_fork_without_changes_goes_on_as_the_original() -> None:
    training = after(90)
    fork = training.fork(70)
    assert fork.snapshot() == after(70).snapshot()
    take(fork, 20)
    assert fork.snapshot() == training.snapshot()
    assert fork.digest == training.digest


def test_a_fork_keeps_the_changes_made_up_to_its_step() -> None:
    training = after(3)
    training.change(learning_rate=0.01)
    take(training, 3)
    training.change(learning_rate=0.02)
    take(training, 3)
    assert [change.step for change in training.fork(5).changes] == [3]
    forked = training.fork(5, learning_rate=0.5)
    assert forked.dials.learning_rate == 0.5
    assert [change.step for change in forked.changes] == [3, 5]
    assert training.dials.learning_rate == 0.02


@pytest.mark.parametrize("step", [-1, 4])
def test_there_is_no_fork_from_a_step_that_was_not_taken(step: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 3"):
        after(3).fork(step)


def test_a_live_change_acts_from_the_next_step_on_and_stands_in_the_digest() -> None:
    """Plain gradient descent with twice the rate changes the weights twice as much."""
    plain, changed = (after(2, replace(SMALL, optimiser="sgd")) for _ in range(2))
    before = plain.digest
    changed.change(learning_rate=2 * SMALL.learning_rate)
    assert changed.digest != before
    first = changed.network.readout.weight.clone()
    for each in (plain, changed):
        each.step()
    moved = [each.network.readout.weight - first for each in (plain, changed)]
    assert torch.allclose(moved[1], 2 * moved[0], rtol=1e-3, atol=1e-7)
    assert plain.digest == before


def test_changes_that_change_nothing_leave_the_digest() -> None:
    training = after(2)
    before = training.digest
    training.change(learning_rate=SMALL.learning_rate)
    assert training.changes == ()
    training.change(learning_rate=0.1)
    training.change(learning_rate=SMALL.learning_rate)
    assert training.digest == before
    with pytest.raises(ValueError, match="learning_rate"):
        training.change(learning_rate=0.0)
    assert training.changes == ()


def test_a_training_that_diverges_stops_at_its_last_finite_weights() -> None:
    """The error of a series has no bound: with too large a rate, each step overshoots further."""
    settings = replace(SMALL, optimiser="sgd", learning_rate=10.0, clipping=Clipping("off"))
    training = LiveTraining("ar1", settings)
    while not training.diverged:
        training.step()
    assert training.diverged.step == training.steps + 1 < 200
    assert all(map(math.isfinite, training.losses))
    assert all(bool(each.isfinite().all()) for each in training.network.parameters())


@pytest.mark.parametrize(("part", "number"), [("loss", math.nan), ("gradient", math.inf)])
def test_a_step_of_no_finite_numbers_is_not_taken(part: str, number: float, monkeypatch) -> None:
    training, healthy = after(5), after(5)
    learner = training._stepper.learner
    if part == "loss":
        monkeypatch.setattr("core.training.learner.mean_loss", lambda *_: spoilt(learner, number))
    else:
        weight = learner.parameters[0]
        weight.register_hook(lambda gradient: gradient.fill_(number))
    training.step()
    assert training.diverged == (6, part)
    assert training.steps == 5
    assert weights(training.network) == weights(healthy.network)
    with pytest.raises(NoNextStep, match="smaller learning rate"):
        training.step()
    monkeypatch.undo()
    again = LiveTraining.resume(training.snapshot())
    assert again.diverged == training.diverged
    fork = again.fork(5, learning_rate=0.001)
    fork.step()
    assert fork.steps == 6


def spoilt(learner, number: float) -> torch.Tensor:
    return learner.parameters[0].sum() * number


def test_weights_that_overflow_are_those_before_the_step() -> None:
    training, healthy = after(5), after(5)
    training._stepper.learner.optimizer.memory["mean"].fill_(math.inf)
    training.step()
    assert training.diverged == (6, "weights")
    assert weights(training.network) == weights(healthy.network)
    fork = training.fork(5)
    fork.step()
    healthy.step()
    assert fork.snapshot() == healthy.snapshot()


def test_a_network_is_called_untrained_before_the_first_step_only() -> None:
    training = after(0)
    untrained = training.network
    assert untrained.card.is_untrained
    assert untrained.card.figures == {}
    training.step()
    card = training.network.card
    assert not card.is_untrained
    assert card.steps == 1
    assert card.figures["dev_loss"] == training.held_out_loss()
    assert card.figures["dev_optimum"] == pytest.approx(0.97385, abs=1e-5)
    assert card.seed == SMALL.seed
    assert card.settings["hidden_size"] == 4
    assert card.torch_version == torch.__version__
    json.dumps(card.settings)
    assert weights(untrained) == weights(after(0).network)


def test_the_network_reads_as_every_other_one() -> None:
    network = after(3).network
    opinions = network.opinions(network.trace("(1(2"))
    assert opinions.shape == (4, 7)
    assert not any(weight.requires_grad for weight in network.parameters())


def test_the_trace_of_the_network_agrees_with_the_layers_in_training() -> None:
    """The loss of the untrained network on the first texts is that of the first step."""
    training = after(0)
    network = training.network
    training.step()
    batch = after(0)._subject.batch(after(0)._stepper._generator)
    lost = [
        -math.log(network.opinions(network.trace(text))[place, target])
        for codes, targets in zip(batch.codes, batch.targets, strict=True)
        for text in ["".join(network.vocabulary.keys[code - 2] for code in codes)]
        for place, target in enumerate(targets)
    ]
    assert sum(lost) / len(lost) == pytest.approx(training.loss, rel=1e-5)


def test_a_task_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="there are: brackets"):
        LiveTraining("chess")


def test_the_network_is_saved_as_every_other_one(tmp_path: Path) -> None:
    training = after(2)
    training.change(learning_rate=0.01)
    training.step()
    save_network(training.network, tmp_path)
    loaded = load_network("brackets", "lstm", tmp_path)
    assert loaded.card == training.network.card
    assert [each["step"] for each in loaded.card.settings["changes"]] == [2]
    assert weights(loaded) == weights(training.network)


def test_a_training_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.training.live.training.MOST_STEPS", 3)
    training = after(3)
    with pytest.raises(NoNextStep, match="at most 3 steps"):
        training.step()


def test_a_fork_says_how_far_it_is_and_takes_few_steps_again() -> None:
    training = after(150)
    work = training.fork_in_steps(140)
    shares = [share for share in work if not isinstance(share, Blocked)]
    assert len(shares) == 140 - 128  # the states after 64 and 128 steps are kept
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1
