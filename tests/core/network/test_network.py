"""The shipped networks: their files, their cards, and their opinions of sentences."""

import json
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import torch

from core.checkpoints import CHECKPOINTS, MANIFEST, damaged
from core.network import (
    CheckpointError,
    ModelCard,
    Network,
    available_networks,
    files,
    load_network,
)
from core.network.files import file_name
from core.text import WordTokenizer

CELLS = ("rnn", "lstm", "gru", "paper-gru")
TASKS = (
    "brackets",
    "english-reviews",
    "english-reviews-both",
    "english-reviews-windows",
    "hello",
    "korean-next",
    "korean-reviews",
    "korean-text",
    "python-source",
    "shakespeare",
    "shakespeare-two-layers",
    "spacing-english",
    "spacing-english-both",
    "spacing-korean",
    "spacing-korean-both",
    "stories",
    "wave",
)
TIED = ("korean-next", "korean-text", "stories")
"""Tasks whose vectors are tied. No networks of equal parameters were trained for them: nearly all
of their parameters are the vectors."""
SHAPED = tuple(task for task in TASKS if task.endswith(("-both", "-windows", "-two-layers")))
"""Tasks whose networks have more than one layer that reads tokens forwards: the plain ones of the
same texts are compared at equal parameters."""
SPACING = ("spacing-english", "spacing-korean")
OWN_LSTM = ("brackets", "hello")
"""Tasks whose usual LSTM is not one of the networks with equal parameters: it was too small."""
EQUAL = [
    (f"{task}-equal", cell)
    for task in TASKS
    if task not in (*TIED, *SHAPED, *SPACING)
    for cell in ("rnn", "lstm", "gru")
    if cell != "lstm" or task in OWN_LSTM
]
SHIPPED = [*((task, cell) for task in TASKS for cell in CELLS), *EQUAL]


@pytest.fixture(scope="module", params=CELLS)
def reviews(request: pytest.FixtureRequest) -> Network:
    return load_network("english-reviews", request.param)


@pytest.fixture
def copy_of_hello(tmp_path: Path) -> Path:
    for name in (file_name("hello", "gru"), MANIFEST):
        (tmp_path / name).write_bytes((CHECKPOINTS / name).read_bytes())
    return tmp_path


def test_the_shipped_networks_are_these() -> None:
    assert set(available_networks()) == set(SHIPPED)


def test_manifest_has_the_hash_of_every_file() -> None:
    hashes = {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in CHECKPOINTS.iterdir()
        if path.is_file() and path.suffix != ".py" and path.name not in (MANIFEST, "manifest.lock")
    }
    assert json.loads((CHECKPOINTS / MANIFEST).read_text()) == hashes


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in CHECKPOINTS.iterdir()) < 130_000_000


@pytest.mark.parametrize(("task", "cell"), SHIPPED)
def test_cards_are_complete(task: str, cell: str) -> None:
    network = load_network(task, cell)
    card = network.card
    assert (card.task, card.cell) == (task, cell)
    assert card.data is not None
    assert card.command is not None
    known = {field.name for field in fields(ModelCard) if getattr(card, field.name) is not None}
    assert known | MAY_BE_EMPTY == {field.name for field in fields(ModelCard)}
    assert all(getattr(card, name) for name in known - MAY_BE_EMPTY)
    assert f"core.training {task.removesuffix('-equal')} --cell {cell}" in card.command
    assert ("--equal-parameters" in card.command) == task.endswith("-equal")
    assert all(len(digest) == 64 for digest in card.data.values())
    assert np.isfinite([*card.figures.values(), *card.loss_curve]).all()
    assert card.outputs == network.outputs


MAY_BE_EMPTY = {"data", "seed", "bidirectional", "convolution", "steps", "settings"} | {
    "projected_size"
}


@pytest.mark.parametrize("task", TASKS)
def test_networks_of_a_task_differ_only_in_their_cells(task: str) -> None:
    """Same data, same tokens, same sizes: nothing but the cell differs."""
    cards = [load_network(task, cell).card for cell in CELLS]
    for name in ("input_size", "hidden_size", "tokenizer", "data", "num_layers", "outputs"):
        assert all(getattr(card, name) == getattr(cards[0], name) for card in cards)
    vocabularies = {load_network(task, cell).vocabulary.keys for cell in CELLS}
    assert len(vocabularies) == 1


def test_networks_are_for_use_not_for_training(reviews: Network) -> None:
    assert not reviews.training
    assert not any(parameter.requires_grad for parameter in reviews.parameters())


def test_loading_is_quick() -> None:
    load_network("english-reviews", "lstm")

    def seconds() -> float:
        started = perf_counter()
        load_network("english-reviews", "lstm")
        return perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.15


def test_loading_and_reading_leave_the_random_numbers_of_the_process_alone() -> None:
    before = torch.random.get_rng_state()
    load_network("hello", "lstm").predict(["hel"])
    assert torch.equal(before, torch.random.get_rng_state())


def test_an_unknown_name_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"no network 'hello' .*'elman'; there are: .*hello gru"):
        load_network("hello", "elman")
    with pytest.raises(ValueError, match="there are: "):
        load_network("../hello", "lstm")


def test_a_damaged_file_is_noticed(copy_of_hello: Path) -> None:
    path = copy_of_hello / file_name("hello", "gru")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"hello\.gru\.safetensors is damaged.*git checkout"):
        load_network("hello", "gru", copy_of_hello)


def test_a_file_without_a_hash_in_the_manifest_is_refused(copy_of_hello: Path) -> None:
    (copy_of_hello / MANIFEST).unlink()
    with pytest.raises(CheckpointError, match="does not know"):
        load_network("hello", "gru", copy_of_hello)
    (copy_of_hello / MANIFEST).write_text("{")
    with pytest.raises(CheckpointError, match="damaged"):
        load_network("hello", "gru", copy_of_hello)
    (copy_of_hello / MANIFEST).write_text("[]")
    with pytest.raises(CheckpointError, match="a hash by file name"):
        load_network("hello", "gru", copy_of_hello)


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "\ufffe", "1e999"])
def test_a_manifest_that_cannot_be_read_is_refused(copy_of_hello: Path, content: str) -> None:
    (copy_of_hello / MANIFEST).write_text(content, "utf-8")
    with pytest.raises(CheckpointError, match="manifest"):
        load_network("hello", "gru", copy_of_hello)


def test_a_folder_in_place_of_the_manifest_is_refused(copy_of_hello: Path) -> None:
    (copy_of_hello / MANIFEST).unlink()
    (copy_of_hello / MANIFEST).mkdir()
    with pytest.raises(CheckpointError, match="manifest"):
        load_network("hello", "gru", copy_of_hello)
    assert len(damaged(copy_of_hello)) == 1


@pytest.mark.parametrize("size", ["hidden_size", "input_size", "num_layers"])
@pytest.mark.parametrize("value", [10**9, 0, -1])
def test_sizes_that_the_file_has_no_numbers_for_are_refused_at_once(
    copy_of_hello: Path, monkeypatch: pytest.MonkeyPatch, size: str, value: int
) -> None:
    """Before anything is made in that size."""
    monkeypatch.setattr(files, "new_network", lambda *_: pytest.fail("it is made"))
    path = copy_of_hello / file_name("hello", "gru")
    content = path.read_bytes()
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:end])
    network = json.loads(header["__metadata__"]["network"])
    network["card"][size] = value
    header["__metadata__"]["network"] = json.dumps(network)
    forged = json.dumps(header).encode()
    forged += b" " * (-len(forged) % 8)
    forged = len(forged).to_bytes(8, "little") + forged + content[end:]
    path.write_bytes(forged)
    (copy_of_hello / MANIFEST).write_text(json.dumps({path.name: sha256(forged).hexdigest()}))
    with pytest.raises(CheckpointError, match="not a network of this version"):
        load_network("hello", "gru", copy_of_hello)


@pytest.mark.parametrize("content", [b"", b"\x08", b"\x02\0\0\0\0\0\0\0{}", b"PK\x03\x04" * 99])
def test_a_file_of_another_kind_is_refused(copy_of_hello: Path, content: bytes) -> None:
    name = file_name("hello", "gru")
    (copy_of_hello / name).write_bytes(content)
    (copy_of_hello / MANIFEST).write_text(json.dumps({name: sha256(content).hexdigest()}))
    with pytest.raises(CheckpointError, match="not a network of this version"):
        load_network("hello", "gru", copy_of_hello)


SENTENCES = [
    "It's not bad, really!",
    "x",
    "👩‍👩‍👧‍👦 \u202e zxqv",
    "The plot is thin, but the acting is wonderful.",
    "a " * 300,
]


def test_the_last_opinion_is_the_prediction(reviews: Network) -> None:
    predictions = reviews.predict(SENTENCES)
    assert predictions.shape == (len(SENTENCES), 2)
    assert predictions.dtype == np.float32
    for text, prediction in zip(SENTENCES, predictions, strict=True):
        trace = reviews.trace(text)
        opinions = reviews.opinions(trace)
        assert opinions.shape == (len(trace), 2)
        assert np.abs(opinions[-1] - prediction).max() < 1e-6
        assert np.allclose(opinions.sum(1), 1, atol=1e-6)


def test_before_the_first_word_the_opinion_is_that_of_the_bias(reviews: Network) -> None:
    empty, spaces, word = reviews.predict(["", " \n ", "good"])
    assert np.array_equal(empty, reviews.readout.bias.softmax(-1).numpy())
    assert np.array_equal(empty, spaces)
    assert not np.array_equal(empty, word)
    assert reviews.opinions(reviews.trace("")).shape == (0, 2)
    assert reviews.predict([]).shape == (0, 2)


def test_encode_marks_the_known_tokens(reviews: Network) -> None:
    encoded = reviews.encode("A GOOD zxqv cafe\u0301")
    assert [token.text for token in encoded.tokens] == ["A", "GOOD", "zxqv", "café"]
    assert encoded.known[:3] == (True, True, False)
    assert encoded.codes[2] == 1
    assert encoded.text == "A GOOD zxqv café"
    assert reviews.trace("A GOOD zxqv").tokens == ("A", "GOOD", "zxqv")


@pytest.mark.parametrize(
    ("typed", "spaced"),
    [
        ("It's not bad, really!", "it 's not bad , really !"),
        ("I can't say it isn’t fun…", "i ca n't say it is n't fun ..."),
        ("“Fun” (mostly)", "`` fun '' -lrb- mostly -rrb-"),
    ],
)  # fmt: skip
def test_typed_and_spaced_text_are_the_same_to_a_network(
    reviews: Network, typed: str, spaced: str
) -> None:
    first, second = reviews.predict([typed, spaced])
    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("This is a great film.", True),
        ("A moving, beautifully acted and very funny film!", True),
        ("Brilliant performances and a wonderful script.", True),
        ("I loved every minute of it.", True),
        ("One of the best movies of the year.", True),
        ("A stirring, funny film", True),
        ("What a waste of time.", False),
        ("Dull, predictable and far too long.", False),
        ("The worst movie I have ever seen.", False),
        ("I didn't like it at all.", False),
        ("The jokes are stale and the story is a mess.", False),
        ("Boring and pretentious.", False),
    ],
)
def test_clear_reviews_are_predicted_correctly(reviews: Network, text: str, positive: bool) -> None:
    assert (reviews.predict([text])[0, 1] > 0.5) == positive


@pytest.mark.parametrize("cell", ["lstm", "gru", "paper-gru"])
def test_gated_networks_understand_a_plain_not(cell: str) -> None:
    network = load_network("english-reviews", cell)
    good, not_good = network.predict(["This movie is good.", "This movie is not good."])[:, 1]
    assert not_good < 0.5 < good


@pytest.mark.parametrize("cell", CELLS)
def test_the_hello_networks_spell_hello(cell: str) -> None:
    network = load_network("hello", cell)
    opinions = network.opinions(network.trace("hell"))
    assert network.outputs == ("h", "e", "l", "o")
    assert "".join(network.outputs[index] for index in opinions.argmax(1)) == "ello"
    assert opinions.max(1).min() > 0.95
    assert network.card.hidden_size == 8


def test_unknown_words_are_all_the_same_to_a_network(reviews: Network) -> None:
    assert reviews.tokenizer.name == WordTokenizer.name
    first, second = reviews.predict(["zxqv", "qqqq"])
    assert np.array_equal(first, second)
