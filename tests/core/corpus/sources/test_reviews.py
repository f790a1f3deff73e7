from pathlib import Path

from core.corpus.sources.reviews import Review, read, read_english


def test_a_line_is_a_label_and_a_text_with_whatever_is_in_it(tmp_path: Path) -> None:
    content = "label\ttext\n0\ti don 't\t\u2028 know\n\n1\tgood\n"
    (tmp_path / "extra.tsv").write_text(content, "utf-8")
    assert read(tmp_path / "extra.tsv") == [
        Review("i don 't\t\u2028 know", 0),
        Review("good", 1),
    ]
    assert read_english(tmp_path / "extra.tsv")[0].text == "i do n't\t\u2028 know"
