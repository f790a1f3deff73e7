"""A text in letters that the network does not know: another network reads it, or is offered."""

from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from core.network.catalogue import TASKS
from tests.pages.screens import (
    COMPARE_CELLS,
    HOME,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    STEP_THROUGH,
    TOKENS_AND_VECTORS,
    WHAT_IF,
    follow,
    link,
    opened,
)

KOREAN, ENGLISH, RUSSIAN = "정말 재미있는 영화였다.", "a stirring film", "Хороший фильм"
ASKED = [
    ("english-reviews", KOREAN, "korean-reviews"),
    ("korean-reviews", ENGLISH, "english-reviews"),
    ("brackets", KOREAN, "korean-reviews"),
    ("wave", ENGLISH, "english-reviews"),
]


def typed(app: AppTest, text: str) -> AppTest:
    field = app.text_area if len(app.text_area) else app.text_input
    return field(key="sentence").set_value(text).run()


def offers(app: AppTest) -> list[Any]:
    return [button for button in app.button if button.key == "other-script"]


def said(app: AppTest) -> list[str]:
    assert not app.exception
    return [
        each.value for each in (*app.warning, *app.info) if "letters of this text" in each.value
    ]


@pytest.mark.parametrize(
    "page", [HOME, STEP_THROUGH, COMPARE_CELLS, MEMORY_AND_GRADIENTS, WHAT_IF, TOKENS_AND_VECTORS]
)
@pytest.mark.parametrize(
    ("text", "task"), [(KOREAN, "korean-reviews"), (ENGLISH, "english-reviews")]
)
def test_a_network_that_nobody_has_chosen_gives_way(page, text, task):
    language = "en" if text == KOREAN else "ko"
    app = typed(opened(page, lang=language), text)
    if page == HOME:  # which has gone to the stepper
        app.switch_page(STEP_THROUGH).run()

    assert (link(app)["model"], link(app)["text"]) == (task, text)
    assert not offers(app)


def test_a_network_that_has_given_way_is_named_until_something_else_is_read():
    app = typed(opened(lang="en"), KOREAN)
    assert [TASKS["korean-reviews"].title in each for each in said(app)] == [True]

    assert said(typed(app, "좋았다")) == []
    assert [TASKS["english-reviews"].title in each for each in said(typed(app, ENGLISH))] == [True]


@pytest.mark.parametrize(("model", "text", "task"), ASKED)
@pytest.mark.parametrize("page", [STEP_THROUGH, COMPARE_CELLS, INSPECT_A_UNIT])
def test_a_network_that_a_link_names_stays_and_another_is_one_click_away(page, model, text, task):
    app = opened(page, model=model, text=text, lang="en")
    assert link(app)["model"] == model
    assert len(said(app)) == 1

    offers(app)[0].click().run()

    assert (link(app)["model"], link(app)["text"]) == (task, text)
    assert said(app) == []
    assert not offers(app)


def test_a_network_that_was_picked_stays():
    app = opened(lang="en")
    app.selectbox(key="model").set_value("shakespeare").run()
    typed(app, KOREAN)

    assert link(app)["model"] == "shakespeare"
    assert len(said(app)) == len(offers(app)) == 1


def test_letters_that_no_network_knows_are_named_and_nothing_is_offered():
    app = typed(opened(lang="en"), RUSSIAN)

    assert link(app)["model"] == "english-reviews"
    assert ["Cyrillic" in each for each in said(app)] == [True]
    assert not offers(app)


@pytest.mark.parametrize("text", ["(1(2)1)", "12 34", "…"])
def test_a_text_without_letters_suits_every_network(text):
    assert said(typed(opened(lang="en"), text)) == []


# ---- the first view ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [HOME, STEP_THROUGH])
@pytest.mark.parametrize(
    ("locale", "query", "model"),
    [
        ("ko-KR", {}, "korean-reviews"),
        ("en-GB", {}, "english-reviews"),
        ("fr", {}, "english-reviews"),
        ("en-GB", {"lang": "ko"}, "korean-reviews"),
        ("ko-KR", {"lang": "en"}, "english-reviews"),
        ("ko-KR", {"model": "english-reviews"}, "english-reviews"),
        ("ko-KR", {"model": "hello"}, "hello"),
    ],
)
def test_a_browser_opens_on_the_network_of_its_language(monkeypatch, page, locale, query, model):
    monkeypatch.setattr(ContextProxy, "locale", locale)
    app = opened(page, **query)

    assert not app.exception
    assert (link(app)["model"], link(app)["text"]) == (model, TASKS[model].example)


@pytest.mark.parametrize(
    ("text", "model"), [(KOREAN, "korean-reviews"), (ENGLISH, "english-reviews")]
)
def test_a_link_with_a_text_alone_opens_on_a_network_that_can_read_it(text, model):
    for language in ("en", "ko"):
        assert link(opened(text=text, lang=language))["model"] == model
    app = opened(lang="en")
    assert link(follow(app, {"text": text}))["model"] == model
