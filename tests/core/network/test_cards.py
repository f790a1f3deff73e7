"""The figures on the cards, measured again: on held-out texts, where there are any."""

import os
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from core import count_parameters
from core.corpus.sources import standard_library
from core.corpus.sources.reviews import Reader, read, read_english
from core.network import EQUAL, ModelCard, Network, available_networks, load_network
from core.network.catalogue import CELLS
from core.parameters.equal import TOLERANCE
from core.training.tasks import (
    brackets,
    characters,
    hello,
    korean_next,
    korean_text,
    korean_texts,
    python_source,
    reviews,
    spacing,
    stories,
    wave,
)

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("GATESCOPE_DATA", ROOT.parent / "shared" / "data"))
NETWORKS = available_networks()
TASKS = sorted({task.removesuffix(EQUAL) for task, _cell in NETWORKS})
Measure = Callable[[Network], Mapping[str, float]]


def dev_file(card: ModelCard, folder: str, name: str) -> Path:
    """Return the held-out file that the card names; without it, there is nothing to measure on."""
    path = DATA / folder / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    assert sha256(path.read_bytes()).hexdigest() == (card.data or {})[name]
    return path


def measure_reviews(network: Network, folder: str, reader: Reader) -> Measure:
    texts = reader(dev_file(network.card, folder, "dev.tsv"))
    keys = [[token.key for token in network.encode(review.text).tokens] for review in texts]
    examples = [
        reviews.example(network.vocabulary.ids(each), review.label, 1.0)
        for each, review in zip(keys, texts, strict=True)
        if each
    ]
    return lambda other: reviews.figures(other, examples[:1], examples)


def measure_shakespeare(network: Network) -> Measure:
    text = dev_file(network.card, "shakespeare", "dev.txt").read_bytes().decode("utf-8")
    dev = [characters.passage(characters.characters(text), network.vocabulary)]
    return lambda other: characters.figures(other, dev, dev)


def measure_python(network: Network) -> Measure:
    modules = standard_library.modules(standard_library.LIBRARY)
    held_out = {path: text for path, text in modules.items() if standard_library.is_held_out(path)}
    if python_source.digest(held_out) not in (network.card.data or {}).values():
        pytest.skip("this Python has other modules than the one that the networks learned from")
    dev = [
        characters.passage(characters.characters(text), network.vocabulary)
        for text in held_out.values()
    ]
    return lambda other: characters.figures(other, dev[:1], dev)


def measure_stories(network: Network) -> Measure:
    text = dev_file(network.card, "stories", "dev.txt").read_bytes().decode("utf-8")
    dev = [characters.passage(stories.keys(text), network.vocabulary)]
    return lambda other: characters.figures(other, dev[:1], dev)


def measure_korean(network: Network, kind: korean_texts.Kind) -> Measure:
    texts = read(dev_file(network.card, "korean_reviews", "dev.tsv"))[: korean_texts.MEASURED]
    keys = korean_texts.keys(texts, kind)
    dev = [characters.passage(each, network.vocabulary) for each in keys]
    return lambda other: characters.figures(other, dev[:1], dev)


def measure_spacing_english(network: Network) -> Measure:
    prose = dev_file(network.card, "stories", "dev.txt").read_bytes().decode("utf-8")
    return measure_spacing(network, spacing.pieces(prose))


def measure_spacing_korean(network: Network) -> Measure:
    texts = read(dev_file(network.card, "korean_reviews", "dev.tsv"))
    return measure_spacing(network, [review.text for review in texts])


def measure_spacing(network: Network, texts: Sequence[str]) -> Measure:
    dev = spacing.examples(network.vocabulary, texts)
    return lambda other: spacing.figures(other, dev[:1], dev)


def measure_brackets(_network: Network) -> Measure:
    texts = brackets.held_out()
    return lambda other: brackets.figures(other, texts)


def measure_english_reviews(network: Network) -> Measure:
    return measure_reviews(network, "english_reviews", read_english)


MEASURES: Mapping[str, Callable[[Network], Measure]] = {
    **dict.fromkeys(
        ("english-reviews", "english-reviews-both", "english-reviews-windows"),
        measure_english_reviews,
    ),
    **dict.fromkeys(("spacing-english", "spacing-english-both"), measure_spacing_english),
    **dict.fromkeys(("spacing-korean", "spacing-korean-both"), measure_spacing_korean),
    "korean-reviews": lambda network: measure_reviews(network, "korean_reviews", read),
    **dict.fromkeys(("shakespeare", "shakespeare-two-layers"), measure_shakespeare),
    "python-source": measure_python,
    "stories": measure_stories,
    "korean-next": lambda network: measure_korean(network, korean_next.KIND),
    "korean-text": lambda network: measure_korean(network, korean_text.KIND),
    "brackets": measure_brackets,
    "wave": lambda _network: wave.wave().figures,
    "hello": lambda _network: hello.hello().figures,
}
QUICK = {
    "python-source": ("lstm",),
    "python-source-equal": (),
    "korean-reviews": ("rnn", "lstm"),
    "korean-reviews-equal": (),
    "shakespeare": ("paper-gru",),
    "shakespeare-equal": ("gru",),
    "shakespeare-two-layers": ("rnn",),
    "stories": ("lstm",),
    "korean-next": ("gru",),
    "spacing-english": ("rnn",),
    "spacing-english-both": ("lstm",),
    "spacing-korean": ("gru",),
    "spacing-korean-both": ("paper-gru",),
    "english-reviews-both": ("gru",),
    "english-reviews-windows": ("lstm",),
}
"""The cells that are measured where all would take minutes."""

EACH = {"hello": ("loss", "accuracy")}
"""The figures that are compared where there is nothing held out."""

MADE_UP = ("brackets", "wave")
"""Tasks whose cards have no other figures than those that are measured on made-up texts."""


def test_every_task_is_measured() -> None:
    assert set(TASKS) == set(MEASURES)


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS)
def test_figures_on_the_cards_are_those_that_are_measured_again(task: str) -> None:
    networks = [
        load_network(name, cell)
        for name, cell in NETWORKS
        if name.removesuffix(EQUAL) == task and cell in QUICK.get(name, (cell,))
    ]
    measure = MEASURES[task](networks[0])
    for network in networks:
        assert network.vocabulary.keys == networks[0].vocabulary.keys
        measured = measure(network)
        names = EACH.get(task) or [name for name in measured if name.startswith("dev_")]
        if task in MADE_UP:
            names = list(network.card.figures)
            assert set(measured) == set(names)
        assert names
        for name in names:
            assert measured[name] == pytest.approx(network.card.figures[name], abs=1e-6), name


@pytest.mark.parametrize(
    "task", sorted({task.removesuffix(EQUAL) for task, _cell in NETWORKS if task.endswith(EQUAL)})
)
def test_networks_called_equal_have_as_many_parameters(task: str) -> None:
    """Where a cell has no equal network of its own, its usual one is among the equal ones."""
    counts = []
    for cell in ("rnn", "lstm", "gru"):
        name = f"{task}{EQUAL}" if (f"{task}{EQUAL}", cell) in NETWORKS else task
        card = load_network(name, cell).card
        counts.append(count_parameters(cell, card.input_size, card.hidden_size).total)
        assert card.num_layers == 1

    assert max(counts) <= (1 + TOLERANCE) * min(counts)


GOALS = {
    ("english-reviews", "dev_accuracy"): (0.80, 0.82),
    ("korean-reviews", "dev_accuracy"): (0.84, 0.865),
    ("shakespeare", "dev_loss"): (1.65, 1.60),
    ("shakespeare-two-layers", "dev_loss"): (1.55, 1.45),
    ("python-source", "dev_loss"): (1.40, 1.25),
    ("stories", "dev_loss"): (4.60, 4.40),
    ("korean-text", "dev_loss"): (3.25, 3.10),
    ("korean-next", "dev_loss"): (4.30, 4.15),
    ("english-reviews-both", "dev_accuracy"): (0.80, 0.82),
    ("english-reviews-windows", "dev_accuracy"): (0.79, 0.80),
    ("spacing-english", "dev_f1"): (0.74, 0.77),
    ("spacing-english-both", "dev_f1"): (0.93, 0.95),
    ("spacing-korean", "dev_f1"): (0.60, 0.63),
    ("spacing-korean-both", "dev_f1"): (0.76, 0.80),
    ("brackets", "dev_loss"): (0.985, 0.985),
    ("brackets", "dev_illegal"): (0.005, 0.005),
    ("wave", "dev_ratio"): (1.15, 1.15),
}
"""The figure that an RNN has to reach on texts that it did not learn from, and every gated cell."""


@pytest.mark.parametrize(("task", "figure"), GOALS)
def test_every_network_reaches_its_goal(task: str, figure: str) -> None:
    plain, gated = GOALS[task, figure]
    for cell in CELLS:
        goal = plain if cell == "rnn" else gated
        reached = load_network(task, cell).card.figures[figure]
        assert reached >= goal if figure.endswith(("accuracy", "f1")) else reached <= goal


NOT_WORSE = 1.02
"""The paper GRU's held-out loss, as a multiple of that of PyTorch's GRU."""


@pytest.mark.parametrize("task", TASKS)
def test_the_paper_gru_learned_as_well_as_pytorchs(task: str) -> None:
    figure = "loss" if task == "hello" else "dev_loss"
    paper, gru = (load_network(task, cell).card.figures[figure] for cell in ("paper-gru", "gru"))
    assert paper <= NOT_WORSE * gru
