"""The compare cells screen, run as a session would run it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import count_parameters, load_network
from core.analysis.memory.first_token import first_token_left
from core.checkpoints import read_checked
from core.network import CheckpointError
from core.network.catalogue import (
    NETWORK_NAMES,
    TASKS,
    load,
    reference,
    same_parameters,
    same_units,
)
from pages.shared import cached
from tests.nasty import ONE_OF_EACH
from tests.pages.screens import COMPARE_CELLS, charts, link, opened, read_as_markdown

SENTENCE = "not a bad film , really"


def compare(**query: str) -> AppTest:
    app = opened(COMPARE_CELLS, lang="en", **{"text": SENTENCE, **query})
    assert not app.exception
    return app


def facts(app: AppTest, number: int) -> dict[str, dict[str, Any]]:
    """Return a table with a row for each fact: network -> fact -> cell."""
    table = app.dataframe[number].value.set_index("fact")
    return {str(name): dict(column) for name, column in table.items()}


def scores(app: AppTest) -> dict[str, dict[str, Any]]:
    return facts(app, 0)


def first_left(app: AppTest) -> dict[str, dict[str, Any]]:
    return facts(app, 1)


def test_the_default_view_has_the_three_cells_with_equal_units():
    app = compare()

    assert list(scores(app)) == ["RNN", "LSTM", "GRU"]
    assert app.multiselect(key="networks").value == ["rnn", "lstm", "gru"]
    assert app.button_group(key="set").value == "units"
    assert "vs" not in link(app)


def test_the_table_of_scores_has_the_figures_of_the_cards():
    row = scores(compare())["GRU"]
    card = load_network("english-reviews", "gru").card

    assert row["units"] == f"{card.hidden_size}"
    assert row["parameters of the layer"] == f"{count_parameters('gru', 64, 64).total:,}"
    assert row["held-out accuracy"] == f"{card.figures['dev_accuracy']:.4f}"
    assert row["training time, in s"] == f"{card.seconds:,.1f}"
    assert float(row["time per token, in µs"]) > 0


@pytest.mark.slow
@pytest.mark.parametrize("model", TASKS)
def test_every_set_of_every_task_is_shown(model: str):
    sets = same_units(model), same_parameters(model), ("gru", "paper-gru")
    for names in filter(None, sets):  # of tied vectors, none have equally many parameters
        app = opened(COMPARE_CELLS, lang="en", model=model, vs="~".join(names))

        assert not app.exception
        assert not app.error
        assert list(scores(app)) == [NETWORK_NAMES[name] for name in names]


def test_a_set_is_chosen_with_one_click_and_goes_into_the_link():
    app = compare()

    app.button_group(key="set").set_value("grus").run()
    assert link(app)["vs"] == "gru~paper-gru"
    assert app.multiselect(key="networks").value == ["gru", "paper-gru"]
    app.button_group(key="set").set_value("parameters").run()
    assert link(app)["vs"] == "rnn-equal~lstm~gru-equal"


def test_equal_networks_have_as_many_parameters():
    rows = scores(compare(vs="rnn-equal~lstm~gru-equal")).values()

    counts = [int(row["parameters of the layer"].replace(",", "")) for row in rows]
    assert max(counts) <= 1.02 * min(counts)
    assert len({row["units"] for row in rows}) == 3


def test_any_two_networks_can_be_chosen_and_the_last_one_stays():
    app = compare()

    app.multiselect(key="networks").set_value(["gru-equal", "rnn"]).run()
    assert link(app)["vs"] == "gru-equal~rnn"
    assert app.button_group(key="set").value is None
    app.multiselect(key="networks").set_value([]).run()
    assert link(app)["vs"] == "gru-equal~rnn"
    assert app.multiselect(key="networks").value == ["gru-equal", "rnn"]


def test_another_task_keeps_the_networks_that_it_has():
    app = compare(model="hello", text="hello", vs="rnn-equal~lstm-equal")

    app.selectbox(key="model").set_value("english-reviews").run()

    assert list(scores(app)) == ["RNN, equal parameter count", "LSTM"]


def test_what_is_left_of_the_first_token_is_what_the_library_measures():
    app = compare(instead="never")

    for name, title in (("rnn", "RNN"), ("lstm", "LSTM")):
        left = first_token_left(load_network("english-reviews", name), SENTENCE, "never")
        row = first_left(app)[title]
        assert row["difference of h at the end"] == f"{left.difference[-1]:#.3g}"
        assert row["difference of the opinion at the end"] == f"{left.opinion[-1]:#.3g}"
        for name, values in (("gradient", left.gradient), ("difference", left.difference)):
            assert row[f"{name}, end / first step"] == f"{values[-1] / values[0]:#.3g}"
    assert "“not” was replaced by “never”." in [text.value for text in app.text]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["“not” was replaced by an unknown token."]),
        (
            {"instead": "zxqvq film"},
            [
                "“not” was replaced by “zxqvq”.",
                "The networks do not know it and read it as an unknown token.",
                "Only the first token of what was typed is used.",
            ],
        ),
        (
            {"model": "wave", "text": "0.5 0.2", "instead": "abc"},
            [
                "“0.5” was replaced by “abc”.",
                "The networks do not know it and read it as the number 0.",
            ],
        ),
        ({"instead": "NOT"}, ["“not” was replaced by “NOT”."]),
    ],
)
def test_the_page_says_what_the_first_token_was_replaced_by(query: dict, texts: list[str]):
    app = compare(**query)

    assert [text.value for text in app.text] == texts
    same = any("Both are read as the same" in info.value for info in app.info)
    assert same == (query.get("instead") == "NOT")


def test_a_typed_replacement_of_the_first_token_goes_into_the_link():
    app = compare()
    before = first_left(app)

    app.text_input(key="instead").set_value("never").run()

    assert link(app)["instead"] == "never"
    assert first_left(app) != before


def test_the_two_grus_of_the_same_weights_say_by_how_much_they_differ():
    app = compare(vs="gru~gru-converted")
    gru, paper = (load(reference("english-reviews", name)) for name in ("gru", "gru-converted"))
    apart = gru.trace(SENTENCE)["hidden_state"] - paper.trace(SENTENCE)["hidden_state"]

    largest = np.linalg.norm(apart.astype(np.float64), axis=1).max()
    assert any(f"differ by up to {largest:.3f}" in caption.value for caption in app.caption)
    assert not isinstance(scores(app)["Converted GRU"]["held-out accuracy"], str)
    assert grus(app) == ["One set of weights, two GRUs"]


def test_the_two_grus_that_were_trained_apart_compare_their_opinions():
    app = compare(vs="gru~paper-gru")
    gru, paper = (load(reference("english-reviews", name)) for name in ("gru", "paper-gru"))
    apart = gru.opinions(gru.trace(SENTENCE)) - paper.opinions(paper.trace(SENTENCE))

    largest = np.abs(apart.astype(np.float64)).sum(1).max() / 2
    assert any(f"differ by up to {largest:.3f}" in caption.value for caption in app.caption)
    figure = load_network("english-reviews", "paper-gru").card.figures["dev_accuracy"]
    assert scores(app)["Paper GRU"]["held-out accuracy"] == f"{figure:.4f}"
    assert grus(app) == ["Two GRUs, each trained in its own form"]


def test_what_is_said_of_grus_is_of_those_on_screen():
    both = compare(vs="gru~gru-converted~paper-gru")
    assert len(grus(both)) == 2
    for networks in ("rnn~lstm~gru", "lstm~paper-gru", "gru-converted~paper-gru", "gru~gru-equal"):
        assert not grus(compare(vs=networks))


def grus(app: AppTest) -> list[str]:
    """Return the headings that are about two GRUs."""
    return [heading.value for heading in app.header if "wo GRUs" in heading.value]


def test_an_empty_sentence_says_what_to_do():
    app = compare(text="")

    assert not charts(app)
    assert any("Type a sentence" in info.value for info in app.info)


def test_a_step_and_unit_beyond_the_last_are_moved_to_it_with_a_notice():
    app = compare(t="99", unit="500", vs="rnn-equal~lstm")

    assert (link(app)["t"], link(app)["unit"]) == ("6", "151")
    assert len(app.warning) == 1


@pytest.fixture
def damaged(monkeypatch) -> Iterator[None]:
    """Make the GRU's file unreadable, and empty the cache of networks afterwards."""
    cached.networks.views.cache_clear()

    def read(path):
        if path.name == "english-reviews.gru.safetensors":
            raise CheckpointError(f"{path.name} is damaged.")
        return read_checked(path)

    monkeypatch.setattr("core.network.files.read_checked", read)
    yield
    cached.networks.views.cache_clear()


@pytest.mark.usefixtures("damaged")
def test_a_damaged_network_has_a_message_and_the_others_can_be_compared():
    app = opened(COMPARE_CELLS, lang="en", text=SENTENCE)

    assert not app.exception
    assert len(app.error) == 1
    app.multiselect(key="networks").set_value(["rnn", "lstm"]).run()
    assert not app.error
    assert list(scores(app)) == ["RNN", "LSTM"]


@pytest.mark.slow
@pytest.mark.parametrize("text", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_hostile_texts_are_not_read_as_markup(text: str, session: AppTest):
    session.text_input(key="sentence").set_value(text).run()
    if any(field.key == "instead" for field in session.text_input):  # not for an empty text
        session.text_input(key="instead").set_value(text[:40]).run()

    assert not session.exception
    assert not session.error
    hostile = [part for part in ("http://evil", "<img", "<script", "javascript:") if part in text]
    texts = list(read_as_markdown(session))
    assert not [part for part in hostile for text in texts if part in text]


@pytest.fixture(scope="module")
def session() -> AppTest:
    return compare()
