"""Results of long work: at once if short or kept, else in the queue, with a stop and words."""

import time
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.jobs.jobs import Jobs
from pages.shared import results
from tests.pages.shared import long_work
from tests.pages.shared.long_work import Double

PATIENCE = 30.0


@pytest.fixture(autouse=True)
def doubles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    """The works of this test, in jobs of its own."""
    own, jobs = Double(), Jobs(at_once=1, most_each=2)
    monkeypatch.setattr(long_work, "now", own)
    monkeypatch.setattr(results, "jobs", lambda: jobs)
    yield own
    own.go_on.set()


def page() -> None:
    from tests.pages.shared import long_work

    long_work.page()


def opened() -> AppTest:
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    return app


def run_until(app: AppTest, condition: Callable[[AppTest], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition(app):
        assert time.monotonic() < deadline, "it has not come true"
        time.sleep(0.02)
        app.run()
        assert not app.exception


def texts(app: AppTest) -> list[str]:
    return [part.value for part in app.text]


def bar(app: AppTest) -> tuple[str, int]:
    (shown,) = app.get("progress")
    return shown.proto.text, shown.proto.value


def test_short_work_is_done_at_once_and_joins_no_queue(doubles, monkeypatch):
    monkeypatch.setattr(results, "jobs", lambda: pytest.fail("it went through the queue"))
    doubles.seconds = 0.1
    doubles.go_on.set()

    assert texts(opened()) == ["doubles: [2, 4]"]
    assert texts(opened()) == ["doubles: [2, 4]"]
    assert doubles.begun == [1, 2], "the second visitor had what was kept"


def test_long_work_shows_its_progress_and_what_is_below_it(doubles):
    app = opened()
    run_until(app, lambda app: bar(app)[1] == 25)

    assert bar(app)[0] == "Measuring …"
    assert texts(app) == []
    assert [part.value for part in app.markdown] == ["below the work"]
    doubles.go_on.set()
    run_until(app, lambda app: not app.get("progress"))
    assert texts(app) == ["doubles: [2, 4]"]
    assert texts(opened()) == ["doubles: [2, 4]"]
    assert doubles.begun == [1, 2]


def test_visitors_who_want_the_same_share_the_work(doubles):
    one, other = opened(), opened()
    doubles.go_on.set()
    for app in (one, other):
        run_until(app, lambda app: not app.get("progress"))
        assert texts(app) == ["doubles: [2, 4]"]
    assert doubles.begun == [1, 2]


def test_only_what_is_not_kept_is_done(doubles):
    doubles.go_on.set()
    doubles.numbers = (1,)
    run_until(opened(), texts)
    doubles.numbers = (2, 1)
    app = opened()
    run_until(app, texts)

    assert texts(app) == ["doubles: [4, 2]"]
    assert doubles.begun == [1, 2]


def test_who_waits_is_told_how_many_are_before_them(doubles):
    apps = []
    for number in range(3):
        doubles.numbers = (number,)
        apps.append(opened())

    doubles.numbers = (2,)
    apps[2].run()
    assert bar(apps[2])[0] == "Waiting in the queue: 2 before you."


def test_work_that_was_stopped_begins_again_only_when_it_is_wanted(doubles):
    app = opened()
    app.button(key="stop-doubles").click().run()
    assert texts(app) == ["This was stopped."]
    assert [part.value for part in app.markdown] == ["below the work"]
    app.run()
    assert texts(app) == ["This was stopped."]

    doubles.numbers = (3,)
    app.run()
    assert app.get("progress"), "other work is not stopped"
    doubles.numbers = (1, 2)
    app.run()
    doubles.go_on.set()
    app.button(key="begin-doubles").click().run()
    run_until(app, lambda app: "doubles: [2, 4]" in texts(app))


def test_what_goes_wrong_is_said_and_can_be_tried_again(doubles):
    doubles.error = ValueError("no *such* number")
    doubles.go_on.set()
    app = opened()
    run_until(app, lambda app: app.error)

    assert [part.value for part in app.code] == ["no *such* number"]
    doubles.error = None
    app.button(key="begin-doubles").click().run()
    run_until(app, lambda app: "doubles: [2, 4]" in texts(app))


def test_where_the_queue_is_full_it_is_said_and_the_rest_of_the_page_is_there(doubles, monkeypatch):
    full = Jobs(at_once=1, most=0)
    monkeypatch.setattr(results, "jobs", lambda: full)
    doubles.numbers = (1,)
    first = opened()
    doubles.numbers = (2,)
    app = opened()

    assert first.get("progress")
    assert "no more is taken" in "".join(texts(app))
    assert [part.value for part in app.markdown] == ["below the work"]
    doubles.go_on.set()
    doubles.numbers = (1,)
    run_until(first, lambda app: "doubles: [2]" in texts(app))
    doubles.numbers = (2,)
    app.button(key="begin-doubles").click().run()
    run_until(app, lambda app: "doubles: [4]" in texts(app))
