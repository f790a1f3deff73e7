"""A browser's last word about a page may arrive when the next page has been drawn already."""

import json

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from tests.pages.screens import HOME, SCREENS, STEP_THROUGH, nodes, opened

PLACE = {"position": 1, "unit": 0, "span": 1, "digest": "0", "index": 0, "x": 0, "y": 0}
REPORTS = {
    "near": True,
    "settled": PLACE,
    "clicked": PLACE,
    "chosen": PLACE,
    "found": "",
    "unrolled": {"form": "folded", "kind": None},
}
"""What our components report, all of it."""


def components(app: AppTest) -> list[str]:
    return [node.proto.id for node in nodes(app) if node.type == "bidi_component"]


@pytest.mark.parametrize("page", SCREENS)
def test_a_report_that_comes_after_its_page_breaks_nothing(page: str) -> None:
    app = opened(page, lang="en")
    events = json.dumps([{"event": event, "value": value} for event, value in REPORTS.items()])
    late = WidgetStates()
    for name in components(app):
        late.widgets.add(id=_make_trigger_id(name, "events"), json_trigger_value=events)
    assert late.widgets
    app.switch_page(STEP_THROUGH if page == HOME else HOME).run()

    app._run(late)  # as the browser sends it: triggers have no method of their own here

    assert not app.exception
