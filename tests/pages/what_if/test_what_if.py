"""The what-if screen, run as a session would run it."""

import csv
import json
import time
from base64 import b64decode

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import load_network
from core.edits import Hold, Remove, Replace, Swap
from core.trace import digest
from pages.what_if.link_edits import MAX_EDITS
from pages.what_if.view import EFFECTS
from tests.core.analysis.what_if.of_texts import silence_each, what_if
from tests.nasty import IN_A_BROWSER, STRINGS
from tests.pages.held_turn import held_turn
from tests.pages.screens import WHAT_IF, charts, follow, link, opened, read_as_markdown

HELLO = {"model": "hello", "text": "hello"}


def opened_on(**query: str) -> AppTest:
    app = opened(WHAT_IF, lang="en", **{**HELLO, **query})
    assert not app.exception
    return app


def words(app: AppTest) -> list[str]:
    return [text.value for text in app.text]


def edits(app: AppTest) -> str:
    return link(app).get("edits", "")


def figures(app: AppTest) -> list[str]:
    return [metric.value for metric in app.metric]


def drawn(app: AppTest, number: int) -> np.ndarray:
    """Return the heights of one line of the first chart."""
    heights = charts(app)[0]["data"][number]["y"]
    return np.frombuffer(b64decode(heights["bdata"]), heights["dtype"])


def test_before_any_edit_there_are_experiments_and_one_opinion():
    app = opened_on()

    assert len(figures(app)) == 1
    assert "Nothing is changed yet: the network says “o”." in words(app)
    assert not app.button(key="Keep everything from this token on").disabled
    assert "edits" not in link(app)


def test_both_traces_can_be_exported_and_the_second_names_its_edits(monkeypatch):
    files = {}
    keep = lambda label, content, file_name: files.setdefault(file_name, content)  # noqa: E731
    monkeypatch.setattr("pages.shared.downloads.download", keep)
    app = opened_on(edits="f.all.3-.100")
    app.session_state["export"] = True
    app.run()

    before, after = (
        json.loads(files[f"gatescope-hello-lstm{end}.json"]()) for end in ("", "-edited")
    )
    result = what_if(load_network("hello", "lstm"), "hello", (Hold("forget_gate", 1.0, None, 2),))
    assert (before["sha256"], after["sha256"]) == (digest(result.before), digest(result.after))
    assert "edits" not in before["about"]
    assert after["about"]["edits"] == "f.all.3-.100"


def test_at_the_first_token_there_is_nothing_to_forget():
    app = opened_on(t="1")
    captions = [part.value for part in app.caption if "nothing to forget" in part.value]

    assert app.button(key="Forget everything at this token").disabled
    assert len(captions) == 1
    app.selectbox(key="edit-token").set_value(2).run()
    assert not app.button(key="Forget everything at this token").disabled
    assert not [part for part in app.caption if part.value in captions]


def test_a_token_and_one_click_forget_everything_there():
    app = opened_on()
    app.selectbox(key="edit-token").set_value(3).run()
    app.button(key="Forget everything at this token").click().run()

    assert edits(app) == "f.all.3-3.0"
    assert "forget gate of all units held at 0 at token 3 “l”" in words(app)
    result = what_if(load_network("hello", "lstm"), "hello", [Hold("forget_gate", 0.0, None, 2, 3)])
    output = int(result.opinions_before[-1].argmax())
    for line, opinions in enumerate((result.opinions_before, result.opinions_after)):
        np.testing.assert_allclose(drawn(app, line), opinions[:, output], rtol=1e-6)
    assert figures(app) == [
        f"{opinions[-1, output]:.1%}"
        for opinions in (result.opinions_before, result.opinions_after)
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("rnn", ["Empty the state after this token"]),
        ("gru", ["Forget everything at this token", "Keep everything from this token on"]),
        ("lstm", ["Keep everything from this token on", "Write nothing from this token on"]),
    ],
)
def test_every_experiment_of_a_cell_is_possible_with_it(cell: str, names: list[str]):
    app = opened_on(cell=cell, t="2")
    for name in names:
        app.button(key=name).click().run()

    assert len(edits(app).split("~")) == len(names)
    assert not app.exception
    assert not [text for text in words(app) if "not possible here" in text]


def test_the_unit_that_matters_most_is_silenced():
    app = opened_on(cell="gru")
    app.button(key="Silence the unit that matters most").click().run()
    most = silence_each(load_network("hello", "gru"), "hello").ranking[0]

    assert edits(app) == f"h.{most}.1-.0"
    assert link(app)["unit"] == str(most)


def test_an_edit_is_put_together_and_added():
    app = opened_on(t="2", unit="3")
    app.selectbox(key="edit-quantity").set_value("output_gate").run()
    app.slider(key="edit-value").set_value(0.25).run()
    app.selectbox(key="edit-every").set_value(False).run()
    app.selectbox(key="edit-last").set_value(4).run()
    app.button(key="add-edit").click().run()

    assert edits(app) == "o.3.2-4.25"
    assert words(app)[-1] == "output gate of unit 3 held at 0.25 from token 2 “e” to token 4 “l”"


@pytest.mark.parametrize(
    ("kind", "text"), [("silence", "h.3.2-.0"), ("remove", "cut.2"), ("replace", "put.2.")]
)
def test_other_kinds_of_edits_are_added(kind: str, text: str):
    app = opened_on(t="2", unit="3")
    app.button_group(key="edit-kind").set_value(kind).run()
    app.button(key="add-edit").click().run()

    assert edits(app) == text


def test_the_token_to_read_instead_is_typed():
    app = opened_on(t="5")
    app.button_group(key="edit-kind").set_value("replace").run()
    app.text_input(key="edit-instead").set_value("h").run()
    app.button(key="add-edit").click().run()

    assert edits(app) == "put.5.h"
    after = what_if(load_network("hello", "lstm"), "hello", [Replace(4, "h")]).opinions_after
    assert figures(app)[1] == f"{after[-1, app.selectbox(key='output').value]:.1%}"


def test_the_state_is_swapped_with_that_of_another_sentence():
    app = opened_on(t="2")
    app.button_group(key="edit-kind").set_value("swap").run()
    assert app.button(key="add-edit").disabled, "there is no other sentence yet"

    app.text_input(key="other").set_value("hell").run()
    app.selectbox(key="edit-there").set_value(3).run()
    app.button(key="add-edit").click().run()

    assert (edits(app), link(app)["other"]) == ("swap.2.3", "hell")
    assert words(app)[-1] == (
        "state after token 2 “e” replaced by that after token 3 “l” of the other sentence"
    )
    result = what_if(load_network("hello", "lstm"), "hello", [Swap(1, 2)], "hell")
    output = app.selectbox(key="output").value
    np.testing.assert_allclose(drawn(app, 1), result.opinions_after[:, output], rtol=1e-6)


def test_edits_are_removed_undone_and_reset():
    app = opened_on(edits="f.all.2-.0~cut.4~h.3.1-.0", t="2")
    app.button(key="remove-1-of-3").click().run()
    assert edits(app) == "f.all.2-.0~h.3.1-.0"
    app.button(key="reset-edits").click().run()
    assert edits(app) == ""
    app.button(key="undo-edit").click().run()
    assert edits(app) == "f.all.2-.0~h.3.1-.0"
    app.button(key="undo-edit").click().run()
    assert edits(app) == "f.all.2-.0~cut.4~h.3.1-.0"
    assert app.button(key="undo-edit").disabled


def test_a_second_press_of_the_same_button_adds_no_second_edit():
    app = opened_on(t="2")
    for _press in range(2):
        app.button(key="Leave this token out").click().run()

    assert edits(app) == "cut.2"
    app.button(key="undo-edit").click().run()
    assert edits(app) == ""


def test_undo_does_not_take_back_the_edits_of_a_link():
    app = opened_on(t="2")
    app.button(key="Leave this token out").click().run()
    follow(app, {**HELLO, "lang": "en", "text": "hell", "edits": "cut.3"})
    assert app.button(key="undo-edit").disabled

    follow(app, {**HELLO, "lang": "en", "edits": "cut.2"})
    app.button(key="undo-edit").click().run()
    assert edits(app) == ""


def test_a_full_list_of_edits_takes_no_more():
    app = opened_on(edits="~".join(["cut.1"] * MAX_EDITS))

    assert app.button(key="add-edit").disabled
    assert app.button(key="Leave this token out").disabled


def test_a_removed_token_is_a_gap_in_the_line():
    app = opened_on(edits="cut.2")
    after = what_if(load_network("hello", "lstm"), "hello", [Remove(1)]).opinions_after
    output = app.selectbox(key="output").value

    assert np.isnan(drawn(app, 1)[1])
    np.testing.assert_allclose(np.delete(drawn(app, 1), 1), after[:, output], rtol=1e-6)


def test_an_edit_that_changes_nothing_is_said_to_change_nothing():
    app = opened_on(edits="put.2.e")

    assert any(part.value.startswith("No number has changed") for part in app.markdown)
    assert figures(app)[0] == figures(app)[1]
    assert app.metric[1].proto.direction == app.metric[1].proto.NONE, "no change has no arrow"


def test_an_effect_as_small_as_rounding_has_no_largest_place():
    app = opened_on(edits="f.all.1-1.0")
    paragraphs = [part.value for part in app.markdown]
    assert "What the network says moves by less than 0.001, after every token." in paragraphs

    follow(app, {**link(app), "eff": "difference"})
    paragraphs = [part.value for part in app.markdown]
    assert "No hidden state differs by more than 0.1 after any token." in paragraphs


def test_the_list_of_edits_has_only_the_first_token_of_a_text_read_instead():
    app = opened_on(
        model="english-reviews", text="a good film", edits="put.1.very%20bad~put.2.b%20c"
    )
    assert words(app)[-2:] == [
        "“very” read instead of token 1 “a”",
        "“b” read instead of token 2 “good”",
    ]


def test_edits_of_what_does_not_exist_have_notices_and_stay_in_the_link():
    app = opened_on(edits="cut.9~f.999.1-.0~swap.2.1~r.1.1-.0")

    assert sum("(not possible here)" in text for text in words(app)) == 4
    assert sum("Edits left out" in info.value for info in app.info) == 4
    assert edits(app) == "cut.9~f.999.1-.0~swap.2.1~r.1.1-.0"


def test_the_ranking_takes_the_edits_that_can_be_made():
    app = opened_on(eff="ranking", edits="cut.9~f.all.2-2.0~r.1.1-.0")
    possible = [Hold("forget_gate", 0.0, None, 1, 2)]
    sweep = silence_each(load_network("hello", "lstm"), "hello", possible)

    moved = sweep.change[sweep.ranking, -1]
    np.testing.assert_allclose(app.dataframe[0].value["opinion moves by"], moved, rtol=1e-6)


def test_a_text_without_a_token_left_has_a_notice_in_every_view():
    app = opened_on(text="a", edits="cut.1")
    for effect in EFFECTS:
        follow(app, {**link(app), "eff": effect})

        assert not app.exception
        assert len(figures(app)) == 1
        assert "No token is left to read." in [info.value for info in app.info]


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize(
    ("cell", "model"), [("rnn", "hello"), ("lstm", "wave"), ("gru", "brackets")]
)
def test_every_view_shows_every_cell(cell: str, model: str, effect: str):
    text = {"hello": "hello", "wave": "0.5 0.2 0.1", "brackets": "(1)("}[model]
    app = opened_on(cell=cell, model=model, text=text, eff=effect, edits="h.1.2-.0")

    assert not app.error
    assert link(app).get("eff", "opinion") == effect
    assert bool(charts(app)) == (effect != "ranking")


def test_the_view_of_one_unit_has_a_picker_for_it():
    app = opened_on(eff="unit", edits="c.3.2-.100")
    app.number_input(key="effect-unit").set_value(3).run()

    assert link(app)["unit"] == "3"
    panels = [line["name"] for line in charts(app)[0]["data"]]
    assert len(panels) == 2 * 6


def test_the_heatmap_is_of_the_quantity_that_is_chosen():
    app = opened_on(eff="difference", edits="f.all.2-2.0")
    app.selectbox(key="effect-quantity").set_value("forget_gate").run()

    heights = charts(app)[0]["data"][0]["z"]
    rows, columns = map(int, heights["shape"].split(","))
    shown = np.frombuffer(b64decode(heights["bdata"]), heights["dtype"]).reshape(rows, columns)
    before = load_network("hello", "lstm").trace("hello")["forget_gate"]
    np.testing.assert_allclose(shown[:, 1], -before[1], rtol=1e-6)
    assert not shown[:, 0].any()


def test_the_ranking_is_the_sweep_and_silences_what_is_selected():
    app = opened_on(eff="ranking", unit="4", edits="f.all.2-2.0")
    network = load_network("hello", "lstm")
    sweep = silence_each(network, "hello", [Hold("forget_gate", 0.0, None, 1, 2)])

    table = app.dataframe[0].value
    assert table["unit"].tolist() == sweep.ranking.tolist()
    moved = sweep.change[sweep.ranking, -1]
    np.testing.assert_allclose(table["opinion moves by"], moved, rtol=1e-6)
    app.button(key="silence-unit").click().run()
    assert edits(app) == "f.all.2-2.0~h.4.1-.0"


def test_the_lesson_has_the_numbers_of_the_effect():
    app = opened_on(edits="f.all.3-3.0")
    result = what_if(load_network("hello", "lstm"), "hello", [Hold("forget_gate", 0.0, None, 2, 3)])
    output = app.selectbox(key="output").value
    moved = np.abs(result.opinions_after - result.opinions_before)[:, output]
    paragraphs = [part.value for part in app.markdown]

    assert "Up to token 2 every number is the same to the last bit." in paragraphs
    at, most = moved.argmax() + 1, 100 * moved.max()
    assert f"The probability moves most after token {at}: by {most:.1f} points." in paragraphs


def test_the_heatmap_and_the_ranking_are_also_files(monkeypatch: pytest.MonkeyPatch):
    files = {}
    monkeypatch.setattr(
        "pages.shared.downloads.download",
        lambda _label, content, name: files.update({name: content}),
    )
    opened_on(eff="difference", edits="cut.2")
    opened_on(eff="ranking", edits="cut.2")
    difference, ranking = (
        [*csv.reader(files[name]().decode("utf-8-sig").splitlines())]
        for name in ("gatescope-what-if-hidden_state.csv", "gatescope-units-silenced.csv")
    )

    units = load_network("hello", "lstm").card.hidden_size
    assert difference[0] == [
        "position",
        "token",
        "guarded",
        "unit",
        "before",
        "after",
        "difference",
    ]
    assert (len(difference), len(ranking)) == (1 + 5 * units, 1 + 4 * units)
    assert [row[1] for row in ranking[:5]] == ["position", "1", "3", "4", "5"]
    removed = difference[1 + units]
    assert removed[:4] == ["2", "e", "0", "0"]
    assert removed[5:] == ["", ""]
    assert all(float(row[6]) == 0 for row in difference[1 : 1 + units])


def test_a_lecture_guesses_first_and_again_after_each_edit():
    app = opened_on(lecture="1", edits="cut.2")
    guess = [part.label for part in app.expander if "Guess first" in part.label]
    app.button(key="Leave this token out").click().run()
    again = [part.label for part in app.expander if "Guess first" in part.label]

    assert len(guess) == len(again) == 1
    assert guess != again
    was = app.metric[0].value
    assert f"Without the edits the probability of “o” is {was}." in words(app)


def test_an_empty_sentence_says_what_to_do():
    app = opened_on(text="", edits="cut.1")

    assert not charts(app)
    assert any("Type a sentence" in info.value for info in app.info)
    assert edits(app) == "cut.1"


@pytest.fixture(scope="module")
def session() -> AppTest:
    return opened_on(eff="opinion")


@pytest.mark.parametrize("name", IN_A_BROWSER)
def test_typed_text_is_not_read_as_markup(session: AppTest, name: str):
    evil = STRINGS[name]
    query = {"model": "english-reviews", "text": evil, "other": evil, "lang": "en"}
    follow(session, {**query, "edits": "put.1.<b>evil</b>~swap.1.1"})

    assert not session.exception
    menus = {option for menu in session.selectbox for option in menu.options}  # plain text
    shown = [text for text in read_as_markdown(session) if text not in menus]
    shown = [text.replace("<br>", " ") for text in shown]  # our own, between the lines of a hint
    assert not [text for text in shown if "<" in text or "](" in text]


def test_the_unit_that_matters_most_is_silenced_once_it_is_known(monkeypatch: pytest.MonkeyPatch):
    with held_turn(monkeypatch):
        app = opened(WHAT_IF, lang="en", model="brackets", text="(1(2(3)2)1)0(5")
        app.button(key="Silence the unit that matters most").click().run()
        assert "edits" not in link(app)
        assert app.button(key="stop-foremost")
    deadline = time.monotonic() + 60
    while "edits" not in link(app) and time.monotonic() < deadline:
        time.sleep(0.02)
        app.run()
    assert not app.exception
    most = silence_each(load_network("brackets", "lstm"), "(1(2(3)2)1)0(5").ranking[0]

    assert link(app)["unit"] == str(most)
    before = link(app)
    app.run()
    assert link(app) == before, "it is silenced once"
    assert not app.get("progress")
