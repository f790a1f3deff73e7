"""Gates by design: the picker of the dials, and the panel of what was trained beforehand."""

import pytest

from core.checkpoints import CheckpointError
from core.training.live import LiveTraining, Settings, gate_designs
from core.training.live.designs import DESIGNS
from core.training.live.gate_designs import MEASURED, SEEDS, losses, plan_of, results
from pages.train import gates
from pages.train.view import TrainView
from tests.pages.own import opened_with, owned
from tests.pages.screens import MEMORY_AND_GRADIENTS, STEP_THROUGH, TRAIN, charts, link, opened

QUICK = {"lang": "en", "lu": "3", "batch": "4", "llen": "12", "until": "40", "pace": "max"}


def said(app) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def test_an_lstm_is_trained_with_its_gates_and_named_so():
    app = opened(TRAIN, **QUICK, lseed="21", learners="lstm~gru")
    app.selectbox(key="gates").set_value("coupled").run()
    assert link(app)["gates"] == "coupled"
    app.button(key="train-step").click().run()
    assert not app.exception
    assert any("LSTM (i = 1 − f) of 3, seed 21, step 1" in each.value for each in app.text)
    assert any("GRU of 3, seed 21, step 1" in each.value for each in app.text)


@pytest.mark.parametrize("page", [STEP_THROUGH, MEMORY_AND_GRADIENTS])
def test_its_network_opens_on_other_screens(page):
    """A gate of exactly 1 forgets nothing: no rate of forgetting is a number there."""
    settings = Settings(hidden_size=3, batch_size=4, length=12, gates="forget-gate-1")
    training = LiveTraining("brackets", settings)
    training.step()
    app = opened_with(owned(training.network), page=page, lang="en")
    assert not app.exception
    assert not app.error


def test_gates_are_asked_for_only_where_an_lstm_learns():
    app = opened(TRAIN, lang="en", learners="gru", gates="coupled")
    assert not [menu for menu in app.selectbox if menu.key == "gates"]
    (plan,) = TrainView(learners=("gru",), gates="coupled").plans()
    assert plan == TrainView(learners=("gru",)).plans()[0]


def test_a_link_with_gates_that_are_not_here_says_so():
    app = opened(TRAIN, lang="en", gates="peephole")
    assert "names a setting of the training that is not here" in app.warning[0].value
    assert app.selectbox(key="gates").value == "full"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_panel_draws_each_task_with_what_three_seeds_allow_to_say(lang):
    app = opened(TRAIN, **QUICK | {"lang": lang}, lseed="22")
    assert not app.exception
    drawn = charts(app)
    assert len(drawn) == len(gate_designs.TASKS)
    for task, chart in zip(gate_designs.TASKS, drawn, strict=True):
        found = losses(results(), task, MEASURED[-1])
        assert [trace["x"] for trace in chart["data"]] == [[*each] for each in found.values()]
        names = [trace["name"] for trace in chart["data"]]
        assert ["760" in name for name in names] == [each == "full" for each in DESIGNS]
        assert all("570" in name for name in names[1:])
        assert all(
            each.equation in name for each, name in zip(DESIGNS.values(), names, strict=True)
        )


def test_the_sentence_follows_the_step_and_its_losses():
    app = opened(TRAIN, **QUICK, lseed="22")
    for step in gates.SHOWN:
        app.segmented_control(key=gates.STEP).set_value(step).run()
        assert not app.exception
        lines = [each.value for each in app.markdown]
        for task in gate_designs.TASKS:
            found = losses(results(), task, step)
            low, high = min(found["full"]), max(found["full"])
            above = [DESIGNS[name].equation for name, each in found.items() if min(each) > high]
            below = [DESIGNS[name].equation for name, each in found.items() if max(each) < low]
            for words, designs in (("above", above), ("below", below)):
                sentence = (
                    f"All three losses are {words} those of the full LSTM: {', '.join(designs)}."
                )
                assert (sentence in lines) == bool(designs)
        assert f"training step {step:,}" in said(app)


def test_the_dials_are_set_to_one_of_them_which_train_then_repeats():
    app = opened(TRAIN, **QUICK, learners="gru", lseed="77", learn="parity")
    chosen = ("embedded-reber", "forget-gate-1")
    app.selectbox(key=gates.DESIGN).set_value(chosen).run()
    app.button(key="gates-take").click().run()
    assert not app.exception
    assert link(app)["gates"] == "forget-gate-1"
    assert link(app)["learn"] == "embedded-reber"
    assert app.selectbox(key="gates").value == "forget-gate-1"
    assert app.number_input(key="learn_seed").value == SEEDS[0]
    (plan,) = TrainView(learn_task=chosen[0], gates=chosen[1]).plans()
    assert plan.digest == plan_of(*chosen, SEEDS[0]).digest
    assert "lu" not in link(app)


def test_a_damaged_file_is_said_and_the_rest_of_the_page_stands(monkeypatch):
    def damaged():
        raise CheckpointError("gate-designs.json is damaged")

    monkeypatch.setattr(gate_designs, "results", damaged)
    app = opened(TRAIN, **QUICK, lseed="22")
    assert not app.exception
    assert "cannot be shown right now" in app.error[0].value
    assert app.expander
