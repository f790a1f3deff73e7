"""The panel of this session's networks: what it says, renames, removes and opens."""

from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.network import Network
from pages.home import gallery
from pages.shared import session_networks, session_networks_panel
from pages.shared.view import session
from tests.pages.own import LINE, made
from tests.pages.screens import HOME, follow, link, only, opened


@pytest.fixture(autouse=True)
def _on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the panel on the home page, with buttons that add networks."""

    def add(network: Network, title: str, example: str) -> None:
        session_networks.add(network, title, example)

    def show() -> None:
        for number, cell in enumerate(("lstm", "gru")):
            args = [made(cell, num_layers=number + 1), f"My {cell}", LINE]
            st.button(cell, key=f"add-{number}", on_click=add, args=args)
        session_networks_panel.show()

    monkeypatch.setattr(gallery, "screens", show)


def panel(lang: str = "en") -> AppTest:
    """Return the page with the panel, to which two networks were added."""
    app = opened(HOME, lang=lang)
    for number in range(2):
        app.button(key=f"add-{number}").click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> list[str]:
    return list(app.session_state[session.OWN])


def captions(app: AppTest) -> str:
    return "\n".join(each.value for each in app.main.caption)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("LSTM · 7 → 4 units · untrained: random weights", "GRU · 7 → 4 units · 2 layers")),
        (
            "ko",
            ("LSTM · 7 → 유닛 4개 · 학습되지 않음: 무작위 가중치", "GRU · 7 → 유닛 4개 · 2개 층"),
        ),
    ],
)
def test_it_says_what_each_network_is_in_both_languages(lang: str, said: tuple[str, str]):
    app = panel(lang)

    for words in said:
        assert words in captions(app)
    for key, own in app.session_state[session.OWN].items():
        assert f"sha256 {own.sha256[:12]}" in captions(app)
        assert app.text_input(key=f"title-{key}").value == own.title


def test_without_networks_it_says_that_there_are_none():
    app = opened(HOME, lang="en")

    assert "No networks of this session so far." in captions(app)


def test_a_network_is_renamed():
    app = panel()
    first, second = keys(app)

    app.text_input(key=f"title-{first}").set_value("  Better ").run()

    titles = [own.title for own in app.session_state[session.OWN].values()]
    assert titles == ["Better", "My gru"]
    assert keys(app) == [first, second]


def test_a_network_is_removed():
    app = panel()
    first, second = keys(app)

    app.button(key=f"remove-{first}").click().run()

    assert keys(app) == [second]
    assert "LSTM ·" not in captions(app)


def test_a_network_that_is_shown_is_removed():
    app = panel()
    first, second = keys(app)
    follow(app, {"lang": "en", "model": second})
    assert link(app)["model"] == second

    app.button(key=f"remove-{second}").click().run()

    assert not app.exception
    assert link(app)["model"] == "english-reviews"
    assert keys(app) == [first]


def test_a_network_is_opened_in_the_stepper():
    app = panel()
    first, _second = keys(app)
    (way,) = [each.proto for each in app.main.get("page_link") if first in each.proto.query_string]

    query = {name: only(each) for name, each in parse_qs(way.query_string).items()}

    assert (query["model"], query["cell"], query["text"]) == (first, "lstm", LINE)
    assert way.page.endswith("Step_through")
