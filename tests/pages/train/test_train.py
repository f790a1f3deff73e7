"""The screen Train: what it opens on, what its buttons do, and what it says."""

import json
import time
from typing import Any

import pytest

from core.sequence_tasks import TASKS
from core.training.live.plan import Plan
from pages.train import cached, running
from pages.train.view import TrainView
from tests.pages.screens import STEP_THROUGH, TRAIN, nodes, opened
from tests.payload import parts

QUICK = {"lang": "en", "lu": "3", "batch": "4", "llen": "12", "until": "40", "pace": "max"}


def steps_of(plan: Plan) -> int:
    """Return how many steps its training has taken."""
    return cached.begin(plan).experiment.progress.step


def film(app) -> dict[str, Any]:
    """Return what the film is sent, with its cue; nothing where there is none."""
    mounted = [
        node.proto.bytes
        for node in nodes(app)
        if node.type == "bidi_component" and "film" in node.proto.component_name
    ]
    if not mounted:
        return {}
    cue, content, _numbers = parts(mounted[0])
    return {**content, "cue": cue}


def finished(app):
    """Run the page, as its timer does, until the training has ended."""
    deadline = time.monotonic() + 60
    while any(button.key == "train-pause" for button in app.button):
        assert time.monotonic() < deadline
        time.sleep(0.05)
        app.run()
    assert not app.exception
    return app


def said(app) -> str:
    return " ".join(
        each.value for each in (*app.info, *app.warning, *app.error, *app.caption, *app.text)
    )


def test_it_opens_on_a_film_that_was_made_beforehand_and_plays():
    app = opened(TRAIN, lang="en")
    sent = film(app)

    assert sent["plays"]
    assert not sent["live"]
    assert [run["name"] for run in sent["runs"]] == ["LSTM"]
    assert sent["optimum"] == pytest.approx(0.97385, abs=1e-5)
    rulers = dict(map(tuple, sent["rulers"]))
    assert rulers["last 3 symbols"] == pytest.approx(1.09158, abs=1e-5)
    assert sent["tokens"][0]["label"] == "step 0"
    assert sent["tokens"][-1]["label"] == "step 2,000"
    assert sent["cue"]["unit"] == 7, "it follows a feature most closely"


def test_a_link_alone_starts_nothing_and_the_screen_says_what_to_do():
    app = opened(TRAIN, **QUICK, lseed="1")
    assert not film(app)
    assert "Nothing is trained yet with these dials" in said(app)


def test_train_trains_up_to_the_step_that_is_wanted():
    app = opened(TRAIN, **QUICK, lseed="2")
    app.button(key="train-begin").click().run()
    assert any(button.key == "train-pause" for button in app.button)
    finished(app)

    sent = film(app)
    assert sent["tokens"][-1]["label"] == "step 40"
    assert app.button(key="train-begin").disabled


def test_one_step_and_slow_motion_take_one_step_each():
    app = opened(TRAIN, **QUICK, lseed="3")
    app.button(key="train-step").click().run()
    sent = film(app)
    assert sent["tokens"][-1]["label"] == "step 1"
    assert sent["slow_motion"] is None

    app.button(key="train-slow").click().run()
    sent = film(app)
    assert sent["slow_motion"]["step"] == 2
    names = [name for name, _did in sent["slow_motion"]["parts"]]
    assert names == ["forward", "loss", "backward", "clipping", "update"]
    explained = [table.value for table in app.dataframe if "Step 2" in table.value]
    assert [*explained[0]["Step 2"]] == names
    assert [*explained[0]["What it did"]] == [did for _name, did in sent["slow_motion"]["parts"]]


def test_three_cells_learn_from_the_same_texts_in_one_chart():
    app = opened(TRAIN, **QUICK, lseed="4", learners="rnn~lstm~gru")
    app.button(key="train-step").click().run()
    sent = film(app)

    assert [run["name"] for run in sent["runs"]] == ["RNN", "LSTM", "GRU"]
    plans = TrainView(learners=("rnn", "lstm"), learn_units=3).plans()
    generators = [cached.begin(plan).experiment.plan.settings for plan in plans]
    assert generators[0].seed == generators[1].seed


def test_sessions_with_the_same_dials_share_one_training():
    first, second = (opened(TRAIN, **QUICK, lseed="5") for _session in range(2))
    first.button(key="train-step").click().run()
    assert film(second.run())["tokens"][-1]["label"] == "step 1"
    second.button(key="train-step").click().run()
    assert film(first.run())["tokens"][-1]["label"] == "step 2"


def test_a_dial_that_is_turned_makes_another_training_and_leaves_the_first_one():
    app = opened(TRAIN, **QUICK, lseed="6")
    for _step in range(3):
        app.button(key="train-step").click().run()
    app.number_input(key="dial-rate").set_value(0.05)
    app.button(key="dial-turn").click().run()

    assert app.query_params["dials"] in (["3.5000.n.1000"], "3.5000.n.1000")
    sent = film(app)
    assert len(sent["tokens"]) >= 3  # what was before is the same
    view = TrainView(learn_seed=6, learn_units=3, learn_batch=4, learn_length=12)
    assert steps_of(view.plans()[0]) == 3


def test_earlier_trainings_are_kept_named_and_laid_over():
    app = opened(TRAIN, **QUICK, lseed="7")
    app.button(key="train-step").click().run()
    app.number_input(key="learn_seed").set_value(8).run()
    app.button(key="train-step").click().run()
    overlay = [button for button in app.button if button.label == "Overlay" and not button.disabled]
    assert len(overlay) == 1
    overlay[0].click().run()

    sent = film(app)
    assert [run["name"] for run in sent["runs"]] == ["LSTM", "LSTM of 3, seed 7"]


def test_the_network_opens_in_step_through():
    app = opened(TRAIN, **QUICK, lseed="9")
    app.button(key="train-step").click().run()
    next(button for button in app.button if button.label == "Open in Step through").click().run()

    assert not app.exception
    assert [title.value for title in app.title] == ["Step through"]
    assert "own-" in json.dumps(dict(app.query_params))


def test_one_that_was_not_trained_is_called_untrained():
    plans = TrainView(learn_seed=10, learn_units=3, learn_batch=4, learn_length=12).plans()
    cached.begin(plans[0])
    app = opened(TRAIN, **QUICK, lseed="10")
    assert "Untrained: these are the first, random weights." in said(app)


def test_a_training_that_diverges_is_stopped_and_the_screen_says_why():
    query = QUICK | {"learn": "wave", "learners": "rnn", "lr": "1000000", "gclip": "off"}
    app = opened(TRAIN, **query | {"optim": "sgd", "until": "500", "llen": "40"}, lseed="11")
    app.button(key="train-begin").click().run()
    finished(app)
    assert "has diverged" in said(app)
    assert "smaller learning rate" in said(app)


def test_a_batch_that_is_too_large_is_refused_with_what_to_do():
    app = opened(TRAIN, lang="en", batch="256", llen="200")
    assert "too much work for one step of training" in said(app)
    assert not film(app)


def test_texts_that_are_too_short_for_a_task_are_refused():
    app = opened(TRAIN, lang="en", learn="copy", llen="12")
    assert not app.exception
    assert "too short for the task" in said(app)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_task_can_be_trained_in_both_languages(task, lang):
    length = "24" if task == "copy" else "12"
    query = {**QUICK, "llen": length, "learn": task, "lang": lang, "learners": "gru"}
    app = opened(TRAIN, **query, lseed="12")
    assert not app.exception
    app.button(key="train-step").click().run()

    assert not app.exception
    sent = film(app)
    assert sent["optimum"] == pytest.approx(TASKS[task].at_length(int(length)).optimum)
    assert len(sent["rulers"]) == len(TASKS[task].rulers)


def test_a_pause_leaves_the_training_where_it_is():
    app = opened(TRAIN, **QUICK | {"until": "20000", "pace": "100"}, lseed="13")
    app.button(key="train-begin").click().run()
    (plan,) = TrainView(learn_seed=13, learn_units=3, learn_batch=4, learn_length=12).plans()
    app.button(key="train-pause").click().run()
    assert app.button(key="train-begin").label == "Continue"
    time.sleep(0.3)  # a burst that had begun
    before = steps_of(plan)
    time.sleep(0.3)
    assert steps_of(plan) == before
    assert not running.is_over(cached.begin(plan).experiment, 20_000)


def test_a_training_goes_on_while_its_visitor_looks_at_another_screen():
    app = opened(TRAIN, **QUICK | {"until": "20000", "pace": "100"}, lseed="14")
    app.button(key="train-begin").click().run()
    (plan,) = TrainView(learn_seed=14, learn_units=3, learn_batch=4, learn_length=12).plans()
    app.switch_page(STEP_THROUGH).run()
    assert not app.exception
    (bar,) = app.sidebar.get("progress")
    assert "Training: step" in bar.proto.text
    before = steps_of(plan)
    deadline = time.monotonic() + 30
    while steps_of(plan) < before + 5:
        assert time.monotonic() < deadline
        app.run()

    app.switch_page(TRAIN).run()
    assert not app.sidebar.get("progress")
    app.button(key="train-pause").click().run()
    app.switch_page(STEP_THROUGH).run()
    assert not app.sidebar.get("progress")


def test_a_series_of_ones_own_is_learned_and_compared_with_what_needs_no_network():
    app = opened(TRAIN, **QUICK, lseed="15")
    rows = "\n".join(f"{20 + 5 * (row % 7)},{row % 3}" for row in range(120))
    app.text_area(key="own-series-pasted").set_value(f"sales,rain\n{rows}").run()
    assert not app.exception
    app.button(key="own-series-take").click().run()
    assert not app.exception
    assert app.selectbox(key="learn_task").value == "own"
    app.button(key="train-begin").click().run()
    finished(app)
    sent = film(app)
    assert sent["optimum"] is None
    assert sent["words"]["unit_of_loss"] == "mean squared error"
    assert [heading.value for heading in app.header if "held-out" in heading.value]

    app.selectbox(key="learn_task").set_value("hello").run()
    assert not app.exception
    assert "own" not in app.selectbox(key="learn_task").options
    assert not [heading.value for heading in app.header if "held-out" in heading.value]


def test_a_text_of_ones_own_is_learned_and_measured_by_its_own_rulers():
    app = opened(TRAIN, **QUICK | {"until": "150", "lr": "3000"}, lseed="16")
    app.text_area(key="own-text-pasted").set_value("too short").run()
    assert "Characters of the text: 9" in "".join(error.value for error in app.error)
    app.text_area(key="own-text-pasted").set_value("나는 밥을 먹는다. " * 200).run()
    assert not app.exception
    told = " ".join(each.value for each in app.markdown)
    assert "Characters: 2,200, different ones: 8." in told.replace("\\", "")
    app.button(key="own-text-take").click().run()
    app.button(key="train-begin").click().run()
    finished(app)
    sent = film(app)
    assert sent["optimum"] is None
    assert sent["words"]["unit_of_loss"] == "nats a symbol"
    values = [value for _name, value in sent["rulers"]]
    assert sent["rulers"][0][0] == "frequencies"
    assert values == sorted(values, reverse=True)
    assert "not even the first ruler" not in sent["runs"][0]["said"][-1]
