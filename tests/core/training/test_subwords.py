"""The command that learns the pieces of words: by hand, the same each time, for each language."""

from pathlib import Path

import pytest

from core.checkpoints import read_checked
from core.text import BPETokenizer, WordPieceTokenizer
from core.training.subwords import SOURCES, learn, main, save, words

COUNTS = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}
WORDS = [word for word, count in COUNTS.items() for _ in range(count)]


def test_the_most_frequent_pair_is_joined_first() -> None:
    # ug comes 20 times, un 16, hug 15, pun 12: https://huggingface.co/learn/llm-course/chapter6/5
    pieces = learn(WORDS, size=11, min_count=1)
    assert pieces.joined == [("##u", "##g"), ("##u", "##n"), ("h", "##ug"), ("p", "##un")]
    assert list(pieces.numbers)[-4:] == ["##ug", "##un", "hug", "pun"]
    assert list(pieces.numbers)[:8] == ["", "##g", "##n", "##s", "##u", "b", "h", "p"]
    assert list(pieces.numbers.values()) == list(range(12))


def test_saved_pieces_split_words(tmp_path: Path) -> None:
    save(learn(WORDS, size=11, min_count=1), "english", tmp_path)
    word_piece, bpe = (kind("english", tmp_path) for kind in (WordPieceTokenizer, BPETokenizer))

    def keys(tokenizer: WordPieceTokenizer | BPETokenizer, text: str) -> list[str]:
        return [token.key for token in tokenizer.tokenize(text)]

    assert keys(word_piece, "Hugs bug mug") == ["hug", "##s", "b", "##ug", "mug"]
    assert keys(bpe, "Hugs bug mug") == ["▁hug", "s", "▁b", "ug", "▁m", "ug"]
    assert word_piece.vocabulary.ids(keys(word_piece, "mug")) == [1]
    assert len(word_piece.vocabulary) == len(bpe.vocabulary) == 13
    assert bpe.vocabulary.ids(keys(bpe, "mug")) == [1, bpe.vocabulary.ids(["ug"])[0]]


def test_a_rare_character_is_in_no_piece() -> None:
    assert not any("z" in piece for piece in learn([*WORDS, "zug"], 20, min_count=2).numbers)


def test_words_are_spelled_as_people_type_them() -> None:
    typed = "it 's `` good '' -lrb- really -rrb- ."
    assert list(words([typed])) == ["it", "'s", '"', "good", '"', "(", "really", ")", "."]


def test_the_command_writes_the_same_bytes_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = {"english": "1\tan unforgettable film .\n", "korean": "0\t정말 뻔한 영화였다 .\n"}
    for language, source in SOURCES.items():
        for name in source.files:
            path = tmp_path / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("label\ttext\n" + lines[language] * 20, "utf-8")
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        main(["--data", str(tmp_path / "data"), "--output", str(folder)])
    names = [Path(line).name for line in capsys.readouterr().out.split()]
    assert len(names) == 8
    for name in names:
        assert read_checked(once / name) == read_checked(again / name)
    tokens = BPETokenizer("korean", once).tokenize("정말 영화였다!")
    assert [token.key for token in tokens] == ["▁정말", "▁영화였다", "▁!"]
