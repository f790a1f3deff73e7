"""Reviews: how they are read, which parts of them count, and how their networks are measured."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from core.corpus.sources.reviews import Review
from core.network import ModelCard, Network
from core.text import MorphemeTokenizer, Vocabulary
from core.training.__main__ import fit
from core.training.batches import Examples
from core.training.first_vectors import SPREAD, word_vectors
from core.training.task import Recipe, Task
from core.training.tasks import english_reviews, korean_reviews
from core.training.tasks.registry import WITH_DATA
from core.training.tasks.reviews import Corpus, example, read_corpus, review_task

RECIPE = Recipe(epochs=3, batch_size=4, learning_rate=0.02, state_dropout=0.1, averaging=0.9)

ENGLISH = [
    Review(f"a {word} {thing}", label)
    for label, words in enumerate((("bad", "dull"), ("good", "great")))
    for word in words
    for thing in ("film", "plot", "story , really")
]
KOREAN = [
    Review(f"{thing} {word}", label)
    for label, words in enumerate((("최악이다", "지루했다"), ("좋았어요", "재밌다")))
    for word in words
    for thing in ("영화가", "배우들이", "정말")
]


def write_reviews(folder: Path, names: tuple[str, ...], texts: list[Review]) -> Path:
    lines = "".join(f"{review.label}\t{review.text}\n" for review in texts)
    for name in names:
        (folder / name).write_text(f"label\ttext\n{lines}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Task]:
    """Both tasks on a few texts, in files as the real ones are."""
    names = (*english_reviews.SHARES, "dev.tsv")
    english = write_reviews(tmp_path_factory.mktemp("english"), names, ENGLISH)
    korean = write_reviews(tmp_path_factory.mktemp("korean"), ("train.tsv", "dev.tsv"), KOREAN * 4)
    return {
        "english-reviews": english_reviews.english_reviews(english, input_size=4),
        "korean-reviews": korean_reviews.korean_reviews(korean, input_size=4),
    }


def trained(task: Task, cell: str) -> Network:
    size = task.input_size
    card = ModelCard(
        task.name, cell, size, 5, 1, task.target, task.tokenizer, task.outputs, task.data,
        "", 0, torch.__version__, 0.0, {}, (),
    )  # fmt: skip
    return fit(card, replace(task, recipe=RECIPE))


def test_both_review_tasks_can_be_trained_by_the_command() -> None:
    assert WITH_DATA["english-reviews"] is english_reviews.english_reviews
    assert WITH_DATA["korean-reviews"] is korean_reviews.korean_reviews


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"train\.tsv"):
        korean_reviews.korean_reviews(tmp_path)


def test_the_card_has_a_hash_of_each_file(tasks: Mapping[str, Task], tmp_path: Path) -> None:
    assert [*tasks["english-reviews"].data] == ["train.tsv", "phrases.tsv", "extra.tsv", "dev.tsv"]
    assert [*tasks["korean-reviews"].data] == ["train.tsv", "dev.tsv"]
    for name in ("train.tsv", "dev.tsv"):
        (tmp_path / name).touch()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert read_corpus("empty", tmp_path, {"train.tsv": 1.0}).data["dev.tsv"] == empty


def test_opinions_count_more_towards_the_end() -> None:
    weighted = example([5, 6, 7], label=1, share=0.5)
    assert weighted.codes == [5, 6, 7]
    assert weighted.targets == [1, 1, 1]
    assert weighted.weights == pytest.approx([1 / 24, 2 / 24, 3 / 24 + 1 / 4])
    assert sum(example([5], 0, 0.5).weights) == pytest.approx(sum(weighted.weights))


def test_rare_tokens_are_unknown_and_dev_is_not_counted() -> None:
    corpus = Corpus(
        name="few",
        files={
            "train.tsv": [Review("good good film", 1), Review(" ", 0), Review("bad film", 0)],
            "dev.tsv": [Review("plot plot", 1)],
        },
        shares={"train.tsv": 1.0},
        data={},
    )
    task = review_task(corpus, "words", min_count=2, passes=1, recipe=RECIPE, input_size=4)
    assert task.vocabulary.keys == ("film", "good")
    assert isinstance(task.texts, Examples)
    assert [each.codes for each in task.texts.examples] == [[3, 3, 2], [1, 2]]
    assert task.vectors is not None
    assert task.vectors.shape == (4, 4)


def test_korean_is_read_by_morphemes(tasks: Mapping[str, Task]) -> None:
    task = tasks["korean-reviews"]
    assert task.tokenizer == MorphemeTokenizer.name
    assert "영화/NNG" in task.vocabulary


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
@pytest.mark.parametrize(
    ("name", "texts"), [("english-reviews", ENGLISH), ("korean-reviews", KOREAN)]
)
def test_figures_are_those_of_the_networks_opinions(
    tasks: Mapping[str, Task], name: str, texts: list[Review], cell: str
) -> None:
    network = trained(tasks[name], cell)
    last = np.array([network.opinions(network.trace(review.text))[-1] for review in texts])
    labels = np.array([review.label for review in texts])
    figures, right = network.card.figures, last[np.arange(len(labels)), labels]
    for part in ("train", "dev"):
        assert figures[f"{part}_accuracy"] == pytest.approx((last.argmax(1) == labels).mean())
        assert figures[f"{part}_loss"] == pytest.approx(-np.log(right).mean(), abs=1e-6)


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    names = (*english_reviews.SHARES, "dev.tsv")
    folder = write_reviews(tmp_path, names, ENGLISH)
    before = torch.random.get_rng_state()
    runs = [trained(english_reviews.english_reviews(folder, 4), "gru") for _ in range(2)]
    first, second = (save(network.state_dict()) for network in runs)
    assert first == second
    assert runs[0].card.figures == runs[1].card.figures
    assert torch.equal(before, torch.random.get_rng_state())


def test_words_of_similar_contexts_start_alike() -> None:
    """Words 2 and 3 occur among 4 to 7; word 8 among 9 to 12."""
    draw = np.random.default_rng(0)
    texts = []
    for _ in range(2_000):
        word, context = ((2, 3)[draw.integers(2)], 4) if draw.random() < 0.5 else (8, 9)
        around = [int(number) for number in context + draw.integers(0, 4, 4)]
        texts.append([*around[:2], word, *around[2:]])
    vectors = word_vectors(texts, words=14, size=4, passes=15)
    alike = torch.nn.functional.cosine_similarity(vectors[2], vectors[[3, 8]])
    assert alike[0] > 0.9
    assert alike[1] < 0.5
    assert not vectors[[Vocabulary.PADDING, Vocabulary.UNKNOWN, 13]].any()
    assert float(vectors[2:13].std()) == pytest.approx(SPREAD)
