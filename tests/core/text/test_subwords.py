"""The shipped pieces of words: how words are split, what is unknown, and damaged files."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkpoints import CHECKPOINTS, MANIFEST, CheckpointError, write_checked
from core.text import TOKENIZERS, BPETokenizer, SubwordTokenizer, WordPieceTokenizer
from core.text.tokenizers.subwords import LONGEST_WORD, UNKNOWN, file_name, folded

NAMES = ("english-wordpiece", "english-bpe", "korean-wordpiece", "korean-bpe")
EACH = pytest.mark.parametrize("name", NAMES)
KINDS = pytest.mark.parametrize("kind", [WordPieceTokenizer, BPETokenizer])

Kind = Callable[[str, Path], SubwordTokenizer]


def shipped(name: str) -> SubwordTokenizer:
    tokenizer = TOKENIZERS[name]()
    assert isinstance(tokenizer, SubwordTokenizer)
    return tokenizer


def labels(name: str, text: str) -> list[str]:
    tokenizer = shipped(name)
    return [tokenizer.label(token) for token in tokenizer.tokenize(text)]


def unknown(name: str, text: str) -> list[str]:
    tokenizer = shipped(name)
    return [
        token.text for token in tokenizer.tokenize(text) if token.key not in tokenizer.vocabulary
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("english-wordpiece", "An Unforgettable film!", "an unfor ##get ##table film !"),
        ("english-bpe", "An Unforgettable film!", "▁an ▁unfor get table ▁film ▁!"),
        ("english-bpe", "It’s not bad", "▁it ▁'s ▁not ▁bad"),
        (
            "korean-wordpiece",
            "스토리는 뻔하지만 배우들의 연기가 정말 좋았다.",
            "스토리는 뻔 ##하지만 배우들의 연기가 정말 좋았다 .",
        ),
        (
            "korean-bpe",
            "스토리는 뻔하지만 배우들의 연기가 정말 좋았다.",
            "▁스토리는 ▁뻔 하지만 ▁배우들의 ▁연기가 ▁정말 ▁좋았다 ▁.",
        ),
        ("korean-bpe", "아까웠어요ㅠㅠ", "▁아까 웠어요 ㅠㅠ"),
    ],
)
def test_worked_examples(name: str, text: str, expected: str) -> None:
    assert labels(name, text) == expected.split()
    assert unknown(name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("english-wordpiece", "good filmß", ["filmß"]),  # the whole word
        ("english-bpe", "good filmß", ["ß"]),  # only the unknown character
        ("english-bpe", "映画 ok", ["映画"]),  # neighbours are one token
        ("english-bpe", "👩‍👩‍👧", ["👩‍👩‍👧"]),
        ("korean-bpe", "좋았다 ߷", ["߷"]),
        ("korean-wordpiece", "좋았다ß", ["좋았다ß"]),
        ("korean-wordpiece", "a\ud800", ["\ud800"]),
    ],
)
def test_unknown_words_and_characters(name: str, text: str, expected: list[str]) -> None:
    assert unknown(name, text) == expected


@EACH
def test_neither_white_space_nor_case_matters(name: str) -> None:
    once = labels(name, "정말 좋았다 Good film")
    assert labels(name, "  정말\t\n좋았다\u3000GOOD\u2003 film ") == once
    assert labels(name, "") == labels(name, " \n") == []


@EACH
@pytest.mark.parametrize("typed", ["[UNK]", "<unk>", "▁", "▁a", "##a", "[CLS] [SEP]", "</w>", "Ġa"])
def test_nothing_typed_is_special(name: str, typed: str) -> None:
    tokens = shipped(name).tokenize(typed)
    assert "".join(token.text for token in tokens) == typed.replace(" ", "")
    assert UNKNOWN not in {token.key for token in tokens}
    assert "##a" not in {token.key for token in tokens}


@EACH
@given(st.text(st.characters(), max_size=60))
def test_the_key_of_a_piece_depends_on_its_letters_and_its_place(name: str, text: str) -> None:
    tokenizer, plain, end = shipped(name), folded(text), -1
    for token in tokenizer.tokenize(text):
        letters = plain[token.start : token.end]
        begins, goes_on = tokenizer.key(letters, True), tokenizer.key(letters, False)
        assert token.key == begins or (token.key == goes_on and token.start == end)
        end = token.end


@EACH
def test_long_words_are_split_as_several(name: str) -> None:
    tokens = shipped(name).tokenize("a" * 3 * LONGEST_WORD)
    assert "".join(token.text for token in tokens) == "a" * 3 * LONGEST_WORD


@EACH
def test_the_file_is_small_and_holds_the_tokenizers_vocabulary(name: str) -> None:
    path = CHECKPOINTS / file_name(name)
    assert path.stat().st_size < 500_000
    vocabulary = shipped(name).vocabulary
    numbers = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    assert sorted(numbers.values()) == list(range(len(numbers)))
    assert numbers[UNKNOWN] == 0
    in_file = sorted(numbers, key=numbers.__getitem__)[1:]
    marked = [key.removeprefix("▁") if "bpe" in name else key for key in vocabulary.keys]
    assert [piece.removeprefix("##") if "bpe" in name else piece for piece in in_file] == marked


@EACH
def test_a_known_word_is_one_piece(name: str) -> None:
    tokenizer = shipped(name)
    for word in ("film", "good") if name.startswith("english") else ("영화", "정말"):
        assert [token.text for token in tokenizer.tokenize(word)] == [word]
        assert tokenizer.vocabulary.ids(t.key for t in tokenizer.tokenize(word))[0] > 1


@KINDS
def test_a_damaged_file_is_refused_with_advice(kind: Kind, tmp_path: Path) -> None:
    tokenizer = kind("english", tmp_path)
    path = tmp_path / file_name(tokenizer.name)
    with pytest.raises(CheckpointError, match=f"does not know {path.name}"):
        tokenizer.tokenize("film")
    copy(CHECKPOINTS / path.name, path)
    copy(CHECKPOINTS / MANIFEST, tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(CheckpointError, match=r"damaged.*git checkout core/checkpoints"):
        tokenizer.tokenize("film")
    with pytest.raises(CheckpointError, match="damaged"):
        _ = tokenizer.vocabulary
    copy(CHECKPOINTS / path.name, path)
    assert [token.text for token in tokenizer.tokenize("film")] == ["film"]


@KINDS
@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b'{"model": {"type": "BPE"}}'])
def test_a_file_without_pieces_is_refused(kind: Kind, content: bytes, tmp_path: Path) -> None:
    tokenizer = kind("english", tmp_path)
    write_checked(tmp_path / file_name(tokenizer.name), content)
    with pytest.raises(CheckpointError, match=r"make it again \(python -m core.training.subwords"):
        tokenizer.tokenize("film")


@KINDS
def test_several_sessions_may_load_the_pieces_at_once(kind: Kind, tmp_path: Path) -> None:
    path = CHECKPOINTS / file_name(kind("korean", CHECKPOINTS).name)
    write_checked(tmp_path / path.name, path.read_bytes())
    text = "스토리는 뻔하지만 배우들의 연기가 정말 좋았다. " * 20

    def split(_: int) -> tuple[object, int]:
        tokenizer = kind("korean", tmp_path)
        return tokenizer.tokenize(text), len(tokenizer.vocabulary)

    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(split, range(16)))
    assert len(results) == 1
