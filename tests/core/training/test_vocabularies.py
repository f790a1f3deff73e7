"""Vocabularies are counted the same each time, and read as they were written."""

import json
from pathlib import Path

import pytest

from core.checkpoints import CHECKPOINTS, CheckpointError, write_checked
from core.text import TOKENIZERS, Vocabulary
from core.text.vocabularies import file_name, load_vocabularies
from core.training.vocabularies import COUNTED, FILE, MIN_COUNT, count, main


def test_what_occurs_often_enough_is_known_and_the_most_frequent_is_first():
    texts = ["영화가 영화가 좋다", "영화가 좋다", "싫다"]

    assert count(texts, "whitespace", 2).keys == ("영화가", "좋다")
    assert count(["가나", "가"], "characters", 1).keys == ("가", "나")


def test_the_command_writes_what_it_has_counted(tmp_path: Path, capsys):
    (tmp_path / FILE).parent.mkdir()
    line = "1\t영화가 좋다.\n"
    (tmp_path / FILE).write_text("label\ttext\n" + line * MIN_COUNT + "0\t싫다\n", "utf-8")
    for output in ("one", "two"):
        main(["--data", str(tmp_path), "--output", str(tmp_path / output)])
        assert file_name("korean") in capsys.readouterr().out

    one, two = ((tmp_path / name / file_name("korean")).read_bytes() for name in ("one", "two"))
    assert one == two
    read = load_vocabularies("korean", tmp_path / "one")
    assert {name: set(vocabulary.keys) for name, vocabulary in read.items()} == {
        name: {token.key for token in TOKENIZERS[name]().tokenize("영화가 좋다.")}
        for name in COUNTED
    }


def test_the_shipped_vocabularies_say_how_they_were_made():
    card = json.loads((CHECKPOINTS / file_name("korean")).read_bytes())["card"]

    assert card["min_count"] == MIN_COUNT
    assert [*card["data"]] == [FILE]
    assert {*load_vocabularies("korean")} == {*COUNTED}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"keys": [1]}', b'{"keys": {"a": ["b", "b"]}}']
)
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, content: bytes):
    write_checked(tmp_path / file_name("korean"), content)

    with pytest.raises(CheckpointError, match="make it again"):
        load_vocabularies("korean", tmp_path)


def test_korean_is_known_by_its_syllables_but_not_by_all_of_its_eojeols():
    text = "스토리는 뻔하지만 배우들의 연기가 정말 좋았다."
    known = load_vocabularies("korean")

    def unknown(name: str) -> int:
        ids = known[name].ids(token.key for token in TOKENIZERS[name]().tokenize(text))
        return ids.count(Vocabulary.UNKNOWN)

    assert unknown("characters") == 0
    assert unknown("whitespace") >= unknown("words")
