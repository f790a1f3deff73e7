"""Hostile strings on every screen that takes a sentence: typed, and sent as a link.

All of them go to the stepper and the home page, one of each row to the other screens.

Nothing is read as Markdown or as Plotly's pseudo-HTML, and every change to a text has a notice.
"""

import re
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from core.analysis.reading import Reading
from core.figures.labels import escape
from core.network.catalogue import reference
from core.text import clean, visible
from core.text.cleaning import MAX_LENGTH
from pages.inspect_a_unit.text_picker import MOST_TYPED
from pages.shared import cached
from pages.shared.view.link import fits_in_link
from pages.shared.view.selection import Selection
from tests.nasty import ONE_OF_EACH, SENDABLE
from tests.pages.screens import (
    GENERATE,
    HOME,
    INSPECT_A_UNIT,
    MEMORY_AND_GRADIENTS,
    PARAMETER_COUNT,
    SHAPES_AND_WIRING,
    WHAT_IF,
    follow,
    link,
    masked,
    opened,
    read_as_markdown,
    settled,
)

pytestmark = pytest.mark.slow

MANY = "one two three"
LONGEST_QUERY = 524_288
"""Characters of an address that Streamlit takes; it ignores a longer one."""
ESCAPED = re.compile(r"\\[<>]")
IN_OTHER_LETTERS = ("Привет", "שלום", "مرحبا", "สวัสดี", "नमस्ते", "你好", "안녕")
"""The screens say which letters a text has, and offer a network that knows them."""
OWN_TAGS = re.compile("<br>|<extra></extra>")
"""The markup in the hover texts of our own charts."""
each_string = pytest.mark.parametrize("text", SENDABLE.values(), ids=SENDABLE)
one_of_each = pytest.mark.parametrize("text", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
each_in_a_link = pytest.mark.parametrize(
    "text",
    [text for text in SENDABLE.values() if len(quote(text)) < LONGEST_QUERY],
    ids=[name for name, text in SENDABLE.items() if len(quote(text)) < LONGEST_QUERY],
)


@pytest.fixture(scope="module")
def stepper() -> AppTest:
    """The step through screen in one session that all strings are typed into."""
    return opened(lang="en", text=MANY)


@pytest.fixture(scope="module")
def linked() -> AppTest:
    """The same screen in one session that all links are opened in."""
    return opened(lang="en", text=MANY, model="hello", cell="gru", panel="unit")


@pytest.fixture(scope="module")
def home() -> AppTest:
    """The home page in one session that all links are opened in."""
    return opened(HOME, lang="en", text=MANY)


@pytest.fixture(scope="module")
def own_words(stepper: AppTest, linked: AppTest, home: AppTest) -> frozenset[str]:
    """Every text of the screens when the sentence is plain, long, or not there at all."""
    words: set[str] = set()
    for app in (stepper, linked, home):
        before = link(app)
        for text in (MANY, MANY * 99, *IN_OTHER_LETTERS, ""):
            follow(app, {**before, "text": text})
            words |= {masked(shown) for shown in read_as_markdown(app)}
    return frozenset(words)


def notices_of(reading: Reading) -> list[str]:
    return [notice.message.format(**notice.values) for notice in reading.notices]


def check(app: AppTest, own_words: frozenset[str], reading: Reading) -> None:
    """Fail if anything broke, stands where markup would be read, or was changed without notice."""
    assert not app.exception
    assert not app.error
    notices = notices_of(reading)
    expected = {masked(text) for text in (*map(escape, reading.labels), *notices)}
    strange = {masked(text) for text in read_as_markdown(app)} - own_words - expected
    assert strange == set()
    assert [notice.value for notice in app.info][: len(notices)] == notices
    assert bool(reading.tokens) == bool(app.get("plotly_chart"))


@each_string
def test_a_text_typed_into_the_stepper_is_only_text(
    stepper: AppTest, own_words: frozenset[str], text: str
) -> None:
    stepper.text_input(key="sentence").set_value(text).run()

    check(stepper, own_words, cached.reading(reference("english-reviews", "lstm"), text))
    assert (stepper.text_input(key="sentence").value == text) is True
    assert link(stepper).get("text") == (text if fits_in_link(Selection(text=text)) else None)


@each_in_a_link
def test_a_text_sent_as_a_link_is_only_text(
    linked: AppTest, own_words: frozenset[str], text: str
) -> None:
    follow(
        linked,
        {"text": text, "model": "hello", "cell": "gru", "panel": "unit", "lang": "en"},
    )

    check(linked, own_words, cached.reading(reference("hello", "gru"), text))


@pytest.fixture(scope="module")
def watched() -> AppTest:
    """The screen of a unit in one session that one string of each row is typed into."""
    return opened(INSPECT_A_UNIT, lang="en", text=MANY, look="along")


@one_of_each
def test_a_text_that_a_unit_is_watched_on_is_only_text(watched: AppTest, text: str) -> None:
    """The page's own words depend on the measured numbers, so only the typed text is looked for."""
    watched.text_input(key="sentence").set_value(text).run()

    check_for_markup(watched, "lstm", text, MOST_TYPED)


def check_for_markup(app: AppTest, cell: str, text: str, limit: int = MAX_LENGTH) -> None:
    """Fail if anything broke, or if typed text stands where markup would be read."""
    assert not app.exception
    assert not app.error
    network, cleaned = cached.network(reference("english-reviews", cell)), clean(text, limit=limit)
    tokens = [*map(network.tokenizer.label, network.encode(cleaned.text).tokens)]
    marked = {visible(token) for token in tokens if re.search("[<>]", token)}
    if len(tokens) > 1 and re.search(r"[^\W\d]{2}", text):  # otherwise it may be a chart's label
        marked.add(cleaned.text.strip())
    menus = {option for menu in app.selectbox for option in menu.options}  # read as plain text
    shown = [
        OWN_TAGS.sub(" ", ESCAPED.sub(" ", words))
        for words in read_as_markdown(app)
        if words not in menus
    ]
    assert not [typed for typed in marked for words in shown if typed in words]


@pytest.fixture(scope="module", params=[MEMORY_AND_GRADIENTS, SHAPES_AND_WIRING, WHAT_IF])
def gru_screen(request: pytest.FixtureRequest) -> AppTest:
    """A screen with a GRU in one session that one string of each row is typed into."""
    query = {"text": MANY, "cell": "gru", "vs": "gru", "lens": "ledger", "edits": "cut.2"}
    return opened(request.param, lang="en", **query)


@one_of_each
def test_a_text_with_gradients_or_edits_is_only_text(gru_screen: AppTest, text: str) -> None:
    gru_screen.text_input(key="sentence").set_value(text).run()

    check_for_markup(gru_screen, "gru", text)


@pytest.fixture(scope="module")
def writing() -> AppTest:
    """The screen that writes, in one session that one string of each row is typed into."""
    return opened(GENERATE, lang="en", text=MANY, model="shakespeare", length="5")


@one_of_each
def test_a_prime_is_only_text_and_what_is_not_read_of_it_is_said(writing: AppTest, text: str):
    writing.text_area(key="sentence").set_value(text).run()

    check_for_markup(settled(writing), "lstm", text)
    cleaned = clean(text)
    unknown = [*cached.network(reference("shakespeare", "lstm")).encode(text).known].count(False)
    notices = [notice.value for notice in writing.info]
    if len(cleaned.text) < MAX_LENGTH:
        told = [notice.message.format(**notice.values) for notice in cleaned.notices]
        assert notices[: len(told)] == told
        assert any("not read" in notice for notice in notices) == bool(unknown)


@each_in_a_link
def test_a_text_sent_to_the_home_page_is_only_text(
    home: AppTest, own_words: frozenset[str], text: str
) -> None:
    follow(home, {"text": text, "lang": "en"})

    assert not home.exception
    assert {masked(shown) for shown in read_as_markdown(home)} - own_words == set()
    assert (home.text_input(key="sentence").value == text) is True  # a diff would take seconds


@pytest.mark.parametrize("name", ["model", "cell", "t", "unit", "panel", "d", "h", "count", "lang"])
@pytest.mark.parametrize("page", [HOME, PARAMETER_COUNT])
def test_a_text_in_any_other_field_of_a_link_has_a_notice(page: str, name: str) -> None:
    evil = "<b>![x](http://evil.example/p.png) {count}"
    app = opened(page, **{name: evil})

    assert not app.exception
    assert len(app.warning) == 1
    assert not [text for text in read_as_markdown(app) if "evil" in text]
    assert evil not in link(app).values()


def test_the_check_for_markup_finds_planted_markup(own_words: frozenset[str]) -> None:
    def planted() -> None:
        import streamlit as st

        st.caption("You typed ![x](http://evil.example/p.png)")
        st.text("<b>in an inert place</b>")

    app = AppTest.from_function(planted).run()

    assert {masked(text) for text in read_as_markdown(app)} - own_words == {
        "You typed ![x](http://evil.example/p.png)"
    }
