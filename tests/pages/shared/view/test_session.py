"""The state of a session, its link, and the setup of the process for many sessions."""

import gc
import logging
from collections.abc import Iterator

import pytest
import torch
from streamlit import config
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

from core.network.catalogue import CELLS, TASKS, reference
from core.trace import digest
from pages.shared import cached
from pages.shared.cached.threads import one_thread
from pages.shared.view import session
from pages.shared.view.selection import WEIGHTS_DIGITS, Selection
from tests.pages.screens import (
    HOME,
    MODEL_BUILDER,
    OWN_NETWORK,
    PARAMETER_COUNT,
    SCREENS,
    STEP_THROUGH,
    TRAIN,
    follow,
    go_back,
    link,
    opened,
)

WITHOUT_SENTENCE = (
    HOME,
    MODEL_BUILDER,
    PARAMETER_COUNT,
    TRAIN,
    OWN_NETWORK,
)  # Home goes on with it
OTHER_WEIGHTS = "made with other weights of this network"


def warnings(app) -> list[str]:
    assert not app.exception
    return [warning.value for warning in app.warning]


# ---- the link ------------------------------------------------------------------------------------


def test_the_address_bar_has_the_whole_view():
    app = opened(text="a film", model="english-reviews", cell="gru", t="2", unit="7", lang="ko")

    here = cached.weights(reference("english-reviews", "gru"))[:WEIGHTS_DIGITS]
    assert link(app) == {
        "v": "1", "text": "a film", "model": "english-reviews", "cell": "gru",
        "t": "2", "unit": "7", "lang": "ko", "w": here,
    }  # fmt: skip
    assert warnings(app) == []


@pytest.mark.parametrize("query", [{}, {"v": "1"}, {"nothing": "known", "utm_source": "x"}])
def test_a_bare_address_becomes_a_whole_link(query):
    app = opened(**query)

    assert link(app) == link(opened())
    assert warnings(app) == []


def test_a_second_link_in_the_same_session_is_opened():
    app = opened(text="a film", t="2")

    follow(app, {"v": "1", "text": "another film", "cell": "rnn", "t": "1"})

    assert app.text_input(key="sentence").value == "another film"
    assert link(app)["cell"] == "rnn"


def test_a_step_and_a_unit_beyond_the_last_are_moved_to_it_with_a_notice():
    app = opened(text="a good film", t="40", unit="1000", cell="gru", lang="en")

    units = cached.network(reference("english-reviews", "gru")).card.hidden_size
    assert (link(app)["t"], link(app)["unit"]) == ("3", str(units - 1))
    assert warnings(app) == ["There is no such step or unit; showing the last one."]

    app.selectbox(key="model").set_value("hello").run()
    assert warnings(app) == [], "a notice goes once the view has changed"


@pytest.mark.parametrize("page", SCREENS)
def test_whatever_could_not_be_taken_has_one_notice_on_every_screen(page):
    app = opened(page, lang="en", **dict.fromkeys(("cell", "panel", "lens", "bars", "q"), "?"))

    (warning,) = warnings(app)
    said = warning.split("\n- ")[1:]
    assert len(said) == len(set(said)) == 3, "what is said of three charts is said once"


def test_notices_of_the_link_and_of_the_text_are_shown_together():
    app = opened(text="a film", t="9", cell="lsmt", lang="en")

    assert warnings(app) == [
        "Not everything in the link could be taken as it was:\n"
        "- The link names a cell that is not here; showing the LSTM.\n"
        "- There is no such step or unit; showing the last one."
    ]


@pytest.mark.parametrize("page", [STEP_THROUGH, PARAMETER_COUNT])
def test_a_link_with_other_weights_has_one_notice(page):
    app = opened(page, text="a film", cell="gru", w="00000000", lang="en")

    assert [OTHER_WEIGHTS in warning for warning in warnings(app)] == [True]
    assert link(app)["w"] == cached.weights(reference("english-reviews", "gru"))[:WEIGHTS_DIGITS]
    assert warnings(opened(page, **link(app))) == []


@pytest.mark.parametrize("w", ["", "xyz", "E45B2FC0", "0" * 64])
def test_a_link_whose_weights_are_no_hash_has_no_notice(w):
    assert warnings(opened(w=w)) == []


def test_the_link_names_the_weights_of_the_network_shown():
    app = opened(model="hello", cell="rnn")

    for cell in CELLS:
        app.button_group(key="cell").set_value(cell).run()
        assert link(app)["w"] == cached.weights(reference("hello", cell))[:WEIGHTS_DIGITS]


def test_no_two_networks_have_the_same_weights():
    names = {cached.weights(reference(model, cell)) for model in TASKS for cell in CELLS}

    assert len(names) == len(TASKS) * len(CELLS)


# ---- computing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", CELLS)
def test_the_same_link_gives_the_same_numbers(cell):
    """As after a restart: every cache is emptied, so the files are read again."""
    before = cached.reading(reference("english-reviews", cell), "a stirring , funny film").digest
    cached.networks.views.cache_clear()
    cached.reading.cache_clear()
    cached.weights.clear()

    again = cached.reading(reference("english-reviews", cell), "a stirring , funny film")

    assert again.digest == before == digest(again.trace)


def test_a_shipped_network_is_not_changed_by_use():
    first = Selection()
    before = cached.weights(first.reference)

    for text in ("", "a", "a film " * 200):
        cached.reading(first.reference, text)
    cached.weights.clear()

    assert cached.weights(first.reference) == before


# ---- the process ---------------------------------------------------------------------------------


@pytest.fixture
def cold() -> Iterator[None]:
    """A process that has not warmed up."""
    threads = torch.get_num_threads()
    cached.warm_up.clear()
    gc.unfreeze()
    yield
    gc.unfreeze()
    cached.warm_up.clear()
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("cold")
def test_loaded_networks_are_frozen_for_the_garbage_collector():
    assert gc.get_freeze_count() == 0

    assert not opened().exception

    assert gc.get_freeze_count() > 10_000
    assert config.get_option("runner.postScriptGC") is False


@pytest.mark.usefixtures("cold")
@pytest.mark.parametrize(("given", "messages"), [("1", 0), ("2", 1), (None, 1)])
def test_more_than_one_thread_is_logged_and_reduced_to_one(monkeypatch, caplog, given, messages):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if given:
        monkeypatch.setenv("OMP_NUM_THREADS", given)
    torch.set_num_threads(2)

    with caplog.at_level(logging.WARNING):
        one_thread()

    assert torch.get_num_threads() == 1
    assert len(caplog.messages) == messages
    assert all("OMP_NUM_THREADS expected to be 1" in message for message in caplog.messages)


@pytest.mark.usefixtures("cold")
def test_warming_up_means_one_thread():
    torch.set_num_threads(2)

    cached.warm_up()

    assert torch.get_num_threads() == 1


@pytest.mark.parametrize("opened_with", [{}, {"lang": "en"}, {"lang": "en", "cell": "rnn"}])
def test_a_request_that_still_names_a_replaced_link_loses_no_change(opened_with) -> None:
    """A browser that has not heard of the new link asks with those before it, however late."""
    app = opened(**opened_with)
    first = link(app)
    for old in (opened_with, first):  # one that was written out, and one that was changed
        follow(app, old)
    app.text_input(key="sentence").set_value("a film")
    follow(app, first)
    follow(app, first)
    assert link(app)["text"] == app.text_input(key="sentence").value == "a film"

    app.run()  # the browser has the new link
    follow(app, first)
    assert link(app) == first, "and now somebody opens the old one"


@pytest.mark.parametrize("changes", [1, 3])
def test_back_is_followed_however_soon_it_comes(changes: int) -> None:
    app = opened(lang="en", cell="rnn")
    before = link(app)
    for cell in ("gru", "lstm", "gru")[:changes]:
        app.segmented_control(key="cell").set_value(cell).run()

    go_back(app, before)

    assert link(app)["cell"] == app.segmented_control(key="cell").value == "rnn"


def test_a_text_that_was_replaced_is_typed_only_by_who_has_seen_the_new_one() -> None:
    app = opened(lang="en")
    before, old = link(app), app.text_input(key="sentence").value
    example = app.selectbox(key="model").set_value("brackets").run().text_input[0].value
    assert example != old

    app.text_input(key="sentence").set_value(old)  # which the browser shows, as it has that link
    follow(app, before)
    assert link(app)["text"] == app.text_input(key="sentence").value == example

    app.text_input(key="sentence").set_value(old).run()
    assert link(app)["text"] == old


@pytest.mark.parametrize("page", [page for page in SCREENS if page not in WITHOUT_SENTENCE])
def test_a_field_is_not_told_the_text_that_it_shows(page: str) -> None:
    """What it is told takes the place of what was entered in the meantime."""
    app = opened(page, text="a film", corpus="text", lang="en")
    again = [*app.text_input, *app.text_area]
    assert again
    for typed in (None, "a good film"):
        if typed:
            sentence(app).set_value(typed)
        app.run()
        told = [each.proto.set_value for each in (*app.text_input, *app.text_area)]
        assert told == [False] * len(again)
        assert sentence(app).proto.default == (typed or "a film")


def interrupts(monkeypatch, module, name: str) -> None:
    """Have the browser's next request come while this is called for the first time."""
    real, calls = getattr(module, name), []

    def interrupted(*arguments):
        context = get_script_run_ctx()
        if not calls and context is not None:
            calls.append(arguments)
            raise RerunException(
                RerunData(context.query_string, page_script_hash=context.page_script_hash)
            )
        return real(*arguments)

    monkeypatch.setattr(module, name, interrupted)


@pytest.mark.parametrize("page", [STEP_THROUGH, HOME])
@pytest.mark.parametrize("name", ["as_here", "_write_link"])
def test_a_sentence_is_taken_though_the_next_request_comes_meanwhile(monkeypatch, page, name):
    app = opened(page, lang="en", t="3")

    sentence(app).set_value("a good film")
    interrupts(monkeypatch, session, name)
    app.run()

    assert app.title[0].value == "Step through", "Home goes on with it"
    assert link(app)["text"] == sentence(app).value == "a good film"
    assert link(app)["w"] == cached.weights(reference("english-reviews", "lstm"))[:WEIGHTS_DIGITS]


@pytest.mark.parametrize("name", ["as_here", "_write_link"])
def test_a_choice_is_taken_though_the_next_request_comes_meanwhile(monkeypatch, name):
    app = opened(lang="en")

    app.segmented_control(key="cell").set_value("gru")
    interrupts(monkeypatch, session, name)
    app.run()

    here = cached.weights(reference("english-reviews", "gru"))[:WEIGHTS_DIGITS]
    assert (link(app)["cell"], link(app)["w"]) == ("gru", here)
    assert app.segmented_control(key="cell").value == "gru"


def sentence(app):
    """Return the field for the sentence."""
    (field,) = (each for each in (*app.text_input, *app.text_area) if each.key == "sentence")
    return field


def test_a_link_that_was_replaced_can_be_opened_again_after_another_one():
    app = opened(lang="en")
    seen = []
    for step in ("3", "2", "3", "2"):
        follow(app, {"lang": "en", "t": step})
        seen.append(link(app)["t"])
    assert seen == ["3", "2", "3", "2"]
