"""The tokens and vectors screen, run as a session would run it."""

import base64
import json
import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.padded import read_padded
from core.checkpoints import CheckpointError
from core.network import load_network
from core.network.catalogue import CELLS, TASKS
from core.text import TOKENIZERS
from core.text.word_vectors import load_words, nearest
from pages.shared.word_names import word_names
from pages.tokens_and_vectors import cached
from pages.tokens_and_vectors.tokenizers import FOR_THEIR_NETWORKS
from pages.tokens_and_vectors.view import VECTORS
from tests.nasty import ONE_OF_EACH, SENDABLE, STRINGS
from tests.pages.screens import (
    TOKENS_AND_VECTORS,
    charts,
    link,
    nodes,
    opened,
    read_as_markdown,
)

ENGLISH = TASKS["english-reviews"].example
KOREAN = "스토리는 뻔하지만 배우들의 연기가 정말 좋았다."
COUNTS_VIEWS = ("counts", "tf-idf")


def screen(**query: str) -> AppTest:
    return opened(TOKENS_AND_VECTORS, **{"lang": "en", **query})


def aligned(app: AppTest) -> dict:
    """Return what the aligned rows were sent."""
    (proto,) = [
        node.proto
        for node in nodes(app)
        if node.type == "bidi_component" and "aligned" in node.proto.component_name
    ]
    return json.loads(proto.json)


def table(app: AppTest, column: str) -> list:
    """Return a column of the only table that has it."""
    (values,) = [frame.value[column] for frame in app.dataframe if column in frame.value]
    return values.tolist()


# ---- tokens --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first"), [(ENGLISH, "WordPiece, English"), (KOREAN, "Korean morphemes")]
)
def test_every_tokenizer_has_a_row_and_the_languages_own_come_first(text, first):
    rows = aligned(screen(text=text, model="english-reviews"))["rows"]
    names = [row["name"] for row in rows]
    assert names[:4] == ["White space", "Words", "Characters", first]
    assert len(rows) == len(TOKENIZERS) - len(FOR_THEIR_NETWORKS)
    assert [row["name"] for row in rows if row["own"]] == ["Words"]
    characters = rows[2]["tokens"]
    assert "".join(token[2] for token in characters).replace("␣", " ") == text
    for row in rows:
        assert row["counts"].startswith(f"{len(row['tokens'])} tokens")


OF_A_LANGUAGE = {
    ENGLISH: [
        *("White space", "Words", "Characters"),
        *("WordPiece, English", "BPE, English", "Words in their case"),
    ],
    KOREAN: [
        *("White space", "Words", "Characters"),
        *("Korean morphemes", "WordPiece, Korean", "BPE, Korean"),
        "Syllables, rare ones by letter",
    ],
    "Хороший фильм": [],
}


@pytest.mark.parametrize("text", OF_A_LANGUAGE)
@pytest.mark.parametrize("model", ["brackets", "english-reviews", "korean-reviews"])
def test_tokens_are_looked_up_in_their_own_language_alone(text, model):
    rows = aligned(screen(text=text, model=model))["rows"]

    looked_up = [
        row["name"] for row in rows if any(token[4] is not None for token in row["tokens"])
    ]
    own = [row["name"] for row in rows if row["own"]]
    assert {*looked_up} == {*OF_A_LANGUAGE[text], *own}
    for row in rows:
        is_looked_up = row["name"] in looked_up
        assert ("not looked up" in row["counts"]) is not is_looked_up
        assert is_looked_up or all(token[5] for token in row["tokens"]), "no unknown marks"
        if is_looked_up and row["name"] not in own:
            assert sum(token[5] for token in row["tokens"]) > len(row["tokens"]) / 2


def test_morphemes_of_one_syllable_are_drawn_as_what_they_are_with_their_part_of_speech():
    app = screen(text="영화를 봤다", model="korean-reviews")
    row = next(row for row in aligned(app)["rows"] if row["own"])
    assert [token[2] for token in row["tokens"]] == ["영화", "를", "보", "었", "다"]
    assert table(app, "token") == ["영화", "를", "보", "었", "다"]
    assert table(app, "part of speech")[2:] == ["verb", "pre-final ending", "final ending"]


def test_words_of_two_kinds_that_look_alike_are_told_apart():
    assert word_names(["하/VV", "영화/NNG", "하/XSV"]) == [
        "하 (verb)", "영화", "하 (suffix that makes a verb)",
    ]  # fmt: skip


@pytest.mark.parametrize("view", [*COUNTS_VIEWS, "map"])
def test_a_language_without_words_says_so(view):
    app = screen(text="Хороший фильм", view=view)
    assert not app.exception
    assert any("no words here" in note.value for note in app.info)


def test_the_row_of_the_networks_tokenizer_has_the_networks_numbers():
    app = screen()
    encoded = load_network("english-reviews", "lstm").encode(ENGLISH)
    words = aligned(app)["rows"][1]["tokens"]
    assert [token[4] for token in words] == list(encoded.codes)
    assert table(app, "number") == list(encoded.codes)
    assert table(app, "listed as") == [token.key for token in encoded.tokens]
    places = [f"{token.start}–{token.end}" for token in encoded.tokens]
    assert table(app, "characters") == places


@pytest.mark.parametrize("name", [name for name in TOKENIZERS if name not in FOR_THEIR_NETWORKS])
def test_the_table_follows_the_tokenizer(name):
    app = screen(tok=name, text=KOREAN)
    tokens = TOKENIZERS[name]().tokenize(KOREAN)
    assert table(app, "step") == list(range(1, len(tokens) + 1))
    assert table(app, "characters") == [f"{token.start}–{token.end}" for token in tokens]
    assert app.selectbox(key="tokenizer").value == name
    assert link(app)["tok"] == name


def test_a_tokenizer_that_is_not_shown_falls_back_to_the_networks_own():
    app = screen(tok="numbers")
    assert not app.exception
    assert app.selectbox(key="tokenizer").value == "words"


def test_counts_of_one_are_in_the_singular():
    app = screen(model="brackets", text="(1(2)1)", len="8")
    assert aligned(app)["rows"][0]["counts"] == "1 token, 1 unknown"
    assert any("1 step of padding moved" in each.value for each in app.markdown)
    app = screen(model="brackets", text="(1(2)1)", len="6")
    assert any("1 token was cut off" in each.value for each in app.markdown)


def test_tokens_of_a_series_have_no_vocabulary_columns():
    app = screen(model="wave", text="0.5 0.25")
    assert aligned(app)["rows"][0]["name"] == "Numbers"
    assert table(app, "token") == ["0.5", "0.25"]
    assert not any("number" in frame.value for frame in app.dataframe)


# ---- padding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    ("length", "pad", "cut"), [(16, "before", "after"), (5, "after", "before")]
)
def test_padding_shows_the_numbers_of_the_trained_network(cell, length, pad, cut):
    app = screen(cell=cell, len=str(length), pad=pad, cut=cut)
    network = load_network("english-reviews", cell)
    read = read_padded(network, ENGLISH, length, pad, cut)
    chart = charts(app)[0]
    for trace, hidden in zip(chart["data"], (read.masked, read.unmasked), strict=True):
        assert np.allclose(numbers(trace["y"]), np.linalg.norm(hidden, axis=1), atol=1e-6)
    assert len(chart["layout"].get("shapes", [])) == read.fitted.mask.count(False)
    assert table(app, "positive") == [f"{opinion[1]:.4f}" for opinion in read.opinions.values()]
    codes = app.code[0].value
    assert codes == f"[{', '.join(f'{code:g}' for code in read.fitted.codes)}]"


def numbers(values: object) -> np.ndarray:
    """Return numbers as Plotly sends them: plain, or packed."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
    return np.asarray(values, float)


def test_the_settings_of_padding_go_into_the_link_and_one_unit_can_be_shown():
    app = screen(unit="3")
    app.slider(key="length").set_value(9).run()
    app.segmented_control(key="pad").set_value("before").run()
    app.segmented_control(key="cut").set_value("before").run()
    app.segmented_control(key="measure").set_value("unit").run()
    query = link(app)
    assert {name: query[name] for name in ("len", "pad", "cut", "of")} == {
        "len": "9", "pad": "before", "cut": "before", "of": "unit",
    }  # fmt: skip
    read = read_padded(load_network("english-reviews", "lstm"), ENGLISH, 9, "before", "before")
    assert np.allclose(numbers(charts(app)[0]["data"][0]["y"]), read.masked[:, 3], atol=1e-6)
    assert len(charts(screen(**query))) == len(charts(app))


# ---- vectors -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("view", VECTORS)
@pytest.mark.parametrize("model", TASKS)
def test_every_view_shows_every_network(model, view):
    app = screen(model=model, view=view)
    assert not app.exception
    assert not app.warning
    assert len(charts(app)) in (1, 2)


@pytest.mark.parametrize("text", [ENGLISH, KOREAN])
def test_counts_and_weights_are_those_of_scikit_learn(text):
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    words = load_words("korean" if text == KOREAN else "english")
    tokenizer = TOKENIZERS[words.tokenizer]()
    settings: dict[str, Any] = {
        "analyzer": lambda text: [token.key for token in tokenizer.tokenize(text)],
        "vocabulary": words.keys,
    }
    counter = CountVectorizer(**settings)
    counts = counter.transform([text])
    transformer = TfidfTransformer()
    transformer.idf_ = np.log((1 + words.documents) / (1 + words.document_counts)) + 1
    weights = transformer.transform(counts).toarray()[0]
    app = screen(text=text, view="tf-idf")
    rows = sorted(counts.indices)
    assert table(app, "word") == word_names([words.keys[row] for row in rows])
    assert rows == np.flatnonzero(weights).tolist()
    assert np.allclose(table(app, "tf-idf"), weights[rows], atol=6e-5)
    assert table(app, "times here") == counts.toarray()[0][rows].tolist()
    bars = numbers(charts(screen(text=text, view="counts"))[-1]["data"][0]["y"])
    assert bars.tolist() == counts.toarray()[0][rows].tolist()


@pytest.mark.parametrize(
    ("model", "words"), [("english-reviews", "numbers, learned;"), ("brackets", "not learned")]
)
def test_an_embedding_says_whether_it_was_learned(model, words):
    assert any(words in caption.value for caption in screen(model=model, view="embedding").caption)


def test_neighbours_are_the_nearest_and_follow_the_step():
    app = screen(view="map", t="10")
    words = load_words("english")
    expected = nearest(words.vectors, words.rows["wonderful"], 10)
    assert table(app, "word") == [words.keys[row] for row in expected.rows]
    assert table(app, "cosine of the angle") == [f"{value:.4f}" for value in expected.cosines]
    app.selectbox(key="neighbours-of").select_index(0).run()
    assert link(app)["t"] == "1"


def test_without_a_known_word_there_is_a_notice_instead_of_neighbours():
    app = screen(view="map", text="zxqv")
    assert not app.exception
    assert [info.value for info in app.info][
        -1
    ] == "No token of this sentence is in this vocabulary."


# ---- what can go wrong ---------------------------------------------------------------------------


def test_an_empty_text_says_what_to_do():
    app = screen(text=" ")
    assert not app.exception
    assert len(app.info) == 1
    assert not charts(app)


def test_a_damaged_file_has_a_warning_where_it_is_needed(monkeypatch):
    def damaged(_language):
        raise CheckpointError("english-words.safetensors is damaged.")

    monkeypatch.setattr(cached, "words", damaged)
    for view in COUNTS_VIEWS:
        app = screen(view=view)
        assert not app.exception
        assert len(app.warning) == 1
        assert "english-words.safetensors is damaged." in [code.value for code in app.code]


def test_a_damaged_tokenizer_is_left_out_with_a_warning(monkeypatch):
    def damaged(_self, _text):
        raise CheckpointError("korean-bpe.tokenizer.json is damaged.")

    monkeypatch.setattr(type(TOKENIZERS["korean-bpe"]()), "tokenize", damaged)
    app = screen()
    assert not app.exception
    assert {warning.value for warning in app.warning} == {
        "A tokenizer cannot be used right now: its file is missing or damaged."
    }
    assert "korean-bpe.tokenizer.json is damaged." in [code.value for code in app.code]
    assert "BPE, Korean" not in [row["name"] for row in aligned(app)["rows"]]
    assert len(charts(app)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("model", ["shakespeare", "brackets", "wave", "korean-reviews"])
def test_hostile_texts_are_only_text_in_every_network(model: str):
    app = screen(model=model, text="one two")
    field = app.text_area if model == "shakespeare" else app.text_input
    for text in list(SENDABLE.values())[::6]:
        field(key="sentence").set_value(text).run()
        assert not app.exception
        assert strange(app) == []


@pytest.fixture(scope="module")
def session() -> AppTest:
    return screen(text="one two")


def strange(app: AppTest) -> list[str]:
    """Return the texts where markup is read that are neither ours nor escaped.

    A selectbox writes its options as they are, "3 · token".
    """
    parts = (part.replace("<extra></extra>", "") for part in read_as_markdown(app))
    escaped = re.compile("^[0-9, …→]*\u2068[^<]*$|^[^<>]*$|^\\d+ · ", re.DOTALL)
    return [part for part in parts if not escaped.match(part) or "![" in part.split("\u2068")[0]]


@pytest.mark.slow
@pytest.mark.parametrize("text", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_a_hostile_text_is_only_text(session: AppTest, text: str):
    session.text_input(key="sentence").set_value(text).run()
    assert not session.exception
    assert not session.error
    assert strange(session) == []


@pytest.mark.slow
@pytest.mark.parametrize("view", VECTORS)
@pytest.mark.parametrize("name", ["37.1", "39.1", "42.1"])
def test_a_hostile_text_is_only_text_in_every_view(view: str, name: str):
    app = screen(text=f"the plot {STRINGS[name]}", view=view, len="40")
    assert not app.exception
    assert strange(app) == []


@pytest.mark.parametrize("name", ["tok", "len", "pad", "cut", "of", "view"])
def test_a_broken_link_opens_with_a_notice(name: str):
    app = screen(**{name: "<b>![x](http://evil.example/p.png)"})
    assert not app.exception
    assert len(app.warning) == 1
    assert name not in link(app)
