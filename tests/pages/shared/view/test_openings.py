"""A screen opens on a view that shows its lesson, unless somebody has chosen something."""

import pytest

from core.network.catalogue import TASKS
from pages.compare_cells.opening import OPENINGS as COMPARED
from pages.shared import frame
from pages.shared.view.link import parse, to_query
from pages.shared.view.openings import opened_on
from pages.shared.view.selection import Selection
from tests.pages.screens import (
    COMPARE_CELLS,
    HOME,
    INSPECT_A_UNIT,
    STEP_THROUGH,
    follow,
    link,
    nodes,
    opened,
)

NOBODY = COMPARED["english-reviews"]["text"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_bare_address_opens_on_what_shows_the_lesson(lang):
    app = opened(COMPARE_CELLS, lang=lang)

    task = {"en": "english-reviews", "ko": "korean-reviews"}[lang]
    assert link(app)["text"] == app.text_input(key="sentence").value == COMPARED[task]["text"]
    assert link(app)["t"] == str(COMPARED[task]["position"])


def test_the_unit_that_is_inspected_first_can_be_measured():
    app = opened(INSPECT_A_UNIT, lang="en")

    assert (link(app)["model"], link(app)["unit"]) == ("brackets", "2")
    assert link(app)["corpus"] == "training"


@pytest.mark.parametrize(
    "query",
    [
        {"text": TASKS["english-reviews"].example},
        {"text": ""},
        {"t": "3"},
        {"unit": "7"},
        {"text": "a film", "model": "korean-reviews"},
    ],
)
def test_a_link_that_names_something_shows_that(query):
    app = opened(COMPARE_CELLS, lang="en", **query)

    assert {name: link(app)[name] for name in query} == query
    assert link(app)["text"] != NOBODY


def links_of(app) -> dict[str, dict[str, str]]:
    """Return the parameters of the links in the sidebar, by their labels."""
    from urllib.parse import parse_qsl

    return {
        node.proto.label: dict(parse_qsl(node.proto.query_string, keep_blank_values=True))
        for node in nodes(app)
        if node.type == "page_link"
    }


def test_the_navigation_leads_there_while_nothing_was_chosen():
    app = opened(HOME, lang="en")

    assert links_of(app)["Compare cells"]["text"] == NOBODY
    assert links_of(app)["Inspect a unit"]["model"] == "brackets"
    app.switch_page(COMPARE_CELLS)
    follow(app, links_of(app)["Compare cells"])
    assert app.text_input(key="sentence").value == NOBODY


def test_a_sentence_that_was_typed_stays_on_every_screen():
    app = opened(STEP_THROUGH, lang="en")
    app.text_input(key="sentence").set_value("a film of one's own").run()

    assert {query["text"] for query in links_of(app).values()} == {"a film of one's own"}


@pytest.mark.parametrize("changes", [{"position": 2}, {"unit": 5}, {"text": "a film"}])
def test_what_somebody_chose_is_not_replaced(changes):
    selection = Selection(**changes)

    assert opened_on(selection, frame.COMPARE_CELLS) == selection
    assert opened_on(selection, frame.INSPECT_A_UNIT) == selection


@pytest.mark.parametrize("page", [frame.COMPARE_CELLS, frame.INSPECT_A_UNIT])
@pytest.mark.parametrize("task", TASKS)
def test_an_opening_has_a_link_and_is_opened_only_once(page, task):
    once = opened_on(Selection(text=TASKS[task].example, model=task), page)

    query = {name: [value] for name, value in to_query(once).items()}
    assert parse(query) == (once, ())
    assert opened_on(once, page) == once


def test_another_network_brings_its_opening_and_a_typed_text_stays():
    app = opened(COMPARE_CELLS, lang="en")
    app.selectbox(key="model").set_value("korean-reviews").run()
    assert app.text_input(key="sentence").value == COMPARED["korean-reviews"]["text"]
    app.selectbox(key="model").set_value("shakespeare").run()
    assert app.text_area(key="sentence").value == TASKS["shakespeare"].example

    app.text_area(key="sentence").set_value("a film").run()
    app.selectbox(key="model").set_value("english-reviews").run()
    assert app.text_input(key="sentence").value == "a film"


def test_the_network_that_somebody_wants_to_inspect_is_the_one_that_is_shown():
    app = opened(INSPECT_A_UNIT, lang="en")

    app.selectbox(key="model").set_value("english-reviews").run()

    assert not app.exception
    assert link(app)["model"] == "english-reviews"
    assert app.text_input(key="sentence").value == TASKS["english-reviews"].example
