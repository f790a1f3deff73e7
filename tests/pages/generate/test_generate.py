"""The screen on which a network writes, run as a session would run it."""

import csv
import io
import json
from threading import Event

import numpy as np
import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest

from core import load_network
from core.generation import GenerationRun, generate
from core.generation.tree import CHUNK, Growth, Recipe, Tree
from core.jobs.steps import Steps
from core.network import Network
from core.trace import digest
from pages.generate import writing
from pages.generate.link_tree import MOST_BRANCHES
from pages.shared import results
from tests.pages.held_turn import held_turn
from tests.pages.screens import (
    GENERATE,
    INSPECT_A_UNIT,
    STEP_THROUGH,
    link,
    nodes,
    opened,
    read_as_markdown,
    settled,
)
from tests.payload import unpack

LETTERS = {"model": "brackets", "text": "(1(2", "cell": "lstm", "length": "30"}
SETTINGS = {"temp": "150", "topk": "6", "topp": "95", "seed": "4"}


def opened_on(**query: str) -> AppTest:
    app = opened(GENERATE, lang="en", **{**LETTERS, **query})
    assert not app.exception
    return app


def run_of(length: int = 30, seed: int = 4, **others: object) -> GenerationRun:
    settings = {"temperature": 1.5, "top_k": 6, "top_p": 0.95, **others}
    return generate(load_network("brackets", "lstm"), "(1(2", length, seed=seed, **settings)  # type: ignore[arg-type]


def stepper(app: AppTest) -> tuple[dict, dict]:
    """Return the cue of the page's stepper, and what it was told of the text."""
    (payload,) = [
        node.proto.bytes
        for node in nodes(app)
        if node.type == "bidi_component" and "stepper" in node.proto.component_name
    ]
    cue, content, _arrays = unpack(payload)
    return cue, content


def shown(app: AppTest) -> str:
    """Return the digest of the trace that the page shows."""
    return stepper(app)[0]["digest"]


def choose(app: AppTest, position: int, output: str, of: str = "") -> AppTest:
    """Choose another token, as the browser reports a click on it.

    Args:
        app: the page.
        position: of the token, from 1.
        output: what shall stand there.
        of: the digest of the trace that the browser had; by default, the one on the page.
    """
    number = load_network("brackets", "lstm").outputs.index(output)
    report = {"position": position, "output": number, "digest": of or shown(app)}
    (component,) = [
        node.proto.id
        for node in nodes(app)
        if node.type == "bidi_component" and "choice" in node.proto.component_name
    ]
    events = json.dumps([{"event": "chosen", "value": report}])
    states = app._tree.get_widget_states()  # triggers have no method of their own
    states.widgets.add(id=_make_trigger_id(component, "events"), json_trigger_value=events)
    app._run(states)
    assert not app.exception
    return app


def other_than(run: GenerationRun, position: int) -> str:
    """Return an output that may stand at a token in place of the one that does."""
    likeliest = np.argsort(-run.steps[position - 1].model)
    names = [run.network.outputs[number] for number in likeliest]
    return next(name for name in names if name != run.keys[position - 1])


def words(app: AppTest) -> str:
    """Return all that the page says in texts and notices."""
    kinds = (app.text, app.info, app.warning, app.caption, app.markdown)
    return "\n".join(part.value for kind in kinds for part in kind)


def rows(app: AppTest) -> list[str]:
    """Return what the tree of branches says of each run."""
    return [part.value for part in app.text if "ln p = " in part.value or "not poss" in part.value]


def test_the_page_shows_the_run_that_the_library_makes():
    app = opened_on(**SETTINGS)
    run = run_of()

    cue, content = stepper(app)
    assert cue["digest"] == digest(run.trace)
    assert [token["full"].removeprefix("✗") for token in content["tokens"]] == [*run.keys]
    figures = [metric.value.replace("−", "-") for metric in app.metric]
    assert figures == [
        f"{run.log_probability:.1f}",
        f"{run.kept_log_probabilities.sum():.1f}",
        f"{run.perplexity:.2f}",
        f"{run.entropy[run.prime :].mean():.2f}",
    ]


def test_the_first_paint_shows_a_finished_text():
    app = opened(GENERATE, lang="en")

    assert not app.exception
    assert "stop-writing" not in [button.key for button in app.button]
    assert not app.warning
    cue, content = stepper(app)
    assert content["length"] > 200
    assert cue["position"] == 7, "the first token after the prime"
    assert link(app)["model"] == "shakespeare"


def test_a_link_opens_the_same_text_with_its_branches():
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 9, other_than(run, 9))

    again = opened(GENERATE, **link(app))

    assert shown(again) == shown(app)
    assert rows(again) == rows(app)
    assert link(again) == link(app)


def test_a_branch_is_the_library_s_and_undo_takes_it_back():
    app = opened_on(**SETTINGS)
    run = run_of()
    token = other_than(run, 9)
    first = shown(app)

    choose(app, 9, token)

    assert shown(app) == digest(run.branch(8, token).trace)
    assert stepper(app)[0]["position"] == 9
    assert len(rows(app)) == 2
    assert f"Token 9: “{token}” instead of “{run.keys[8]}”" in rows(app)[1]
    app.button(key="undo-branch").click().run()
    assert shown(app) == first
    assert "tree" not in link(app)
    assert "undo-branch" not in [button.key for button in app.button]


def test_the_token_that_stands_there_makes_no_branch_and_a_branch_is_made_once():
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 9, run.keys[8])
    assert "tree" not in link(app)

    choose(app, 9, other_than(run, 9))
    tree = link(app)["tree"]
    app.button(key="show-run-0").click().run()
    assert shown(app) == digest(run.trace)
    choose(app, 9, other_than(run, 9))
    assert link(app)["tree"] == tree


def test_what_people_typed_stays_whatever_a_browser_says():
    app = opened_on(**SETTINGS)
    run = run_of()
    before = shown(app)

    choose(app, run.prime, other_than(run, run.prime))

    assert shown(app) == before
    assert "tree" not in link(app)


def test_before_a_branch_s_own_token_another_one_leaves_the_run_before_it():
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 20, other_than(run, 20))
    choose(app, 12, other_than(run, 12))

    assert [item.split(".")[0] for item in link(app)["tree"].split("~")[1:]] == ["0", "0"]
    assert shown(app) == digest(run.branch(11, other_than(run, 12)).trace)
    branch = run.branch(11, other_than(run, 12))
    choose(app, 25, other_than(branch, 25))
    assert link(app)["tree"].split("~")[0] == "3"
    assert shown(app) == digest(branch.branch(24, other_than(branch, 25)).trace)


def test_to_take_a_branch_s_own_token_back_shows_the_run_that_it_left():
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 20, other_than(run, 20))
    choose(app, 20, run.keys[19])

    assert shown(app) == digest(run.trace)
    assert len(rows(app)) == 2, "the branch is still there"


def test_a_branch_is_removed_with_those_that_leave_it():
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 9, other_than(run, 9))
    branch = run.branch(8, other_than(run, 9))
    choose(app, 15, other_than(branch, 15))
    app.button(key="show-run-0").click().run()
    choose(app, 22, other_than(run, 22))
    assert len(rows(app)) == 4

    app.button(key="remove-run-1-of-3").click().run()

    assert len(rows(app)) == 2
    assert shown(app) == digest(run.branch(21, other_than(run, 22)).trace)
    app.button(key="undo-branch").click().run()
    assert len(rows(app)) == 4


def test_there_are_at_most_so_many_branches_as_a_link_holds():
    items = "~".join(f"0.{place}.0" for place in range(5, 5 + MOST_BRANCHES))
    app = opened_on(**SETTINGS, tree=f"0~{items}")
    before = link(app)["tree"]

    choose(app, 25, other_than(run_of(), 25))

    assert link(app)["tree"] == before
    assert f"At most {MOST_BRANCHES} branches" in words(app)


def test_a_report_about_another_text_makes_no_branch():
    app = opened_on(**SETTINGS)
    choose(app, 9, other_than(run_of(), 9), of="0" * 64)

    assert "tree" not in link(app)


def test_to_go_on_adds_to_the_text_and_changes_nothing_before():
    app = opened_on(**SETTINGS)
    before = stepper(app)[1]["tokens"]

    app.button(key="go-on").click().run()

    after = stepper(app)[1]["tokens"]
    assert len(after) == len(before) + 100
    assert after[: len(before)] == before
    assert shown(app) == digest(run_of(130).trace)
    assert stepper(app)[0]["position"] == 1, "the reader stays where they were"


def test_to_go_on_after_its_stop_lets_go_of_the_stop_and_says_so():
    stop = run_of().tokens[9]
    stopped = run_of(stop=stop)
    app = opened_on(**SETTINGS, stop=stop)
    before = stepper(app)[1]["tokens"]
    assert len(before) == len(stopped.keys) < len(run_of().keys)

    app.button(key="go-on").click().run()

    after = stepper(app)[1]["tokens"]
    length = max(30, len(stopped.tokens) + 100)
    assert after[: len(before)] == before
    assert shown(app) == digest(run_of(length).trace)
    assert f"had ended after “{stop}”" in words(app)
    assert "stop" not in link(app)
    app.number_input(key="seed").set_value(5).run()
    assert "had ended" not in words(app), "it is said once"


def test_past_its_stop_no_branch_is_lost():
    app = opened_on(**SETTINGS, stop=run_of().tokens[9])
    choose(app, 6, other_than(run_of(), 6))
    tree = link(app)["tree"]

    app.button(key="go-on").click().run()

    assert link(app)["tree"] == tree
    assert not any("not possible" in row for row in rows(app))


def test_to_go_on_from_a_full_text_says_why_not_and_offers_its_end_as_the_next_beginning():
    app = settled(opened_on(**SETTINGS, length="2000"))
    full = shown(app)
    run = run_of(1_996)

    app.button(key="go-on").click().run()

    assert shown(app) == full == digest(run.trace)
    assert "2,000 tokens, prime included" in words(app)
    app.button(key="begin-with-its-end").click().run()
    settled(app)
    assert link(app)["text"] == "".join(run.keys[-200:])
    assert stepper(app)[0]["position"] == 201, "the reader stands behind the new prime"


def test_a_new_seed_writes_another_text_and_lets_go_of_branches():
    app = opened_on(**SETTINGS)
    choose(app, 9, other_than(run_of(), 9))

    app.button(key="new-seed").click().run()

    assert link(app)["seed"] == "5"
    assert "tree" not in link(app)
    assert shown(app) == digest(run_of(seed=5).trace)


def test_each_control_is_in_the_link_and_does_what_the_library_does():
    app = opened_on(**SETTINGS)
    app.select_slider(key="temperature").set_value(50).run()
    app.number_input(key="top_k").set_value(None).run()
    app.number_input(key="top_p").set_value(0.5).run()
    app.number_input(key="to_write").set_value(40).run()
    app.number_input(key="seed").set_value(77).run()
    app.selectbox(key="stop").set_value("4").run()

    assert not app.exception
    run = run_of(40, 77, temperature=0.5, top_k=None, top_p=0.5, stop="4")
    assert shown(app) == digest(run.trace)
    told = {name: link(app).get(name) for name in ("temp", "topk", "topp", "length", "stop")}
    assert told == {"temp": "50", "topk": None, "topp": "50", "length": "40", "stop": "4"}
    app.number_input(key="exact-temperature").set_value(0.02).run()
    assert link(app)["temp"] == "5"


def test_at_temperature_0_the_seed_changes_nothing():
    assert shown(opened_on(temp="0", seed="1")) == shown(opened_on(temp="0", seed="2"))


def test_what_the_network_does_not_know_is_named_and_not_read():
    app = opened_on(text="(1(2 <b>", **SETTINGS)

    assert "not read (4)" in words(app)
    assert shown(app) == digest(run_of().trace)


def test_nothing_but_unknown_characters_still_writes():
    app = opened_on(text="<b>xyz", **SETTINGS)

    assert not app.exception
    assert stepper(app)[1]["length"] == 30


def test_a_network_that_does_not_write_gives_way_to_one_that_does():
    app = opened(GENERATE, lang="en", model="english-reviews", text="A film", length="20")

    assert not app.exception
    assert "writes none" in words(app)
    assert link(app)["text"] == "A film"
    assert stepper(app)[1]["length"] > 1


def test_a_prime_that_is_typed_is_read_and_the_reader_stands_behind_it():
    app = opened_on(**SETTINGS)
    app.text_input(key="sentence").set_value("(1(2(3").run()

    assert stepper(app)[0]["position"] == 7
    assert [token["full"] for token in stepper(app)[1]["tokens"][:6]] == [*"(1(2(3"]


def test_a_prime_of_the_largest_size_leaves_room_for_a_token():
    app = opened_on(text="()" * 3000, length="50", seed="1")

    assert not app.exception
    app = settled(app)
    assert stepper(app)[1]["length"] == 2000


def test_illegal_symbols_are_marked_where_they_fall():
    app = opened_on(text=")", length="5")

    assert "Illegal symbols" in words(app)
    assert stepper(app)[1]["tokens"][0]["full"] == "✗)"
    app.button(key="go-to-wrong").click().run()
    assert stepper(app)[0]["position"] == 1


@pytest.mark.parametrize(("model", "prime"), [("hello", "h"), ("brackets", "(")])
def test_a_loop_of_a_whole_period_is_said_and_no_other(model: str, prime: str):
    app = opened(GENERATE, lang="en", model=model, text=prime, temp="0", length="60")

    run = generate(load_network(model, "lstm"), prime, 60, temperature=0)
    whole = [loop for loop in run.loops() if loop.length >= loop.period]
    assert words(app).count("A loop: ") == min(len(whole), 3)
    if whole:
        longest = max(whole, key=lambda loop: loop.length)
        assert f"Period: {longest.period}; tokens in a row: {longest.length}" in words(app)


@pytest.mark.parametrize("page", [STEP_THROUGH, INSPECT_A_UNIT])
def test_the_text_opens_on_other_screens_whole_even_if_no_link_holds_it(page: str):
    app = settled(opened_on(**{**SETTINGS, "length": "900"}))
    app.button(key=f"open-text-in-{page}").click().run()

    assert not app.exception
    assert app.title[0].value in ("Step through", "Inspect a unit")
    assert app.text_input(key="sentence").value == run_of(900).whole_text
    assert not app.warning


def test_files_hold_the_run(monkeypatch: pytest.MonkeyPatch):
    files = {}
    keep = lambda label, content, file_name: files.setdefault(file_name, content)  # noqa: E731
    monkeypatch.setattr("pages.shared.downloads.download", keep)
    app = opened_on(**SETTINGS)
    app.session_state["export"] = True
    app.run()
    run, name = run_of(), "gatescope-brackets-lstm-written"

    assert files[f"{name}.txt"]().decode() == run.whole_text
    told = json.loads(files[f"{name}.json"]())
    assert told["text"] == run.text
    table = [*csv.reader(io.StringIO(files[f"{name}.csv"]().decode("utf-8-sig")))]
    assert [row[1] for row in table[1:]] == [*run.keys]
    assert json.loads(files[f"{name}-trace.json"]())["sha256"] == digest(run.trace)


def test_the_python_of_the_view_writes_the_same_text(capsys: pytest.CaptureFixture[str]):
    app = opened_on(**SETTINGS)
    run = run_of()
    choose(app, 9, other_than(run, 9))
    branch = run.branch(8, other_than(run, 9))
    choose(app, 15, other_than(branch, 15))
    (code,) = [part.value for part in app.code if "generate" in part.value]

    exec(compile(code, "view", "exec"), {})

    assert capsys.readouterr().out == branch.branch(14, other_than(branch, 15)).text + "\n"


def test_the_explanation_has_the_numbers_of_the_step_on_screen():
    app = opened_on(**SETTINGS, t="12")
    app.session_state["explain-how"] = True
    app.run()

    assert not app.exception
    step, run = run_of().steps[11], run_of()
    told = words(app).replace("\\", "")
    assert f"Token 12 of {len(run.keys)}: “{run.keys[11]}”" in told
    assert f"fell at {step.dart:.4f}" in told
    assert f"Left here: {(step.kept > 0).sum()} of {len(step.model)}" in told


def test_a_long_text_is_written_in_the_background_and_then_shown(monkeypatch: pytest.MonkeyPatch):
    with held_turn(monkeypatch) as go_on:
        app = opened_on(**SETTINGS | {"length": "61"})
        assert app.button(key="stop-writing")
        go_on.set()

        assert shown(settled(app)) == digest(run_of(61).trace)


def test_what_was_written_before_a_stop_stays_as_a_shorter_text(monkeypatch: pytest.MonkeyPatch):
    grow, twice, ended = writing.grow_in_steps, Event(), Event()

    def stuck(network: Network, recipe: Recipe, shown: int) -> Steps[Growth, Tree]:
        steps = grow(network, recipe, shown)
        yield next(steps)
        growth = next(steps)
        try:
            while True:
                yield growth
                twice.set()
        finally:
            ended.set()

    monkeypatch.setattr(results, "AT_ONCE", 0.0)
    monkeypatch.setattr(writing, "grow_in_steps", stuck)
    app = opened_on(**SETTINGS | {"length": "200", "seed": "31"})
    assert twice.wait(30)
    app.button(key="stop-writing").click().run()

    assert not app.exception
    assert link(app)["length"] == str(2 * CHUNK)
    assert shown(app) == digest(run_of(2 * CHUNK, 31).trace)
    assert ended.wait(30), "nothing goes on writing"


def test_in_a_lecture_what_was_written_waits_until_somebody_asks():
    app = opened_on(lecture="1", **SETTINGS)

    whole = run_of().whole_text
    (hidden,) = [part for part in app.expander if part.label.startswith("What was written")]
    assert whole in [part.value for part in hidden.text]
    assert [part.value for part in app.text].count(whole) == 1


def test_code_is_shown_in_the_colours_of_its_language():
    app = opened(GENERATE, lang="en", model="python-source", text="def ", length="80")

    run = generate(load_network("python-source", "lstm"), "def ", 80, temperature=0.8, seed=1)
    (code,) = [part for part in app.code if part.value == run.whole_text]
    assert code.language == "python"


@pytest.mark.parametrize("field", ["text", "stop", "tree", "temp", "topk", "topp", "seed"])
def test_a_hostile_text_in_any_field_of_the_link_is_only_text(field: str):
    evil = "<b>![x](http://evil.example/p.png) {count}"
    app = opened_on(**{field: evil})

    assert not [text for text in read_as_markdown(app) if "](http" in text or "<b>" in text]
