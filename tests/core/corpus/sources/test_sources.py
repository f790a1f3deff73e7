from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from core.corpus.documents import Corpus
from core.corpus.sources import NotAtHand, is_at_hand, python_library, training_text, uploaded
from core.corpus.sources.standard_library import is_held_out
from core.network import load_network
from core.network.catalogue import TASKS
from core.sequence_tasks import brackets
from core.text.decoding import TextError

CARDS = {task: load_network(task, "rnn").card for task in ("hello", "brackets", "wave")}
REVIEWS = load_network("english-reviews", "rnn").card
SHAKESPEARE = load_network("shakespeare", "rnn").card
LIBRARY = {"a.py": "x = 1\n" * 10, "deep/b.py": "y = 2\n", "c.py": ""}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for name, text in LIBRARY.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_corpus_is_known_by_its_texts_and_where_they_end() -> None:
    one, two = Corpus.of("a", [("", "ab"), ("", "c")]), Corpus.of("b", [("x", "ab"), ("y", "c")])

    assert one.sha256 == two.sha256
    assert one.sha256 != Corpus.of("a", [("", "a"), ("", "bc")]).sha256
    assert Corpus.of("a", [("", "e\u0301")]).documents == ("é",), "texts are cleaned"


def test_python_s_library_is_cut_at_a_line_s_end(library: Path) -> None:
    whole = python_library(1_000, library)
    assert dict(zip(whole.titles, whole.documents, strict=True)) == LIBRARY

    cut = python_library(20, library)
    assert sum(map(len, cut.documents)) <= 20
    assert all(text.endswith("\n") or not text for text in cut.documents)


def test_a_text_that_just_fits_is_not_cut() -> None:
    text = "one line\nand another"

    assert uploaded("a file", text, SHAKESPEARE, len(text)).documents == (text,)
    assert uploaded("a file", text, SHAKESPEARE, len(text) - 1).documents == ("one line\n",)
    assert sum(map(len, training_text(CARDS["brackets"], 2_000).documents)) == 2_000


def test_modules_that_no_network_learned_from_come_first() -> None:
    titles = python_library(400_000).titles

    assert all(map(is_held_out, titles[:5]))


@pytest.mark.parametrize("task", TASKS)
def test_every_network_has_a_training_text_here_or_says_where_it_would_be(task: str) -> None:
    card = load_network(task, "rnn").card
    try:
        corpus = training_text(card, 3_000)
    except NotAtHand:
        assert not is_at_hand(card)
        return
    assert is_at_hand(card) or task == "hello"
    assert 0 < sum(map(len, corpus.documents)) <= 3_000


@pytest.mark.parametrize("task", CARDS)
def test_texts_made_up_by_a_rule_are_always_at_hand(task: str) -> None:
    first, again = training_text(CARDS[task], 1_000), training_text(CARDS[task], 1_000)

    assert first == again
    assert 0 < sum(map(len, first.documents)) <= 1_000


def test_made_up_brackets_are_legal() -> None:
    for text in training_text(CARDS["brackets"], 2_000).documents:
        assert 0 <= brackets.depths(text).min() <= brackets.depths(text).max() <= brackets.DEEPEST


def test_a_training_text_that_is_not_here_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    with pytest.raises(NotAtHand, match="GATESCOPE_DATA"):
        training_text(SHAKESPEARE, 100)


def test_a_training_text_is_at_hand_once_its_file_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    assert not is_at_hand(SHAKESPEARE)
    (tmp_path / "shakespeare").mkdir()
    (tmp_path / "shakespeare" / "train.txt").touch()
    assert is_at_hand(SHAKESPEARE)
    assert [task for task, card in CARDS.items() if is_at_hand(card)] == ["brackets", "wave"]


def test_only_the_text_of_the_card_counts_as_the_training_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    folder = tmp_path / "english_reviews"
    folder.mkdir()
    (folder / "train.tsv").write_text("label\ttext\n1\ta fine film\n\n0\t \n")
    with pytest.raises(NotAtHand, match="not the one"):
        training_text(REVIEWS, 100)

    known = replace(
        REVIEWS, data={"train.tsv": sha256((folder / "train.tsv").read_bytes()).hexdigest()}
    )
    corpus = training_text(known, 100)
    assert (corpus.titles, corpus.documents) == (("train.tsv, 2",), ("a fine film",))


def test_a_network_of_reviews_reads_each_line_of_a_file_by_itself() -> None:
    text = "good film\n\nbad film\n"

    assert uploaded("f.txt", text, REVIEWS, 100).documents == ("good film", "bad film")
    assert uploaded("f.txt", text, REVIEWS, 100).titles == ("f.txt, 1", "f.txt, 3")
    assert uploaded("f.txt", text, SHAKESPEARE, 100).documents == (text,)
    assert uploaded("f.txt", text, SHAKESPEARE, 12).documents == ("good film\n\n",)
    with pytest.raises(TextError, match="no text"):
        uploaded("f.txt", "\n \n", REVIEWS, 100)


def test_a_line_that_is_very_long_is_read_in_parts() -> None:
    corpus = uploaded("f.txt", "good\n" + "x" * 4_500, REVIEWS, 10_000)

    assert list(map(len, corpus.documents)) == [4, 2_000, 2_000, 500]
    assert corpus.titles == ("f.txt, 1", *["f.txt, 2"] * 3)
