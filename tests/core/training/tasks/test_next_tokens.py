"""Words, morphemes and syllables that continue a text, read and predicted by the same vectors."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from core.cells import CELLS
from core.network import ModelCard, Network, in_paper_form, load_network, new_network, save_network
from core.network.tied import readout_weights
from core.training.__main__ import fit
from core.training.batches import Stream
from core.training.half_precision import in_half_precision
from core.training.initial_weights import initialise
from core.training.task import Recipe, Task
from core.training.tasks import korean_text
from core.training.tasks.registry import WITH_DATA
from core.training.tied import TiedReadout

RECIPE = Recipe(epochs=3, batch_size=2, learning_rate=0.02, vector_dropout=0.1, averaging=0.9)
PROSE = 'Alice was late. "I am late," said the King.\n"Am I?" Alice said.\n'
REVIEWS = ("영화가 정말 좋았다", "배우들이 지루했다 ㅋㅋ", "또 보고 싶은 영화")


def short(task: Task) -> Task:
    """Read a text that is shorter than the real ones."""
    assert isinstance(task.texts, Stream)
    return replace(task, texts=Stream(*task.texts.columns, length=10))


def stories(folder: Path) -> Task:
    (folder / "train.txt").write_text(PROSE * 12, "utf-8")
    (folder / "dev.txt").write_text("The King was late. Nobody said I am.\n", "utf-8")
    return short(WITH_DATA["stories"](folder))


def korean(name: str, folder: Path) -> Task:
    lines = "".join(f"1\t{text}\n" for text in REVIEWS)
    for file in ("train.tsv", "dev.tsv"):
        (folder / file).write_text("label\ttext\n0\t \n" + lines * 20, "utf-8")
    return short(WITH_DATA[name](folder))


@pytest.fixture(scope="module", params=["stories", "korean-next", "korean-text"])
def task(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Task:
    folder = tmp_path_factory.mktemp(request.param)
    made = stories(folder) if request.param == "stories" else korean(request.param, folder)
    return replace(made, recipe=RECIPE, hidden_size=6)


@pytest.fixture(scope="module")
def small_stories(tmp_path_factory: pytest.TempPathFactory) -> Task:
    return replace(stories(tmp_path_factory.mktemp("few")), recipe=RECIPE, hidden_size=6)


def card_of(task: Task, cell: str = "lstm", seed: int = 0) -> ModelCard:
    return ModelCard(
        task.name, cell, task.input_size, task.hidden_size, 1, task.target, task.tokenizer,
        task.outputs, task.data, "", seed, torch.__version__, 0.0, {}, (),
    )  # fmt: skip


def untrained(task: Task, cell: str = "lstm") -> Network:
    network = new_network(card_of(task, cell), task.vocabulary)
    initialise(network, task, torch.Generator().manual_seed(0))
    return network.requires_grad_(False).eval()


def test_every_key_but_the_rare_is_an_output_and_its_first_bias_is_its_share(task: Task) -> None:
    assert task.outputs == task.vocabulary.keys
    assert task.first_bias is not None
    assert float(task.first_bias.exp().sum()) == pytest.approx(1)
    network = untrained(task)
    opinions = network.opinions_of(np.zeros((1, task.hidden_size), np.float32))[0]
    assert np.allclose(opinions, task.first_bias.exp().numpy(), atol=1e-6)


def test_words_keep_their_case_and_a_paragraph_has_an_end(small_stories: Task) -> None:
    assert {"Am", "am", "“", "”", "¶"} <= set(small_stories.outputs)


def test_a_review_has_an_end_and_the_next_one_follows(tmp_path: Path) -> None:
    made = korean("korean-next", tmp_path)
    assert isinstance(made.texts, Stream)
    codes, targets, weights = made.texts.columns
    keys = [made.vocabulary.keys[code - 2] for code in codes.tolist()]
    assert keys.count("¶") == 60 - 1, "the end of the last review is the last target"
    assert made.outputs[int(targets[-1])] == "¶"
    assert weights.all()
    assert keys[keys.index("¶") + 1].startswith("배우")


def test_the_unknown_is_read_but_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "train.txt").write_text(PROSE * 4 + "Zebras came.\n", "utf-8")
    (tmp_path / "dev.txt").write_text(PROSE, "utf-8")
    made = WITH_DATA["stories"](tmp_path)
    assert isinstance(made.texts, Stream)
    codes, targets, weights = made.texts.columns
    unknown = codes == made.vocabulary.UNKNOWN
    assert int(unknown.sum()) == int((weights == 0).sum()) == 2, "a rare word is no output"
    assert torch.equal(weights[:-1] == 0, unknown[1:])
    right = weights[:-1] > 0
    assert torch.equal(targets[:-1][right], codes[1:][right] - 2)


def test_some_syllables_are_learned_by_their_letters_always_the_same_ones() -> None:
    texts = [list("영화가 좋다ㅋ\n") * 100] * 10
    spelled = korean_text.some_by_letters(texts)
    assert spelled == korean_text.some_by_letters(texts)
    letters = sum(len(text) for text in spelled) - sum(map(len, texts))
    assert 20 < letters < 150, "about a hundredth of 5,000 syllables, with one or two letters more"
    whole = [key for text in spelled for key in text if not "\u1100" <= key <= "\u11ff"]
    assert set(whole) == set(texts[0])


def test_figures_are_those_of_the_opinions(
    small_stories: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.training.tasks.characters.SCORES", 2 * len(small_stories.outputs))
    network = untrained(small_stories)
    text = "The King was late. Nobody said I am.\n"
    opinions = network.opinions(network.trace(text))
    keys = [token.key for token in network.encode(text).tokens]
    nats = [
        -np.log(opinion[network.outputs.index(key)])
        for opinion, key in zip(opinions, keys[1:], strict=False)
        if key in network.outputs
    ]
    measured = small_stories.figures(network)
    assert "Nobody" not in network.outputs
    assert measured["dev_loss"] == pytest.approx(float(np.mean(nats)), abs=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_a_trained_readout_is_the_vectors_times_the_projection(
    small_stories: Task, cell: str
) -> None:
    network = fit(card_of(small_stories, cell), small_stories)
    curve = network.card.loss_curve
    assert curve[-1] < curve[0]
    assert network.projection is not None
    vectors = network.get_parameter("embedding.weight")
    assert torch.equal(network.readout.weight, readout_weights(vectors, network.projection))
    by_hand = vectors[2:] @ network.projection
    assert torch.allclose(network.readout.weight, by_hand, atol=1e-6)


def test_vectors_learn_as_inputs_and_as_outputs() -> None:
    embedding = torch.nn.Embedding(5, 3)
    readout = TiedReadout(embedding, torch.randn(3, 4), torch.randn(3))
    hidden = torch.randn(2, 4)
    scores = readout(hidden)
    exact = hidden @ (embedding.weight[2:] @ readout.projection).T + readout.bias
    assert torch.allclose(scores, exact, atol=0.1)
    scores[:, 1].sum().backward()
    assert embedding.weight.grad is not None
    assert embedding.weight.grad[3].abs().min() > 0
    assert embedding.weight.grad[[0, 1, 2, 4]].abs().max() == 0
    assert readout.projection.grad is not None


@pytest.mark.slow
def test_one_seed_gives_the_same_bytes_whatever_else_runs(task: Task) -> None:
    def trained(seed: int) -> bytes:
        return save(fit(card_of(task, "lstm", seed), task).state_dict())

    before = torch.random.get_rng_state()
    alone = trained(1)
    with ThreadPoolExecutor(2) as pool:
        first, other = pool.map(trained, (1, 2))
    assert first == alone
    assert other != alone
    assert torch.equal(before, torch.random.get_rng_state())


def test_a_rounded_network_has_the_readout_of_its_rounded_vectors(
    small_stories: Task, tmp_path: Path
) -> None:
    network = untrained(small_stories)
    network.card = replace(network.card, figures={"dev_loss": 0.0})
    figures = {"dev_loss": 0.0}
    rounded = in_half_precision(network, replace(small_stories, figures=lambda _: figures))
    assert rounded is not None
    save_network(rounded, tmp_path, half=True)
    loaded = load_network("stories", "lstm", tmp_path)
    for name, weight in rounded.state_dict().items():
        assert torch.equal(weight, loaded.state_dict()[name]), name
    assert not torch.equal(rounded.readout.weight, rounded.readout.weight.half().float())


def test_the_papers_form_has_the_same_readout(small_stories: Task) -> None:
    network = untrained(small_stories, "gru")
    paper = in_paper_form(network)
    assert torch.equal(paper.readout.weight, network.readout.weight)
    assert paper.projection is not network.projection
