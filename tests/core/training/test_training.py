"""Training: deterministic, whatever else runs in the process, and right in its parts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save

from core.cells import CELLS
from core.network import ModelCard, load_network
from core.training.__main__ import fit, main
from core.training.batches import Example, Examples
from core.training.task import Recipe, Task
from core.training.tasks import english_reviews
from core.training.tasks.hello import hello

GOOD, BAD = ["good", "great", "moving"], ["bad", "dull", "stale"]


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Task:
    """A small task like the real one, from files like the real ones."""
    folder = tmp_path_factory.mktemp("reviews")
    lines = [
        f"{label}\ta {word} {thing}"
        for label, adjectives in enumerate((BAD, GOOD))
        for word in adjectives
        for thing in ("film", "plot", "story , really")
    ]
    for name in ("train.tsv", "phrases.tsv", "extra.tsv", "dev.tsv"):
        (folder / name).write_text("label\ttext\n" + "\n".join(lines) + "\n")
    return english_reviews.english_reviews(folder, input_size=4)


def trained(task: Task, seed: int, cell: str = "lstm") -> tuple[bytes, ModelCard]:
    recipe = Recipe(
        epochs=12, batch_size=4, learning_rate=0.05,
        word_dropout=0.1, vector_dropout=0.1, state_dropout=0.1, label_smoothing=0.1, agreement=0.5,
    )  # fmt: skip
    size = task.input_size
    card = ModelCard(
        task.name, cell, size, 6, 1, task.target, task.tokenizer, task.outputs, task.data,
        "", seed, torch.__version__, 0.0, {}, (),
    )  # fmt: skip
    network = fit(card, replace(task, recipe=recipe))
    return save(network.state_dict()), network.card


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
def test_a_network_learns_reviews(reviews: Task, cell: str) -> None:
    _, card = trained(reviews, seed=0, cell=cell)
    assert card.figures["dev_accuracy"] == 1
    assert card.loss_curve[-1] < card.loss_curve[0]
    assert len(card.loss_curve) == 12


@pytest.mark.slow
def test_one_seed_gives_the_same_bytes_whatever_else_runs(reviews: Task) -> None:
    before = torch.random.get_rng_state()
    alone, _ = trained(reviews, seed=1)
    with ThreadPoolExecutor(2) as pool:
        first, other = pool.map(lambda seed: trained(reviews, seed)[0], (1, 2))
    assert first == alone
    assert other != alone
    assert torch.equal(before, torch.random.get_rng_state())


def test_the_best_epoch_is_kept(reviews: Task) -> None:
    losses = iter([0.5, 0.1, 0.3] + [0.4] * 99)
    weights_by_epoch = []

    def figures(network: object) -> dict[str, float]:
        weights_by_epoch.append(save(network.state_dict()))  # type: ignore[attr-defined]
        return {"dev_loss": next(losses)}

    weights, _ = trained(replace(reviews, figures=figures), seed=3)
    assert weights == weights_by_epoch[1]
    assert weights != weights_by_epoch[2]


@pytest.mark.slow
def test_the_command_writes_a_network_with_its_card(tmp_path: Path) -> None:
    main(["hello", "--cell", "gru", "--seed", "5", "--hidden-size", "6", "--output", str(tmp_path)])
    network = load_network("hello", "gru", tmp_path)
    assert (
        network.card.command == "python -m core.training hello --cell gru --hidden-size 6 --seed 5"
    )
    assert network.card.hidden_size == 6
    assert network.card.figures["accuracy"] == 1


def test_the_command_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["english-reviews", "--cell", "gru"])
    assert "needs --data" in capsys.readouterr().err


def test_every_example_is_seen_once_an_epoch() -> None:
    examples = [Example(*[[number] * (number % 7 + 1)] * 3) for number in range(100)]
    texts = Examples(examples)
    batches = list(texts.draw(8, torch.Generator().manual_seed(0)))
    assert len(batches) == texts.steps(8)
    seen = [int(row[0]) for batch in batches for row in batch.codes]
    assert sorted(seen) == list(range(100))
    assert seen != sorted(seen)
    padded = sum(batch.codes.numel() for batch in batches)
    assert padded < 1.2 * sum(len(example.codes) for example in examples)


def test_the_targets_of_hello_are_the_next_characters() -> None:
    task = hello()
    assert isinstance(task.texts, Examples)
    (example,) = task.texts.examples
    assert [task.vocabulary.keys[int(number) - 2] for number in example.codes] == list("hell")
    assert [task.outputs[int(target)] for target in example.targets] == list("ello")
