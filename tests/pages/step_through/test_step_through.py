"""The step through screen, run as a session would run it."""

import json
import struct
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.checkpoints import MANIFEST
from core.network.catalogue import CELLS, TASKS, TORCH_CELLS, reference
from pages import language
from pages.shared import cached
from pages.step_through.view import PANELS
from tests.pages.screens import (
    HOME,
    PARAMETER_COUNT,
    STEP_THROUGH,
    charts,
    follow,
    link,
    nodes,
    opened,
)


def stepped(app: AppTest) -> dict[str, Any]:
    """Return what the stepper was sent: the cue and the scene."""
    (proto,) = [
        node.proto
        for node in nodes(app)
        if node.type == "bidi_component" and "stepper" in node.proto.component_name
    ]
    sizes = struct.unpack("<II", proto.bytes[:8])
    where, scene = proto.bytes[8 : 8 + sizes[0]], proto.bytes[8 + sizes[0] : 8 + sum(sizes)]
    return json.loads(where) | json.loads(scene)


def shown_tokens(app: AppTest) -> list[str]:
    return [token["label"] for token in stepped(app)["tokens"]]


# ---- what is shown -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", TASKS)
def test_every_network_is_shown_in_every_panel(model, cell, panel):
    app = opened(model=model, cell=cell, panel=panel, t="2", unit="3", lang="en")

    assert not app.exception
    assert not app.warning
    reading = cached.reading(reference(model, cell), TASKS[model].example)
    scene = stepped(app)
    assert (scene["cell"], scene["digest"]) == (cell, reading.digest)
    assert (scene["position"], scene["unit"]) == (2, 3)
    assert shown_tokens(app) == reading.labels
    assert len(charts(app)) == 1
    badge = app.markdown[0].value
    if cell in TORCH_CELLS:
        assert f"torch.nn.{cell.upper()}" in badge
        assert "green" in badge
    else:
        assert "torch.nn has no such layer" in badge


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_text_says_what_to_do(text, lang):
    app = opened(text=text, lang=lang, model="english-reviews")

    assert not app.exception
    assert len(app.info) == 1
    assert charts(app) == []
    app.text_input(key="sentence").set_value("a film").run()
    assert len(charts(app)) == 1
    assert not app.info


def test_lecture_mode_is_entered_and_left():
    app = opened(lang="en")
    assert stepped(app)["lecture"] is False

    next(button for button in app.sidebar.button if button.label == "Lecture mode").click().run()
    assert stepped(app)["lecture"] is True
    assert link(app)["lecture"] == "1"

    next(button for button in app.button if button.label == "Leave lecture mode").click().run()
    assert stepped(app)["lecture"] is False
    assert "lecture" not in link(app)


def test_the_language_is_chosen_and_stays():
    app = opened(lang="en")

    app.button_group(key="language").set_value("ko").run()
    language.use("ko")
    assert app.text_input(key="sentence").label == "문장"
    app.switch_page(PARAMETER_COUNT).run()
    assert app.title[0].value == "매개변수 수"
    assert link(app)["lang"] == "ko"


# ---- what is chosen ------------------------------------------------------------------------------


def test_no_change_of_any_widget_is_lost():
    app = opened(lang="en")

    for text, cell, panel in (("a", "rnn", "step"), ("b c", "gru", "unit"), ("d", "lstm", "step")):
        app.text_input(key="sentence").set_value(text).run()
        app.button_group(key="cell").set_value(cell).run()
        app.button_group(key="panel").set_value(panel).run()
        values = [app.text_input(key="sentence").value, app.button_group(key="cell").value,
                  app.button_group(key="panel").value]  # fmt: skip
        assert values == [text, cell, panel]
        assert shown_tokens(app) == text.split()
        assert stepped(app)["cell"] == cell
        assert [link(app).get(name, "unit") for name in ("text", "cell", "panel")] == values
    for model in [*TASKS][::-1] * 2:
        app.selectbox(key="model").set_value(model).run()
        assert app.selectbox(key="model").value == link(app)["model"] == model


@pytest.mark.parametrize("panel", ["sentence", "unit"])
def test_another_step_sends_the_same_figures_with_the_frame_elsewhere(panel):
    app = opened(panel=panel, t="2", unit="3", lang="en")
    before = [node.proto.spec for node in nodes(app) if node.type == "plotly_chart"]

    follow(app, {**link(app), "t": "5"})

    after = [node.proto.spec for node in nodes(app) if node.type == "plotly_chart"]
    assert after == before
    assert len(after) == 1
    for chart in charts(app):
        frames = [shape for shape in chart["layout"]["shapes"] if shape["type"] == "rect"]
        assert {shape["x0"] for shape in frames if "domain" in shape["yref"]} == {4.5}


def test_going_to_other_screens_and_back_keeps_the_view():
    app = opened(text="not a bad film", cell="gru", t="3", unit="5", lang="en")
    before = link(app)

    for page in (PARAMETER_COUNT, HOME, STEP_THROUGH, HOME, STEP_THROUGH):
        app.switch_page(page).run()
        assert not app.exception
        assert link(app) == before
    assert app.text_input(key="sentence").value == "not a bad film"
    assert app.button_group(key="cell").value == "gru"
    assert (stepped(app)["position"], stepped(app)["unit"]) == (3, 5)


def test_another_cell_keeps_the_step_and_the_unit():
    app = opened(t="4", unit="6", lang="en")

    for cell in ("rnn", "gru"):
        app.button_group(key="cell").set_value(cell).run()
        assert (stepped(app)["position"], stepped(app)["unit"]) == (4, 6)


def test_another_network_replaces_an_example_sentence_with_its_own():
    app = opened(lang="en")

    for model in ("hello", "english-reviews", "hello"):
        app.selectbox(key="model").set_value(model).run()
        assert app.text_input(key="sentence").value == TASKS[model].example


def test_another_network_keeps_a_typed_sentence():
    app = opened(lang="en")
    app.text_input(key="sentence").set_value("my own").run()

    for model in ("hello", "english-reviews"):
        app.selectbox(key="model").set_value(model).run()
        assert app.text_input(key="sentence").value == "my own"


def test_a_new_sentence_starts_at_its_first_token():
    app = opened(t="4", lang="en")

    app.text_input(key="sentence").set_value("another film").run()

    assert stepped(app)["position"] == 1


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("model", TASKS)
def test_without_a_step_and_unit_an_example_opens_where_its_memory_moves_most(model, cell):
    place = cached.opening(reference(model, cell), TASKS[model].example)

    app = opened(model=model, cell=cell, lang="en")

    assert (stepped(app)["position"], stepped(app)["unit"]) == place
    assert (link(app)["t"], link(app)["unit"]) == (str(place.position), str(place.unit))
    assert place.position > 1


@pytest.mark.parametrize("given", [{"t": "1"}, {"unit": "0"}, {"t": "1", "unit": "0"}])
def test_a_link_that_names_a_step_or_a_unit_opens_there(given):
    app = opened(lang="en", **given)

    assert (stepped(app)["position"], stepped(app)["unit"]) == (1, 0)


def test_a_text_of_ones_own_opens_at_its_beginning():
    app = opened(text="a film of my own, which is not bad", lang="en")

    assert (stepped(app)["position"], stepped(app)["unit"]) == (1, 0)


def test_another_network_opens_its_example_where_its_memory_moves_most():
    app = opened(t="2", unit="3", lang="en")

    for model in ("hello", "wave"):
        app.selectbox(key="model").set_value(model).run()
        place = cached.opening(reference(model, "lstm"), TASKS[model].example)
        assert (stepped(app)["position"], stepped(app)["unit"]) == place


def test_the_way_through_home_keeps_the_place_at_which_the_example_opens():
    app = opened(HOME, lang="en")
    place = cached.opening(reference("english-reviews", "lstm"), TASKS["english-reviews"].example)

    assert (link(app)["t"], link(app)["unit"]) == (str(place.position), str(place.unit))
    app.switch_page(STEP_THROUGH).run()
    assert (stepped(app)["position"], stepped(app)["unit"]) == place


# ---- files that are missing or damaged -----------------------------------------------------------


@pytest.mark.usefixtures("checkpoints")
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    ("model", "cell", "reason"),
    [("english-reviews", "lstm", "is damaged"), ("hello", "rnn", "no network")],
)
def test_a_missing_or_damaged_network_has_a_message_and_the_others_work(model, cell, reason, lang):
    app = opened(model=model, cell=cell, lang=lang)

    assert not app.exception
    assert len(app.error) == 1
    assert reason in app.code[0].value
    assert "w" not in link(app)

    app.selectbox(key="model").set_value("english-reviews").run()
    app.button_group(key="cell").set_value("gru").run()
    assert not app.error
    assert stepped(app)["cell"] == "gru"
    assert "w" in link(app)


def test_a_damaged_manifest_has_a_message(checkpoints):
    for content in ("", "{", "{}", "\xff"):
        (checkpoints / MANIFEST).write_text(content, "latin-1")
        cached.networks.views.cache_clear()
        app = opened(cell="gru")
        assert not app.exception
        assert len(app.error) == 1
