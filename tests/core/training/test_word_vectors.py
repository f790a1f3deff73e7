"""Word vectors are learned the same each time, whatever else runs, and can be read once written."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from core.checkpoints import damaged
from core.text.word_vectors import load_words, nearest
from core.training import word_vectors
from core.training.word_vectors import SOURCES, learn, main, make, without_common

ENGLISH = [
    f"1\tthe {thing} was {word} , {ending} ."
    for thing in ("film", "movie", "plot", "cast")
    for word in ("good", "great", "bad", "dull")
    for ending in ("really", "I don't care")
]
KOREAN = ["1\t영화를 재미있게 봤다", "0\t영화가 지루했다", "1\t배우가 좋았다", "0\t \t"] * 4
SMALL = {"vector_size": 8, "min_count": 2, "epochs": 3}
ENGLISH_SMALL = SOURCES["english"]._replace(recipe={**SOURCES["english"].recipe, **SMALL})


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files like the real ones, but short."""
    folder = tmp_path_factory.mktemp("data")
    for source, lines in ((SOURCES["english"], ENGLISH), (SOURCES["korean"], KOREAN)):
        for name in source.files:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("label\ttext\n" + "\n".join(lines) + "\n", "utf-8")
    return folder


def learned(data: Path, seed: int) -> bytes:
    return make("english", ENGLISH_SMALL, data, seed).vectors.tobytes()


def test_one_seed_gives_the_same_bytes_whatever_else_runs(data: Path) -> None:
    before = np.random.get_state()[1].copy()  # type: ignore[index]
    alone = learned(data, 1)
    with ThreadPoolExecutor(3) as pool:
        first, other, third = pool.map(lambda seed: learned(data, seed), (1, 2, 1))

    assert first == third == alone
    assert other != alone
    assert np.array_equal(np.random.get_state()[1], before)  # type: ignore[index]


@pytest.mark.slow
def test_another_process_gives_the_same_bytes(data: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom hashlib import sha256\n"
        "from tests.core.training.test_word_vectors import learned\n"
        "print(sha256(learned(Path(sys.argv[1]), 1)).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(data)],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == sha256(learned(data, 1)).hexdigest()


def test_the_command_writes_what_can_be_loaded(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = {
        language: source._replace(recipe={**source.recipe, **SMALL})
        for language, source in SOURCES.items()
    }
    monkeypatch.setattr(word_vectors, "SOURCES", small)
    main(["--data", str(data), "--output", str(tmp_path), "--seed", "3"])

    assert capsys.readouterr().out.split() == [
        str(tmp_path / f"{language}-words.safetensors") for language in small
    ]
    assert damaged(tmp_path) == ()
    english, korean = (load_words(language, tmp_path) for language in small)
    for words, source in ((english, small["english"]), (korean, small["korean"])):
        assert words.card.command == "python -m core.training.word_vectors --data DIR --seed 3"
        assert words.card.data == {
            name: sha256((data / name).read_bytes()).hexdigest() for name in source.files
        }
        assert words.card.recipe["epochs"] == 3
        assert words.card.sizes["dimensions"] == words.vectors.shape[1] == 8
    assert (english.tokenizer, korean.tokenizer) == ("words", "morphemes")
    assert "영화/NNG" in korean.keys
    assert korean.documents == 12  # a review without a token is no text


def test_words_are_counted_by_text(data: Path) -> None:
    words = make("english", ENGLISH_SMALL, data, 0)
    counts = dict(zip(words.keys, words.document_counts.tolist(), strict=True))

    assert words.documents == len(ENGLISH) * len(ENGLISH_SMALL.files)
    assert counts["the"] == words.documents
    assert counts["film"] == words.documents // 4
    assert counts["n't"] == words.documents // 2
    assert words.card.sizes["texts"] == words.documents
    assert words.card.sizes["words"] == len(words.keys) == len(words.vectors)


def test_words_of_the_same_contexts_are_neighbours() -> None:
    texts = [
        [first, *middle, last]
        for first, last, kinds in (("saw", "film", "ab"), ("ate", "cake", "xy"))
        for kind in kinds
        for middle in ([kind, "one"], [kind, "two"], [kind, "three"])
    ] * 20
    keys = ["a", "b", "x", "y"]
    recipe = {**SOURCES["english"].recipe, "vector_size": 8, "epochs": 20}
    vectors = without_common(learn(texts, keys, recipe, 0), 0)

    for word, mate in ((0, 1), (1, 0), (2, 3), (3, 2)):
        assert nearest(vectors, word, 1).rows.tolist() == [mate]


def test_the_common_part_of_all_vectors_is_removed() -> None:
    generator = np.random.default_rng(0)
    vectors = generator.normal(size=(50, 4)) + 5
    vectors[:, 0] += generator.normal(size=50) * 20  # far more than in any other direction
    rest = without_common(vectors.astype(np.float32), 1)

    assert np.allclose(np.linalg.norm(rest, axis=1), 1)
    assert abs(rest.mean(0)).max() < 0.2
    assert rest[:, 0].var() < 0.05


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"train\.tsv"):
        make("english", SOURCES["english"], tmp_path, 0)
