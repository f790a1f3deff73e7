"""What a network writes: reproducible, the same from any prime, with the states it really had."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import load_network
from core.cells import CELLS
from core.generation import MOST_TOKENS, GenerationRun, generate
from core.network import Network
from core.trace import Trace
from tests.core.generation.networks import LETTERS, writer

TEXTS = st.text(st.sampled_from(LETTERS), max_size=8)


def expect_same(run: GenerationRun, other: GenerationRun) -> None:
    assert run.keys == other.keys
    for mine, others in zip(run.steps, other.steps, strict=True):
        np.testing.assert_array_equal(mine.scores, others.scores)
        np.testing.assert_array_equal(mine.kept, others.kept)
        assert (mine.dart, mine.token) == (others.dart, others.token)
    expect_same_trace(run.trace, other.trace)


def expect_same_trace(trace: Trace, other: Trace) -> None:
    for name, array in trace.activations.items():
        np.testing.assert_array_equal(array, other[name])
    for name, parts in trace.preactivations.items():
        for part, others in zip(parts, other.preactivations[name], strict=True):
            np.testing.assert_array_equal(part, others)


@settings(max_examples=25)
@given(TEXTS, st.integers(0, 12), st.integers(0, 99), st.sampled_from(sorted(CELLS)))
def test_a_run_is_the_same_again_and_from_any_prime_that_has_its_tokens(
    prime: str, length: int, seed: int, cell: str
) -> None:
    network = writer(cell, layers=2)
    run = generate(network, prime, length, temperature=1.5, top_k=6, top_p=0.9, seed=seed)
    expect_same(run, generate(network, prime, length, 1.5, 6, 0.9, seed))
    for cut in range(run.prime, len(run.keys) + 1):
        given_so_far = "".join(run.keys[:cut])
        left = len(run.keys) - cut
        expect_same(run, generate(network, given_so_far, left, 1.5, 6, 0.9, seed))


@settings(max_examples=25)
@given(st.data(), TEXTS.filter(len), st.integers(1, 12), st.sampled_from(sorted(CELLS)))
def test_a_branch_equals_a_run_whose_prime_is_its_past(
    data: st.DataObject, prime: str, length: int, cell: str
) -> None:
    network = writer(cell)
    run = generate(network, prime, length, seed=5)
    before = run.keys
    t = data.draw(st.integers(0, len(run.keys) - 1))
    token = data.draw(st.sampled_from(LETTERS))

    branch = run.branch(t, token)

    assert branch.keys[: t + 1] == (*run.keys[:t], token)
    assert len(branch.keys) == len(run.keys)
    past = "".join(branch.keys[: t + 1])
    expect_same(branch, generate(network, past, len(run.keys) - t - 1, seed=5))
    assert run.keys == before
    expect_same(run, generate(network, prime, length, seed=5))
    if not run.steps[t].was_given:
        expect_same(run, run.branch(t, run.keys[t]))


def test_going_on_is_as_if_it_had_never_ended() -> None:
    network = writer()
    expect_same(generate(network, "ab", 5, seed=2).go_on(7), generate(network, "ab", 12, seed=2))


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_the_trace_and_the_probabilities_are_those_of_the_whole_text(cell: str) -> None:
    network = writer(cell, layers=2)
    run = generate(network, "abc", 30, seed=1)
    whole = network.trace(run.whole_text)
    assert run.trace.tokens == whole.tokens
    for name, array in run.trace.activations.items():
        np.testing.assert_allclose(array, whole[name], atol=2e-6)
    for name, parts in run.trace.preactivations.items():
        for part, others in zip(parts, whole.preactivations[name], strict=True):
            np.testing.assert_allclose(part, others, atol=2e-5)
    opinions = network.opinions_of(run.trace["hidden_state"])
    models = np.stack([step.model for step in run.steps[1:]])
    np.testing.assert_allclose(models, opinions[:-1], atol=2e-6)
    np.testing.assert_array_equal(models, network_says(network, run)[1:])


@torch.inference_mode()
def network_says(network: Network, run: GenerationRun) -> np.ndarray:
    """Return the network's probabilities before each token, from the states that the run had."""
    first = torch.zeros(1, network.card.hidden_size)
    hidden = torch.cat([first, torch.tensor(run.trace["hidden_state"])])[:-1]
    return torch.stack([network.readout(row[None])[0].softmax(-1) for row in hidden]).numpy()


def test_figures_are_those_of_the_written_tokens() -> None:
    run = generate(writer(), "abc", 20, temperature=2, top_k=4, seed=8)
    own = [step.model[step.token] for step in run.steps[3:]]
    assert run.log_probability == pytest.approx(np.log(np.array(own, float)).sum())
    assert run.perplexity == pytest.approx(np.exp(-np.log(np.array(own, float)).mean()))
    assert np.isfinite(run.kept_log_probabilities).all()
    assert run.entropy.shape == (23,)
    assert [step.was_given for step in run.steps] == [True] * 3 + [False] * 20
    assert len(run.tokens) == 20
    assert run.text == "".join(run.tokens)


def test_what_the_network_does_not_know_is_named_and_skipped() -> None:
    run = generate(writer(), "aéb☃", 4)
    assert run.skipped == ("é", "☃")
    assert run.keys[:2] == ("a", "b")
    assert run.prime == 2


def test_a_stop_token_ends_the_run_and_is_its_last() -> None:
    network = writer()
    free = generate(network, "a", 200, seed=4)
    stop = free.tokens[10]
    run = generate(network, "a" + stop, 0, seed=4, stop=stop).go_on(200)
    assert run.tokens[-1] == stop
    assert stop not in run.tokens[:-1]
    assert run.has_stopped
    assert run.go_on(5).keys == run.keys
    assert not free.has_stopped
    assert not generate(network, "a" + stop, 0, seed=4, stop=stop).has_stopped


def test_a_run_without_a_prime_starts_from_the_zero_state() -> None:
    network = writer()
    run = generate(network, "", 3)
    expected = network.predict([""])[0]
    np.testing.assert_allclose(run.steps[0].model, expected, atol=1e-6)
    assert generate(network, "", 0).trace["hidden_state"].shape == (0, 12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"length": -1}, "0 to 10000 tokens"),
        ({"length": MOST_TOKENS}, "0 to 10000 tokens"),
        ({"length": 1, "temperature": -1}, "temperature"),
    ],
)
def test_what_cannot_be_is_refused(arguments: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        generate(writer(), "a", **arguments)


def test_no_run_becomes_longer_than_the_longest_one() -> None:
    run = generate(writer(units=2), "ab", MOST_TOKENS - 3, seed=1)
    assert len(run.go_on(1).keys) == MOST_TOKENS
    with pytest.raises(ValueError, match="up to 10,000 tokens"):
        run.go_on(2)
    with pytest.raises(ValueError, match="up to 10,000 tokens"):
        run.branch(5, "a", MOST_TOKENS + 1)


def test_darts_depend_on_seed_and_place_in_texts_of_any_length() -> None:
    run = generate(writer(units=2), "ab", 5_000, seed=9)
    darts = np.array([step.dart for step in run.steps])
    for length in (1, 4, 1_999, 2_001, 5_002):
        expected = np.random.Generator(np.random.PCG64(9)).random(length)
        np.testing.assert_array_equal(darts[:length], expected)
    shorter = generate(writer(units=2), "ab", 700, seed=9)
    assert run.keys[:702] == shorter.keys


def test_a_step_keeps_its_scores_and_no_other_array_of_all_outputs() -> None:
    run = generate(writer(), "ab", 20, temperature=2, top_k=4)
    assert np.isfinite([run.log_probability, run.kept_log_probabilities.sum(), *run.entropy]).all()
    for step in run.steps:
        held = [value for value in vars(step).values() if isinstance(value, np.ndarray)]
        assert len(held) == 1
        assert held[0] is step.scores


def test_a_network_that_predicts_no_token_cannot_write() -> None:
    with pytest.raises(ValueError, match="predicts the next token"):
        generate(load_network("english-reviews", "lstm"), "good", 5)


def test_a_branch_to_a_token_or_place_that_is_not_there_is_refused() -> None:
    run = generate(writer(), "ab", 3)
    with pytest.raises(ValueError, match="does not know the token 'é'"):
        run.branch(2, "é")
    with pytest.raises(ValueError, match="t from 0 to 4; got 5"):
        run.branch(5, "a")


def test_hello_is_written_by_heart() -> None:
    for cell in ("rnn", "lstm", "gru"):
        run = generate(load_network("hello", cell), "h", 4, temperature=0)
        assert run.text == "ello"


def test_the_likeliest_text_runs_in_a_circle_and_the_state_comes_back() -> None:
    run = generate(load_network("shakespeare", "gru"), "ROMEO:", 300, temperature=0)
    loop = max(run.loops(), key=lambda loop: loop.length)
    assert loop.length >= loop.period
    written = run.keys[loop.start : loop.start + loop.length]
    assert written == run.keys[loop.start - loop.period :][: loop.length]
    states = run.trace["hidden_state"].astype(float)
    distance = np.linalg.norm(states[loop.start] - states[loop.start - loop.period])
    assert distance <= 0.01 * np.linalg.norm(states[loop.start]) * 1.01


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_a_run_whose_trace_was_asked_for_goes_on_as_one_whose_was_not(cell: str) -> None:
    run, other = (generate(writer(cell), "ab", 6, seed=3) for _ in range(2))
    before = run.trace
    for length in range(1, 8):
        expect_same(run.branch(length, "c"), other.branch(length, "c"))
    expect_same(run.go_on(4), other.go_on(4))
    expect_same_trace(run.trace, before)


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_the_bytes_of_a_run_are_those_of_its_trace_and_of_its_scores(cell: str) -> None:
    run = generate(writer(cell), "ab", 5)
    before, trace = run.nbytes, run.trace
    parts = [part for each in trace.preactivations.values() for part in each]
    states = sum(array.nbytes for array in (*trace.activations.values(), *parts))

    assert generate(writer(cell), "", 0).nbytes == 0
    assert before == run.nbytes == states + sum(step.scores.nbytes for step in run.steps)
