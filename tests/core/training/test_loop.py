"""The loop: early stopping, the running mean of the weights, and sizes of equal count."""

import math
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import cells
from core.network import ModelCard, Network, load_network, new_network
from core.parameters.count import count_parameters
from core.parameters.equal import equal_parameters
from core.training.__main__ import fit, main
from core.training.initial_weights import initialise
from core.training.loop import learner_of
from core.training.task import Recipe, Task
from core.training.tasks.hello import hello

CELLS = ("rnn", "lstm", "gru")


def card(task: Task, cell: str = "gru") -> ModelCard:
    return ModelCard(
        task.name, cell, task.input_size, 5, 1, task.target, task.tokenizer, task.outputs,
        task.data, "", 0, torch.__version__, 0.0, {}, (),
    )  # fmt: skip


def fresh(task: Task) -> tuple[Network, torch.Generator]:
    generator = torch.Generator().manual_seed(0)
    network = new_network(card(task), task.vocabulary, generator)
    network.embedding.requires_grad_(task.vectors_learn)
    initialise(network, task, generator)
    return network, generator


@pytest.mark.slow
def test_training_ends_when_nothing_has_got_better_for_long_enough() -> None:
    losses = iter([0.5, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45])
    task = replace(
        hello(),
        recipe=Recipe(epochs=7, batch_size=1, learning_rate=0.01, patience=2),
        figures=lambda _: {"loss": next(losses)},
    )
    assert len(fit(card(task), task).card.loss_curve) == 5  # the best and three that are not


def test_without_averaging_the_measured_network_is_the_one_in_training() -> None:
    task = hello()
    network, generator = fresh(task)
    learner = learner_of(network, task.recipe)
    (batch,) = task.texts.draw(1, generator)
    learner.learn(batch, generator)
    learner.teach(network)
    learned = learner.layers.layers[0].state_dict()
    for name, weight in network.cell.named_parameters():
        assert torch.equal(weight, learned[f"{name}_l0"])


def test_with_averaging_the_measured_network_has_the_running_mean_of_all_steps() -> None:
    """At step n the mean keeps the smaller of ``averaging`` and n / (n + 10)."""
    task = replace(hello(), recipe=replace(hello().recipe, averaging=0.15))
    network, generator = fresh(task)
    learner = learner_of(network, task.recipe)
    mean = [each.detach().clone() for each in learner.parameters]
    for step in (1, 2, 3):
        (batch,) = task.texts.draw(1, generator)
        learner.learn(batch, generator)
        stays = min(0.15, step / (step + 10))
        mean = [
            stays * old + (1 - stays) * new
            for old, new in zip(mean, learner.parameters, strict=True)
        ]
    learner.teach(network)
    taught = dict(network.named_parameters())
    assert torch.allclose(taught["readout.bias"], mean[-1], atol=1e-7)
    assert torch.allclose(taught["layers.0.weight_ih"], mean[0], atol=1e-7)
    assert not torch.equal(taught["readout.bias"], learner.parameters[-1])


@given(st.integers(1, 128), st.integers(8, 128))
@settings(max_examples=15)
def test_equal_means_within_two_per_cent(input_size: int, lstm_size: int) -> None:
    sizes = equal_parameters(input_size, lstm_size)
    counts = [count_parameters(cell, input_size, sizes[cell]).total for cell in CELLS]
    assert max(counts) - min(counts) <= 0.02 * min(counts)
    if lstm_size >= 24:  # with few units, the next size is far away
        assert abs(sizes["lstm"] - lstm_size) <= 0.2 * lstm_size


def test_the_lstm_keeps_the_size_that_is_wanted_where_it_can() -> None:
    assert equal_parameters(64, 64)["lstm"] == 64


@pytest.mark.parametrize("cell", cells.CELLS)
def test_a_cell_remembers_at_first(cell: str) -> None:
    """With weights near zero, a gated cell keeps the share σ(1) of what it remembers."""
    task = hello()
    network = new_network(card(task, cell), task.vocabulary, torch.Generator())
    initialise(network, task, torch.Generator())
    for name, weight in network.cell.named_parameters():
        if name.startswith("weight"):
            torch.nn.init.zeros_(weight)

    state = network.cell.initial_state(1)
    ones = state._make(torch.ones_like(part) for part in state)
    with torch.no_grad():
        gates = network.cell.gates(torch.zeros(1, task.input_size), ones.hidden_state)
        kept = getattr(network.cell.update(gates, ones), network.cell.memory)
    share = 0.0 if cell == "rnn" else 1 / (1 + math.exp(-1))
    torch.testing.assert_close(kept, torch.full_like(kept, share))


def test_the_papers_gru_has_no_size_of_equal_count(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["hello", "--cell", "paper-gru", "--equal-parameters"])
    assert "rnn, lstm, gru only" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_names_the_comparison_at_equal_parameters(tmp_path) -> None:
    for cell in ("lstm", "rnn"):
        command = f"hello --cell {cell} --hidden-size 20 --equal-parameters --output {tmp_path}"
        main(command.split())
    lstm, rnn = (load_network("hello-equal", cell, tmp_path) for cell in ("lstm", "rnn"))
    assert lstm.card.hidden_size < rnn.card.hidden_size
    counts = [sum(p.numel() for p in network.cell.parameters()) for network in (lstm, rnn)]
    assert counts[1] == pytest.approx(counts[0], rel=0.02)
    assert (rnn.card.command or "").endswith("--hidden-size 20 --equal-parameters --seed 0")
