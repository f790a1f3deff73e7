"""The cell above the tokens: what a link says of it, what a reader changes, what is sent for it."""

import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from core.network.catalogue import reference
from pages.shared import cached
from tests.pages.screens import COMPARE_CELLS, follow, link, nodes, opened
from tests.pages.step_through.test_step_through import stepped
from tests.payload import parts

TEXT = {"text": "a good film", "lang": "en"}


def sent(app: AppTest, component: str) -> list[bytes]:
    """Return the bytes that each component of this name was sent."""
    shown = (node.proto for node in nodes(app) if node.type == "bidi_component")
    return [proto.bytes for proto in shown if component in proto.component_name]


def report(app: AppTest, form: str, kind: str | None) -> None:
    """Run the page as it runs when the browser reports how the cell stands."""
    (stepper,) = (
        node.proto.id
        for node in nodes(app)
        if node.type == "bidi_component" and "stepper" in node.proto.component_name
    )
    states = WidgetStates()
    value = json.dumps({"unrolled": {"form": form, "kind": kind}})
    states.widgets.add(id=stepper, json_value=value)
    app._run(states)  # as the browser sends it: components have no method of their own here
    assert not app.exception


def test_a_link_opens_with_the_cell_as_it_stood():
    app = opened(**TEXT, unrolled="folded", sequence="many-to-many")

    assert stepped(app)["unrolled"]["trained"] == "many-to-one"
    where, _content, _numbers = parts(sent(app, "stepper")[0])
    assert where["unrolled"] == {"form": "folded", "kind": "many-to-many"}
    assert len(sent(app, "recurrent_weights")) == 1
    app.switch_page(COMPARE_CELLS).run()
    assert (link(app)["unrolled"], link(app)["sequence"]) == ("folded", "many-to-many")


def test_closed_it_is_in_no_link_and_costs_no_weights():
    app = opened(**TEXT)
    assert not {"unrolled", "sequence"} & link(app).keys()
    assert sent(app, "recurrent_weights") == []


def test_what_a_reader_changes_is_in_the_link_and_sends_the_stepper_nothing_new():
    app = opened(**TEXT)
    before = sent(app, "stepper")

    report(app, "unrolled", "many-to-many")
    assert (link(app)["unrolled"], link(app)["sequence"]) == ("unrolled", "many-to-many")
    assert sent(app, "stepper") == before
    (weights,) = sent(app, "recurrent_weights")
    where, about, _numbers = parts(weights)
    assert where["id"] == stepped(app)["unrolled"]["weights"]
    assert "alone" not in about

    report(app, "unrolled", "one-to-many")
    (weights,) = sent(app, "recurrent_weights")
    _where, about, _numbers = parts(weights)
    reading = cached.reading(reference("english-reviews", "lstm"), "a good film")
    assert about["alone"]["digest"] == reading.digest
    assert [output for output, _share in about["alone"]["said"]] == ["positive"] * 3

    report(app, "closed", None)
    assert not {"unrolled", "sequence"} & link(app).keys()


def test_a_form_that_is_not_here_is_refused_with_a_notice():
    app = opened(**TEXT, unrolled="torn")
    assert "unrolled" not in link(app)
    assert any("form of the cell" in warning.value for warning in app.warning)


@pytest.mark.parametrize("cell", ["rnn", "paper-gru"])
def test_another_cell_names_other_weights(cell):
    app = opened(**TEXT, unrolled="unrolled")
    before = stepped(app)["unrolled"]["weights"]
    follow(app, {**link(app), "cell": cell})
    (weights,) = sent(app, "recurrent_weights")
    where, about, _numbers = parts(weights)
    assert where["id"] == stepped(app)["unrolled"]["weights"] != before
    assert len(about["matrices"]) == {"rnn": 1, "paper-gru": 3}[cell]
