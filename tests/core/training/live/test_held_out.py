"""The loss on held-out texts: honest, and never below what is possible."""

import math
from dataclasses import fields

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from core.network.batch_layers import BatchLayers
from core.sequence_tasks import TASKS, SequenceTask
from core.sequence_tasks.automaton_task import AutomatonTask
from core.sequence_tasks.brackets import NEXT_PROBABILITIES, SYMBOLS, depths, optimum
from core.training.live import LiveTraining, Settings
from core.training.live.held_out import HeldOutTexts


def of_kind(kind: type, task: SequenceTask) -> SequenceTask:
    """Return a task as one of a class that has other examples or probabilities."""
    return kind(**{each.name: getattr(task, each.name) for each in fields(task) if each.init})


def constant(training: LiveTraining, probabilities: np.ndarray):
    """Return a network that gives these probabilities whatever it reads."""
    network = training.network
    network.readout.weight.zero_()
    network.readout.bias.copy_(torch.from_numpy(np.log(probabilities)))
    return network, BatchLayers(network)


def test_the_loss_is_the_optimum_and_the_mean_excess() -> None:
    """Of a network that finds all seven symbols equally likely, the excess is ln 7 − ln 2 or 3."""
    texts = HeldOutTexts(TASKS["brackets"], 20)
    training = LiveTraining("brackets", Settings(hidden_size=2))
    loss, error = texts.measure(*constant(training, np.full(7, 1 / 7)))
    read = ["".join(SYMBOLS[code - 2] for code in row) for row in texts.batch.codes]
    legal = (NEXT_PROBABILITIES[np.stack([depths(text) for text in read])] > 0).sum(-1)
    excess = math.log(7) - np.log(legal)
    assert loss == pytest.approx(optimum() + excess.mean(), rel=1e-6)
    of_texts = excess.mean(1)
    assert error == pytest.approx(of_texts.std(ddof=1) / math.sqrt(len(of_texts)), rel=1e-4)


def test_right_probabilities_have_no_excess() -> None:
    """Where the next symbol does not depend on the text, a bias alone is right."""
    shares = np.array([0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1])

    class Independent(AutomatonTask):
        def probabilities(self, inputs):
            return np.broadcast_to(shares, (*inputs.shape, 7))

    training = LiveTraining("brackets", Settings(hidden_size=2))
    loss, error = HeldOutTexts(of_kind(Independent, TASKS["brackets"]), 20).measure(
        *constant(training, shares)
    )
    assert loss == pytest.approx(optimum(), abs=1e-9)
    assert loss >= optimum()
    assert error < 1e-9


def test_without_known_probabilities_it_is_the_cross_entropy() -> None:
    class Unknown(AutomatonTask):
        probabilities = SequenceTask.probabilities  # pyright: ignore[reportAssignmentType]

    texts = HeldOutTexts(of_kind(Unknown, TASKS["brackets"]), 20)
    training = LiveTraining("brackets", Settings(hidden_size=3))
    network, layers = training.network, BatchLayers(training.network)
    scores = network.readout(layers(network.embedding(texts.batch.codes))[0])
    mean = cross_entropy(scores.flatten(0, 1), texts.batch.targets.flatten())
    loss, error = texts.measure(network, layers)
    assert loss == pytest.approx(float(mean.detach()), rel=1e-5)
    assert 0 < error < 0.05


def test_steps_that_are_not_scored_do_not_count() -> None:
    class Scored(type(TASKS["ar1"])):
        def examples(self, n, length, generator):
            made = super().examples(n, length, generator)
            made.weights[:, :-1] = 0
            made.weights[0] = 0
            return made

    texts = HeldOutTexts(of_kind(Scored, TASKS["ar1"]), 20)
    training = LiveTraining("ar1", Settings(hidden_size=3))
    network, layers = training.network, BatchLayers(training.network)
    with torch.no_grad():
        predicted = network.readout(layers(texts.batch.codes[..., None])[0])[1:, -1, 0]
    squared = (predicted - texts.batch.targets[1:, -1]) ** 2
    loss, error = texts.measure(network, layers)
    assert loss == pytest.approx(float(squared.mean()), rel=1e-5)
    assert error == pytest.approx(float(squared.std()) / math.sqrt(len(squared)), rel=1e-4)
