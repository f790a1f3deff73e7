"""Characters: one long text read from several places, and what is measured on it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from core.corpus.sources.standard_library import is_held_out, modules
from core.network import ModelCard, Network, load_network, new_network, save_network
from core.network.batch_layers import BatchLayers, State
from core.training.__main__ import fit
from core.training.batches import STARTS, Batch, Stream
from core.training.initial_weights import initialise
from core.training.loss import batch_scores, mean_loss
from core.training.task import Recipe, Task
from core.training.tasks.characters import FIRST_CHARACTER, characters, figures, passage
from core.training.tasks.python_source import digest, python_source
from core.training.tasks.shakespeare import shakespeare

CELLS = ("rnn", "lstm", "gru")
RECIPE = Recipe(
    epochs=3, batch_size=2, learning_rate=0.02, word_dropout=0.02, state_dropout=0.1, averaging=0.9
)
VERSE = "Now is the winter of our discontent\nMade glorious summer by this sun of York;\n"


@pytest.fixture(scope="module")
def verses(tmp_path_factory: pytest.TempPathFactory) -> Task:
    folder = tmp_path_factory.mktemp("verses")
    (folder / "train.txt").write_text(VERSE * 12, "utf-8")
    (folder / "dev.txt").write_text("The winter of our sun\r\nby York: é\n", "utf-8")
    return small(shakespeare(folder))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Task:
    folder = tmp_path_factory.mktemp("library")
    for number in range(120):
        (folder / f"module{number}.py").write_text(f"def f{number}():\n    return {number}\n")
    return small(python_source(folder))


def small(task: Task) -> Task:
    assert isinstance(task.texts, Stream)
    texts = Stream(*task.texts.columns, length=20)
    return replace(task, recipe=RECIPE, hidden_size=6, texts=texts)


def card_of(task: Task, cell: str, seed: int = 0) -> ModelCard:
    return ModelCard(
        task.name, cell, task.input_size, task.hidden_size, 1, task.target, task.tokenizer,
        task.outputs, task.data, "", seed, torch.__version__, 0.0, {}, (),
    )  # fmt: skip


def untrained(task: Task, cell: str) -> Network:
    generator = torch.Generator().manual_seed(0)
    network = new_network(card_of(task, cell), task.vocabulary, generator)
    initialise(network, task, generator)
    return network


def counting(tokens: int, length: int) -> Stream:
    """Return a stream whose codes are positions, which shows what is read where."""
    places = torch.arange(tokens)
    return Stream(places, places + 1, torch.ones(tokens), length)


def drawn(stream: Stream, batch_size: int, seed: int = 0) -> list[Batch]:
    return list(stream.draw(batch_size, torch.Generator().manual_seed(seed)))


def test_an_epoch_reads_every_place_at_most_once_and_nearly_all() -> None:
    stream = counting(10_007, 20)
    batches = drawn(stream, 4)
    assert len(batches) == stream.steps(4)
    read = torch.cat([batch.codes.flatten() for batch in batches]).tolist()
    assert len(set(read)) == len(read)
    assert len(read) >= 10_007 - 4 * (2 * 20 + 1)
    for batch in batches:
        assert batch.codes.shape == (4, 20)
        assert torch.equal(batch.targets, batch.codes + 1)
    first = {int(drawn(stream, 4, seed)[0].codes[0, 0]) for seed in range(100)}
    assert first <= set(range(20))
    assert len(first) > 15  # cut at other places in each epoch


def test_rows_continue_where_they_ended_and_some_restart() -> None:
    batches = drawn(counting(100_000, 10), 20)
    goes_on = [batch.goes_on for batch in batches if batch.goes_on is not None]
    assert len(goes_on) == len(batches)
    assert not goes_on[0].any()
    for before, after in pairwise(batches):
        assert torch.equal(after.codes[:, 0], before.codes[:, -1] + 1)
    share = 1 - torch.stack(goes_on[1:]).float().mean()
    assert abs(float(share) - STARTS) < 0.01


def test_a_stream_too_short_for_one_step_says_so() -> None:
    assert counting(2 * 4 * 20, 20).steps(4) == 1
    assert len(drawn(counting(2 * 4 * 20, 20), 4)) == 1
    with pytest.raises(ValueError, match=r"expected at least 160 tokens.*got 159"):
        counting(2 * 4 * 20 - 1, 20).steps(4)


@pytest.mark.parametrize("cell", CELLS)
def test_states_are_handed_on_only_to_rows_that_go_on(verses: Task, cell: str) -> None:
    """Where a row continues, the losses of both halves give the loss of the whole."""
    network = untrained(verses, cell)
    layers = BatchLayers(network)
    whole = passage(characters((VERSE * 2)[:81]), verses.vocabulary)  # 80 are read

    def loss(cut: slice, states: list[State | None], goes_on: list[bool], row: int) -> float:
        weights = torch.zeros(2, len(whole.codes[cut]))
        weights[row] = 1
        codes, targets = (column[cut].expand(2, -1) for column in (whole.codes, whole.targets))
        batch = Batch(codes, targets, weights, torch.tensor(goes_on))
        quiet = Recipe(epochs=1, batch_size=2, learning_rate=0.1)
        passes = batch_scores(network, layers, batch, states, quiet, torch.Generator())
        return mean_loss(network, passes, batch, quiet).item()

    states: list[State | None] = [None]
    first = loss(slice(40), states, [False, False], 0)
    handed_on = list(states)
    second, restarted = (loss(slice(40, 80), list(handed_on), [True, False], row) for row in (0, 1))
    together = loss(slice(80), [None], [False, False], 0)
    assert (first + second) / 2 == pytest.approx(together, abs=1e-6)
    assert restarted == pytest.approx(loss(slice(40, 80), [None], [False, False], 0), abs=1e-6)
    assert abs(restarted - second) > 1e-5


def test_gradients_end_where_a_step_begins(verses: Task) -> None:
    """Going back from the second step into the first would need a graph that is gone."""
    network = untrained(verses, "lstm")
    layers = BatchLayers(network)
    states: list[State | None] = [None]
    read = passage(characters(VERSE[:41]), verses.vocabulary)
    for goes_on in (False, True):
        batch = Batch(*(column[None] for column in read), goes_on=torch.tensor([goes_on]))
        passes = batch_scores(network, layers, batch, states, RECIPE, torch.Generator())
        mean_loss(network, passes, batch, RECIPE).backward()


def test_two_passes_over_a_stream_start_from_the_same_state(verses: Task) -> None:
    network = untrained(verses, "gru")
    layers, read = BatchLayers(network), passage(characters(VERSE[:41]), verses.vocabulary)
    batch = Batch(*(column[None] for column in read), goes_on=torch.tensor([True]))
    ends = []
    for agreement in (0.0, 0.5):
        states: list[State | None] = [torch.ones(1, 1, 6)]
        recipe = Recipe(epochs=1, batch_size=1, learning_rate=0.1, agreement=agreement)
        batch_scores(network, layers, batch, states, recipe, torch.Generator())
        ends.append(states[0])
    assert torch.equal(*ends)


@pytest.mark.parametrize("cell", CELLS)
def test_figures_are_those_of_the_opinions(
    verses: Task, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts of several lengths, read in several windows; unknown characters are not scored."""
    monkeypatch.setattr("core.training.tasks.characters.WINDOW", 7)
    network, texts = untrained(verses, cell), (VERSE[:12], "sun~of York", VERSE, "The")
    passages = [passage(characters(text), verses.vocabulary) for text in texts]
    nats, right = [], []
    for text in texts:
        opinions = network.opinions(network.trace(text))[:-1]
        for opinion, following in zip(opinions, text[1:], strict=True):
            if following in network.outputs:
                nats.append(-np.log(opinion[network.outputs.index(following)]))
                right.append(opinion.argmax() == network.outputs.index(following))
    measured = figures(network, passages[:1], passages)
    assert measured["dev_loss"] == pytest.approx(float(np.mean(nats)), abs=1e-6)
    assert measured["dev_accuracy"] == pytest.approx(float(np.mean(right)), abs=1e-9)
    assert len(nats) == sum(map(len, texts)) - len(texts) - 1
    assert measured["train_loss"] == pytest.approx(float(np.mean(nats[:11])), abs=1e-6)


def test_outputs_are_the_characters_seen(verses: Task) -> None:
    assert verses.outputs == verses.vocabulary.keys
    assert set(verses.outputs) == set(VERSE)
    assert isinstance(verses.texts, Stream)
    codes, targets, weights = verses.texts.columns
    assert torch.equal(targets[:-1], codes[1:] - FIRST_CHARACTER)
    assert weights.all()
    text = "".join(verses.outputs[int(target)] for target in targets[:80])
    assert text == (VERSE * 2)[1:81]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["verses", "source"])
def test_one_seed_gives_the_same_bytes_whatever_else_runs(
    name: str, request: pytest.FixtureRequest
) -> None:
    task: Task = request.getfixturevalue(name)

    def trained(seed: int) -> bytes:
        return save(fit(card_of(task, "lstm", seed), task).state_dict())

    before = torch.random.get_rng_state()
    alone = trained(1)
    with ThreadPoolExecutor(2) as pool:
        first, other = pool.map(trained, (1, 2))
    assert first == alone
    assert other != alone
    assert torch.equal(before, torch.random.get_rng_state())


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
def test_a_network_learns_and_can_be_saved(verses: Task, cell: str, tmp_path: Path) -> None:
    task = replace(verses, recipe=replace(RECIPE, epochs=5, learning_rate=0.05))
    network = fit(card_of(task, cell), task)
    curve, measured = network.card.loss_curve, network.card.figures
    assert curve[-1] < curve[0] - 0.3
    assert set(measured) == {"train_loss", "train_accuracy", "dev_loss", "dev_accuracy"}
    save_network(network, tmp_path)
    loaded = load_network("shakespeare", cell, tmp_path)
    assert loaded.card == network.card
    assert task.figures(loaded) == measured
    assert sorted(loaded.card.data or {}) == ["dev.txt", "train.txt"]


def write(folder: Path, path: str, text: str = "x = 1\n") -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def test_a_module_is_held_out_by_its_name_alone(tmp_path: Path) -> None:
    paths = [f"module{number}.py" for number in range(120)]
    for path in paths:
        write(tmp_path, path, f"# {path}\n" * 10)
    before = python_source(tmp_path)
    write(tmp_path, "module_new.py")
    after = python_source(tmp_path)
    (training, held_out), (training_now, held_out_now) = before.data.items(), after.data.items()
    assert held_out == held_out_now
    assert training != training_now
    assert "held-out modules" in held_out[0]
    counts = [int(title.split(", ")[1].split()[0]) for title in before.data]
    assert sum(counts) == 120
    assert 1 <= counts[1] <= 9


def test_the_hash_depends_on_paths_and_sources_alone() -> None:
    known = digest({"a.py": "1", "b.py": "2"})
    assert known == digest({"b.py": "2", "a.py": "1"})
    others = ({"a.py": "2", "b.py": "1"}, {"a.py": "1", "c.py": "2"}, {"a.py": "1"})
    assert len({known, *map(digest, others)}) == 4


def test_rare_characters_are_unknown_and_not_scored(tmp_path: Path) -> None:
    for number in range(120):
        write(tmp_path, f"module{number}.py", "abc\n" * 10)
    held_out = [path for path in modules(tmp_path) if is_held_out(path)]
    rare = next(path for path in modules(tmp_path) if path not in held_out)
    write(tmp_path, rare, "abc\n" * 10 + "é")
    task = python_source(tmp_path)
    assert set(task.outputs) == set("abc\n")
    assert isinstance(task.texts, Stream)
    assert float((1 - task.texts.columns[2]).sum()) == 1


def test_a_library_without_modules_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"expected modules in .*; got 0.*Install"):
        python_source(tmp_path)
