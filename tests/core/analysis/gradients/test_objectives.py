"""Losses and margins with their gradients, compared with PyTorch's losses and with scores."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core import load_network
from core.analysis.gradients.objectives import loss, margin_at
from core.network import Network
from core.trace import Trace
from tests.core.analysis.gradients.small_networks import CODES, TARGETS, small, torch_loss, traced

EVERY = pytest.mark.parametrize("target", TARGETS)


def with_hidden(trace: Trace, hidden: np.ndarray) -> Trace:
    return Trace(trace.tokens, trace.quantities, {"hidden_state": hidden}, {})


def in_torch(network: Network, codes: tuple[float, ...], hidden: np.ndarray, right: int):
    """Return PyTorch's loss and its gradients at hidden states and scores."""
    states = torch.tensor(hidden, requires_grad=True)
    scores = network.readout(states)
    scores.retain_grad()
    value = torch_loss(network, codes, right)(scores)
    value.backward()
    assert states.grad is not None
    assert scores.grad is not None
    return value.item(), states.grad.numpy(), scores.grad.numpy()


@EVERY
@pytest.mark.parametrize("right", [0, 2])
def test_value_and_gradients_are_those_of_pytorchs_losses(target, right):
    network = small("gru", target)
    trace = traced(network, CODES[target])
    value, seeds, scores = in_torch(network, CODES[target], trace["hidden_state"], right)

    objective = loss(network, CODES[target], trace, right)
    assert objective.value == pytest.approx(value, rel=1e-12)
    np.testing.assert_allclose(objective.seeds, seeds, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(objective.scores, scores, rtol=1e-10, atol=1e-14)


@given(st.floats(-1e5, 1e5), st.integers(0, 2))
def test_scores_of_any_size_neither_overflow_nor_lose_a_gradient(size, right):
    network = small("rnn", "class")
    trace = traced(network, CODES["class"])
    hidden = trace["hidden_state"] * size
    value, seeds, _ = in_torch(network, CODES["class"], hidden, right)

    objective = loss(network, CODES["class"], with_hidden(trace, hidden), right)
    assert objective.value == pytest.approx(value, rel=1e-10, abs=1e-14)
    np.testing.assert_allclose(objective.seeds, seeds, rtol=1e-7, atol=1e-12)


def test_no_opinion_before_an_unknown_token_is_judged():
    network = small("gru", "next-token")
    objective = loss(network, CODES["next-token"], traced(network, CODES["next-token"]))

    judged = np.flatnonzero(objective.scores.any(axis=1))
    assert judged.tolist() == [0, 2, 3, 4, 5], "the token after the second is unknown"


def test_outputs_are_found_by_their_names():
    """In another order than the vocabulary's."""
    network = small("gru", "next-token")
    trace, before = traced(network, CODES["next-token"]), small("gru", "next-token")
    network.card = replace(network.card, outputs=("c", "a", "b"))
    with torch.no_grad():
        for new, old in zip(network.readout.parameters(), before.readout.parameters(), strict=True):
            new.copy_(old[[2, 0, 1]])

    objective, expected = (loss(each, CODES["next-token"], trace) for each in (network, before))
    assert objective.value == pytest.approx(expected.value, rel=1e-12)
    np.testing.assert_allclose(objective.seeds, expected.seeds, rtol=1e-10, atol=1e-14)


def test_the_word_that_a_network_learned_has_the_loss_on_its_card():
    network = load_network("hello", "lstm")
    objective = loss(network, network.encode("hello").codes, network.trace("hello"))

    assert objective.value == pytest.approx(network.card.figures["loss"], rel=1e-4)


@EVERY
@pytest.mark.parametrize("length", [0, 1])
def test_where_nothing_is_judged_there_is_no_value_and_no_gradient(target, length):
    network, codes = small("lstm", target), CODES[target][:length]
    objective = loss(network, codes, traced(network, codes), right=1)

    judges_one = target == "class" and length == 1
    assert np.isnan(objective.value) != judges_one
    assert objective.seeds.any() == judges_one
    assert objective.seeds.shape == (length, 4)
    assert objective.scores.shape == (length, len(network.outputs))


@pytest.mark.parametrize("right", [None, -1, 3])
def test_a_right_class_that_does_not_exist_is_refused(right):
    network = small("rnn", "class")
    trace = traced(network, CODES["class"])

    with pytest.raises(ValueError, match=rf"one of 3 numbered from 0; got {right}\. "):
        loss(network, CODES["class"], trace, right)


def test_codes_of_another_text_are_refused():
    network = small("rnn", "next-value")
    trace = traced(network, CODES["next-value"])

    with pytest.raises(ValueError, match="a code for each of 7 tokens, got 6"):
        loss(network, CODES["next-value"][1:], trace)


@EVERY
def test_a_margin_is_the_score_less_the_mean_of_the_others(target):
    network = small("paper-gru", target)
    trace = traced(network, CODES[target])
    with torch.no_grad():
        scores = network.readout(torch.tensor(trace["hidden_state"])).numpy()
    n_outputs, weight = scores.shape[1], network.readout.weight.numpy()

    for output in range(n_outputs):
        others = np.delete(scores[3], output)
        expected = scores[3, output] - (others.mean() if len(others) else 0)
        objective = margin_at(network, trace, output, 3)
        assert objective.value == pytest.approx(expected, rel=1e-12)
        assert objective.value == pytest.approx((objective.scores * scores).sum(), rel=1e-12), (
            "it is linear in the scores"
        )
        np.testing.assert_allclose(objective.seeds, objective.scores @ weight)
        assert np.flatnonzero(objective.seeds.any(axis=1)).tolist() == [3]


def test_positions_and_outputs_that_do_not_exist_have_no_margin():
    network = small("lstm", "class")
    trace = traced(network, CODES["class"])

    with pytest.raises(ValueError, match="one of 7 positions, numbered from 0; got 7"):
        margin_at(network, trace, 0, 7)
    with pytest.raises(ValueError, match="one of 3 outputs, numbered from 0; got 3"):
        margin_at(network, trace, 3, 0)
