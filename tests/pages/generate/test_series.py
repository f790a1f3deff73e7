"""The part of Generate that continues a series: its charts, tables, words, links and files."""

import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.generation.baselines import baselines
from core.generation.decomposition import decompose
from core.generation.forecast import Forecast, forecast, reach_of
from core.generation.horizon import errors_over_horizon
from core.network.catalogue import TASKS, NetworkReference, load
from core.sequence_tasks.wave import made_up
from pages import language
from pages.generate import series_files
from pages.generate.series_pickers import LENGTH
from pages.generate.series_run import SeriesRun, run_of
from pages.generate.series_view import MOST_AHEAD, MOST_CYCLE
from pages.shared import cached
from pages.shared.view import session
from pages.shared.view.link import MAX_LINK_TEXT
from tests.nasty import ONE_OF_EACH
from tests.pages.screens import Everything, charts, link, masked, read_as_markdown, settled
from tests.pages.views import read, view_of

EXAMPLE = TASKS["wave"].example


def page() -> None:
    from tests.pages.generate import series_app

    series_app.page()


def opened(text: str = EXAMPLE, cell: str = "lstm", **query: str) -> AppTest:
    language.use(query.get("lang", "en"))
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state[session.NEAR] = Everything()
    whole = {"model": "wave", "text": text, "cell": cell, "lang": "en"} | query
    for name, value in whole.items():
        app.query_params[name] = value
    return settled(app.run())


def array(values: Any) -> np.ndarray:
    """Return the numbers of a chart, which Plotly reads from bytes."""
    if isinstance(values, dict):
        kind = {"f4": "<f4", "f8": "<f8"}[values["dtype"]]
        values = np.frombuffer(b64decode(values["bdata"]), kind)
    return np.asarray(values, float)


def line(chart: dict[str, Any], name: str) -> np.ndarray:
    (trace,) = [each for each in chart["data"] if name in each.get("name", "")]
    return array(trace["y"])


def said(app: AppTest) -> str:
    return "\n".join(part.value for part in (*app.markdown, *app.caption, *app.info))


def by_hand(cell: str, prime: int, horizon: int, text: str = EXAMPLE) -> Forecast:
    network = load(NetworkReference("wave", cell))
    return forecast(network, network.encode(text).codes, prime, horizon)


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "paper-gru"])
def test_the_charts_are_those_of_the_library(cell: str) -> None:
    app = opened(cell=cell, read="25", ahead="12", cycle="5")
    drawn, errors, parts = charts(app)[:3]
    run = by_hand(cell, 25, 12)

    np.testing.assert_allclose(line(drawn, "free-running"), run.free)
    np.testing.assert_allclose(line(drawn, "one-step"), run.one_step[1:])
    np.testing.assert_allclose(line(drawn, "the series"), run.values)
    made = baselines(run.values[:25], 12, 5)
    named = {"last value": "last-value", "mean": "mean", "same phase": "same-phase"}
    for title, name in named.items():
        np.testing.assert_allclose(line(drawn, title), made[name])
    network = load(NetworkReference("wave", cell))
    over = errors_over_horizon(network, network.encode(EXAMPLE).codes, 12, 5).roots
    np.testing.assert_allclose(line(errors, "free-running"), over["free"])
    np.testing.assert_allclose(line(errors, "same phase"), over["same-phase"])
    found = decompose(run.values, 5)
    np.testing.assert_allclose(array(parts["data"][1]["y"]), found.trend)
    np.testing.assert_allclose(array(parts["data"][2]["y"]), found.cycle)


def test_the_table_judges_from_here_and_from_every_start() -> None:
    table = opened(read="25", ahead="40", cycle="5").dataframe[0].value
    run = by_hand("lstm", 25, 40)
    truth = run.values[25:]
    made = {"free-running": run.free[:15], "one-step": run.one_step[25:40]}
    named = {"last-value": "last value", "mean": "mean", "same-phase": "same phase"}
    made |= {named[name]: each for name, each in baselines(run.values[:25], 15, 5).items()}
    here = [float(np.sqrt(((each - truth) ** 2).mean())) for each in made.values()]

    assert list(table.iloc[:, 0]) == list(made)
    np.testing.assert_allclose(table["after value 25"].astype(float), here, rtol=1e-5)
    values = load(NetworkReference("wave", "lstm")).encode(EXAMPLE).codes
    errors = errors_over_horizon(load(NetworkReference("wave", "lstm")), values, 40, 5)
    titles = ["1 ahead (24 starts)", "5 ahead (20 starts)", "20 ahead (5 starts)"]
    assert list(table.columns)[2:] == titles
    for title in titles:
        ahead = int(title.split()[0])
        there = [float(each[ahead - 1]) for each in errors.roots.values()]
        np.testing.assert_allclose(table[title].astype(float), there, rtol=1e-5)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_words_have_the_numbers_of_this_series(lang: str) -> None:
    run = by_hand("lstm", 20, 40)
    words = said(opened(lang=lang))
    made = baselines(run.values[:20], 40, 7)
    found = decompose(run.values, 7)
    numbers = {
        *(f"{value:.2f}" for value in run.free[:2]),
        *(f"{each[0]:.2f}" for each in made.values()),
        f"{found.rise:.4f}",
        *(f"{end:.2f}" for end in reach_of(load(NetworkReference("wave", "lstm")))),
        f"{found.height:.2f}",
        f"{found.deviation:.2f}",
        "0.10",  # the noise of the rule
    }
    assert {number for number in numbers if number.replace("-", "−") not in words} == set()


def test_what_the_link_says_is_read_and_written() -> None:
    app = opened(read="30", ahead="7", cycle="9")
    assert app.slider(key="values_read").value == 30
    assert app.number_input(key="steps_ahead").value == 7
    assert app.number_input(key="cycle").value == 9
    app.slider(key="values_read").set_value(31)
    app.number_input(key="cycle").set_value(8)
    settled(app.run())
    assert {"read": "31", "ahead": "7", "cycle": "8"}.items() <= link(app).items()
    np.testing.assert_allclose(line(charts(app)[0], "free-running"), by_hand("lstm", 31, 7).free)


def test_a_shorter_forecast_takes_the_stepper_along_without_a_word() -> None:
    app = opened(read="30", ahead="20", t="48")
    app.number_input(key="steps_ahead").set_value(19)
    settled(app.run())
    assert link(app)["t"] == "48"
    app.number_input(key="steps_ahead").set_value(10)
    settled(app.run())
    assert (link(app)["t"], link(app)["ahead"]) == ("40", "10")
    app.slider(key="values_read").set_value(5)
    settled(app.run())
    assert (link(app)["t"], link(app)["read"]) == ("15", "5")
    assert session.NOTICES in app.session_state
    assert app.session_state[session.NOTICES] == ()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"read": "0"}, {"values_read": 1}),
        ({"ahead": "9999"}, {"steps_ahead": MOST_AHEAD}),
        ({"cycle": "1"}, {"cycle": 2}),
        ({"cycle": "500"}, {"cycle": MOST_CYCLE}),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest(
    query: dict[str, str], expected: dict[str, int]
) -> None:
    selection, messages = read(**query)
    assert selection == view_of(**expected)
    assert len(messages) == 1


def test_another_series_is_a_new_one_and_the_same_for_everyone() -> None:
    app, other = opened(read="30"), opened(read="30")
    for each in (app, other):
        each.button[0].click()
        settled(each.run())
    assert link(app)["text"] == link(other)["text"] != EXAMPLE
    assert len(link(app)["text"].split()) == LENGTH
    assert link(app)["read"] == "30"
    assert len(line(charts(app)[0], "the series")) == LENGTH


@pytest.mark.parametrize(("step", "shown"), [("3", "20"), ("20", "20"), ("31", "31"), ("99", "60")])
def test_a_lecture_hides_nothing_that_was_given(step: str, shown: str) -> None:
    assert link(opened(lecture="1", t=step))["t"] == shown
    assert link(opened(t=step))["t"] == ("60" if step == "99" else step)


@pytest.mark.parametrize("lecture", ["0", "1"])
def test_in_a_lecture_predictions_are_named_below_the_stepper(lecture: str) -> None:
    page = [*opened(lecture=lecture).main]
    (named,) = [at for at, node in enumerate(page) if "**Free running**" in _words_of(node)]
    (stepper,) = [at for at, node in enumerate(page) if "series-stepper" in _identifier(node)]
    assert (named > stepper) == (lecture == "1")


def _words_of(node: Any) -> str:
    return node.value if node.type == "markdown" else ""


def _identifier(node: Any) -> str:
    return getattr(node.proto, "id", "") if node.type == "bidi_component" else ""


def test_every_series_that_is_made_up_fits_in_a_link() -> None:
    assert max(len(made_up(seed, LENGTH)) for seed in range(200)) <= MAX_LINK_TEXT


@pytest.mark.parametrize(
    "text", ["0.5", "0.5 0.25", "1 2 3", "ten x; ;", "-1000 1000", "1e3 " * 300]
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_short_and_odd_series_have_something_to_say(text: str, lang: str) -> None:
    app = opened(text, lang=lang, ahead="3")
    assert not app.exception
    assert charts(app)
    assert "nan" not in said(app).lower()


@pytest.mark.parametrize("query", [{"read": "40"}, {"cycle": "40"}, {"cycle": "19", "read": "3"}])
def test_where_nothing_is_known_it_says_so(query: dict[str, str]) -> None:
    app = opened(**query)
    assert not app.exception
    assert "nan" not in said(app).lower()
    table = app.dataframe[0].value
    if query.get("read") == "40":
        assert table.iloc[:, 1].isna().all()
    if query.get("cycle") == "40":
        assert "at least 80 values are needed, and 40 are known" in said(app)


def test_no_series_is_an_invitation() -> None:
    app = opened(" ")
    assert not app.exception
    assert not charts(app)
    assert "Type a sentence" in said(app)


@pytest.fixture(scope="module")
def words() -> set[str]:
    """All that the page says, with a # for each number, of series without a hostile text."""
    harmless = [" ", "x", "x y", "0.5 " * 17, "x " * 75, EXAMPLE]
    return {unnumbered(each) for text in harmless for each in read_as_markdown(opened(text))}


def unnumbered(text: str) -> str:
    return masked(text).replace("-#", "#")


@pytest.mark.slow
@pytest.mark.parametrize("text", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_what_people_send_is_never_read_as_markup(text: str, words: set[str]) -> None:
    app = opened(text[:300])
    assert not app.exception
    notices = {unnumbered(part.value) for part in app.info}
    found = {unnumbered(each) for each in read_as_markdown(app)} - words - notices
    assert [each for each in found if not each.startswith("\u2068")] == []  # isolated and escaped


def run(text: str = EXAMPLE, **fields: int) -> SeriesRun:
    selection = view_of(model="wave", text=text, cell="lstm", **fields)
    named = selection.reference
    return run_of(selection, cached.network(named), cached.reading(named, text))


@pytest.mark.parametrize("text", [EXAMPLE, "x \"'\\ {0}", "0.5"])
def test_the_lines_of_python_make_the_same_forecast(text: str) -> None:
    shown = run(text, values_read=1 if len(text) < 20 else 22, steps_ahead=9, cycle=6)
    *lines, last = series_files.as_python(shown).splitlines()
    assert last == "decompose(values, cycle=6)"  # which needs twelve values
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    np.testing.assert_array_equal(names["run"].free, shown.forecast.free)
    np.testing.assert_array_equal(names["run"].one_step, shown.forecast.one_step)
    (code,) = opened(text, read="1").get("code")
    assert repr(text) in code.value


def test_the_file_has_every_value_once() -> None:
    shown = run(values_read=30, steps_ahead=20, cycle=7)
    rows = [*series_files.rows(shown)]
    assert [row[0] for row in rows] == [*range(1, 51)]
    columns = dict(zip(series_files.NAMES, zip(*rows, strict=True), strict=True))
    forecast = shown.forecast
    assert columns["known"] == (*forecast.values.tolist(), *[None] * 10)
    assert columns["one_step"] == (*forecast.one_step.tolist(), *[None] * 9)
    assert columns["free"] == (*[None] * 30, *forecast.free.tolist())
    assert columns["mean"][29:31] == (None, pytest.approx(forecast.values[:30].mean()))
    assert json.dumps(rows)


def test_the_stepper_has_the_states_of_the_forecast() -> None:
    shown = run(values_read=20, steps_ahead=40)
    assert len(shown.reading.tokens) == 60
    assert shown.reading.trace.tokens == by_hand("lstm", 20, 40).trace.tokens
    app = opened()
    assert any("series-stepper" in _identifier(node) for node in app.main)
