"""What is sent of each choice, and what the browser makes of it, against the library's numbers."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.browser import CHOICE, choice_numbers
from core.browser.choice_numbers import FULL_SCALE, MOST_DRAWN, MOST_SENT
from core.browser.choice_words import choice_words
from core.browser.choices import output_labels, pack_choices
from core.generation import GenerationRun, generate
from core.network import ModelCard, Network, new_network
from core.text import Vocabulary
from tests.core.generation.networks import LETTERS, writer
from tests.node import run_node
from tests.payload import parts

FOLDER = Path(__file__).parent
MANY = tuple(map(chr, range(0x4E00, 0x4E00 + 45)))
NETWORKS = {10: writer(), 45: writer("gru", 6, keys=MANY)}
TEMPERATURES = st.sampled_from([0, 0.05, 0.2, 0.8, 1, 1.5, 10])
CUTS = st.tuples(st.none() | st.integers(1, 50), st.none() | st.floats(0.05, 1))
Arrays = dict[str, np.ndarray]


def packed(run: GenerationRun) -> bytes:
    return pack_choices(run, "d1", "key", False, str)


def unpacked(run: GenerationRun) -> tuple[dict[str, Any], Arrays]:
    """Return the content and the arrays of a payload, in the way ``choices.js`` reads them."""
    _, content, numbers = parts(packed(run))
    length = content["length"]
    arrays = {
        about["name"]: numbers.take(f"<{about['kind']}", length * about["columns"]).reshape(
            length, about["columns"]
        )
        for about in content["numbers"]
    }
    assert not numbers.left
    return content, arrays


def in_node(run: GenerationRun, folder: Path) -> dict[str, Any]:
    (folder / "payload").write_bytes(packed(run))
    return json.loads(run_node(FOLDER / "read_choices.mjs", folder / "payload"))


@settings(max_examples=40)
@given(st.sampled_from([10, 45]), TEMPERATURES, CUTS, st.integers(0, 99), st.integers(1, 12))
def test_the_likeliest_are_sent_in_order_with_those_a_dart_can_hit_first(
    outputs: int, temperature: float, cuts: tuple[int | None, float | None], seed: int, length: int
) -> None:
    network = NETWORKS[outputs]
    run = generate(network, network.outputs[3] * 2, length, temperature, *cuts, seed=seed)

    content, arrays = unpacked(run)

    assert content["prime"] == 2
    for t, step in enumerate(run.steps):
        order, scores = arrays["outputs"][t], arrays["scores"][t]
        assert sorted(order[:-1]) == list(range(outputs))
        np.testing.assert_array_equal(scores, step.scores[order])
        count = int(arrays["kept"][t, 0])
        assert set(order[:count]) == set(np.flatnonzero(step.kept))
        for some in (scores[:count], scores[count:-1]):
            assert (np.diff(some) <= 0).all()
        assert order[-1] == step.token == order[arrays["ranks"][t, 0]]
        assert arrays["darts"][t, 0] == step.dart
        if not step.was_given:
            assert arrays["hits"][t, 0] == step.token
    np.testing.assert_array_equal(arrays["entropy"][:, 0], np.float32(run.entropy))


@pytest.mark.parametrize("outputs", [10, 45])
@pytest.mark.parametrize(
    ("temperature", "top_k", "top_p"),
    [(1, None, None), (0, None, None), (0.05, None, None), (0.8, 5, 0.9), (1, 7, None),
     (2.5, None, 0.7), (10, 30, 1.0), (1, 99, 0.5), (0.7, 1, None)],
)  # fmt: skip
def test_the_browsers_probabilities_are_the_librarys(
    tmp_path: Path, outputs: int, temperature: float, top_k: int | None, top_p: float | None
) -> None:
    network = NETWORKS[outputs]
    run = generate(network, network.outputs[0], 30, temperature, top_k, top_p, seed=3)
    run = run.branch(8, network.outputs[outputs - 1])

    read = in_node(run, tmp_path)

    assert read["cue"] == {"digest": "d1"}
    for step, sent in zip(run.steps, read["steps"], strict=True):
        shares = np.stack([step.model, step.tempered, step.kept])
        for output, *numbers in sent["places"]:
            np.testing.assert_allclose(numbers[:3], shares[:, output], rtol=2e-6, atol=1e-30)
        drawn = np.array([sent["places"][place] for place in sent["drawn"]])
        below = shares.cumsum(1, dtype=np.float64) - shares
        starts = below[:, drawn[:, 0].astype(int)] / shares.sum(1, dtype=np.float64)[:, None]
        np.testing.assert_allclose(drawn[:, 4:].T, starts, atol=0.5001 / FULL_SCALE)
        one_by_one = {sent["places"][place][0] for place in range(min(MOST_DRAWN, outputs))}
        others = [sum(row[j] for j in range(outputs) if j not in one_by_one) for row in shares]
        np.testing.assert_allclose(sent["others"], others, atol=2e-6)
        assert sent["taken"] == step.token
        assert sent["dart"] == step.dart
        assert sent["wasGiven"] == step.was_given


@pytest.mark.parametrize("seed", range(5))
def test_the_dart_hits_the_token_that_was_taken_on_the_last_bar(tmp_path: Path, seed: int) -> None:
    run = generate(NETWORKS[45], MANY[0], 60, temperature=3, top_p=0.95, seed=seed)
    read = in_node(run, tmp_path)
    assert any(sent["drawn"][-1] == read["sent"] for sent in read["steps"])  # beyond the 20 best
    for step, sent in zip(run.steps[1:], read["steps"][1:], strict=True):
        (place,) = [k for k in sent["drawn"] if sent["places"][k][0] == step.token]
        _, _, _, size, _, _, start = sent["places"][place]
        assert start - 1 / FULL_SCALE <= step.dart <= start + size + 1 / FULL_SCALE
        assert sent["hit"] == step.token


def test_what_changes_nothing_is_not_sent_again() -> None:
    network = NETWORKS[45]
    sent = {}
    for temperature, top_k, top_p in [(1, None, None), (1, 45, 1.0), (0.5, None, None), (0, 3, 0.5),
                                      (1, 5, None), (0.5, None, 0.5)]:  # fmt: skip
        run = generate(network, MANY[0], 5, temperature, top_k, top_p)
        content, arrays = unpacked(run)
        stacks = content["stacks"]
        assert arrays["starts"].shape[1] == (1 + stacks[2]) * (MOST_DRAWN + 1)
        for step in run.steps:
            shares = [step.model, step.tempered, step.kept]
            for bar in (1, 2):
                if stacks[bar] == stacks[bar - 1]:
                    np.testing.assert_array_equal(shares[bar], shares[bar - 1])
        sent[temperature, top_k, top_p] = stacks
    assert list(sent.values()) == [
        [0, 0, 0], [0, 0, 0], [0, 1, 1], [0, 1, 1], [0, 0, 1], [0, 1, 2]
    ]  # fmt: skip


def test_many_steps_of_many_outputs_send_the_likeliest_only() -> None:
    keys = tuple(map(chr, range(0x4E00, 0x4E00 + 3_000)))
    run = generate(writer("rnn", 5, keys=keys), keys[1], 600)
    content, arrays = unpacked(run)
    assert content["total"] == 3_000
    width = arrays["outputs"].shape[1] - 1
    assert MOST_DRAWN < width < 3_000
    assert 601 * width <= MOST_SENT
    for step, order in zip(run.steps, arrays["outputs"][:, :-1], strict=True):
        assert step.scores[order].min() >= np.delete(step.scores, order).max()
    assert (
        unpacked(generate(writer("rnn", 5, keys=keys), keys[1], 20))[1]["outputs"].shape[1] == 3_001
    )


@pytest.mark.parametrize("count", [20, 31, 44])
@pytest.mark.parametrize(("top_k", "top_p"), [(None, None), (5, None), (33, None), (None, 0.8)])
def test_what_is_sent_of_many_is_the_beginning_of_all(
    monkeypatch: pytest.MonkeyPatch, count: int, top_k: int | None, top_p: float | None
) -> None:
    """Equal scores, too, have one order."""
    network = writer("gru", 6, keys=MANY)
    with torch.no_grad():
        network.readout.weight[10:25] = network.readout.weight[9]
        network.readout.bias[9:25] = 0
    run = generate(network, MANY[0], 25, 2, top_k, top_p, seed=4)
    whole = unpacked(run)[1]
    assert (np.diff(whole["scores"][:, :-1]) == 0).any()
    monkeypatch.setattr(choice_numbers, "MOST_SENT", count * len(run.keys))

    part = unpacked(generate(network, MANY[0], 25, 2, top_k, top_p, seed=4))[1]

    for name in ("outputs", "scores"):
        assert part[name].shape[1] == count + 1
        np.testing.assert_array_equal(part[name][:, :-1], whole[name][:, :count])
    for name in whole.keys() - {"outputs", "scores"}:
        np.testing.assert_array_equal(part[name], whole[name])


def test_two_thousand_characters_are_about_a_megabyte() -> None:
    keys = tuple(map(chr, range(0x4E00, 0x4E00 + 65)))
    run = generate(writer("rnn", 6, keys=keys), keys[0], 1_999, 0.8, 40, 0.95)
    assert len(packed(run)) < 1_200_000


def network_of(keys: tuple[str, ...], outputs: tuple[str, ...]) -> Network:
    """Return a network that knows more tokens than it can write."""
    card = ModelCard(
        "words", "rnn", 4, 5, 1, target="next-token", tokenizer="words", outputs=outputs
    )
    generator = torch.Generator().manual_seed(2)
    network = new_network(card, Vocabulary(keys), generator)
    with torch.no_grad():
        for parameter in (*network.embedding.parameters(), *network.readout.parameters()):
            parameter.normal_(generator=generator)
    return network.requires_grad_(False).eval()


def test_a_token_that_is_no_output_is_sent_as_none(tmp_path: Path) -> None:
    run = generate(network_of(("a", "b", "the"), ("a", "b")), "a the b", 3)
    assert [step.token for step in run.steps[:3]] == [0, None, 1]
    read = in_node(run, tmp_path)
    assert [sent["taken"] for sent in read["steps"]] == [step.token for step in run.steps]
    assert read["steps"][1]["drawn"] == [0, 1]


def test_tokens_are_said_with_what_they_are() -> None:
    run = generate(NETWORKS[10], "a \nb", 6, seed=1)
    content, _ = unpacked(run.branch(6, " "))
    assert content["tokens"][:4] == ["a", "␣", "⏎", "b"]
    assert content["pieces"][:4] == ["a", " ", "⏎", ["\n", "b", 1]]
    assert content["pieces"][6] == " "
    assert content["by_hand"] == [6]
    assert content["letters"]
    assert content["outputs"] == output_labels(LETTERS)


def test_a_run_that_differs_in_its_darts_only_is_another_payload() -> None:
    network = NETWORKS[10]
    runs = [generate(network, "a", 3, temperature=0, seed=seed) for seed in (1, 2)]
    assert runs[0].keys == runs[1].keys
    contents = [unpacked(run)[0] for run in runs]
    assert contents[0] != contents[1]
    assert packed(runs[0]) == packed(generate(network, "a", 3, temperature=0, seed=1))


def test_a_run_without_a_token_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one token"):
        packed(generate(NETWORKS[10], "", 0))


def test_browser_and_python_name_the_same_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in CHOICE.glob("*.js"))
    used = set(re.findall(r"\bwords\.(\w+)", source))
    (tints,) = re.findall(r"TINTS = .*", source)
    used |= {f"tint_{name}" for name in re.findall(r'"(\w+)"', tints)}
    assert used == set(choice_words(str))
