"""The parts of the screen, run as a session would run them, compared with what is measured."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as st_
from streamlit.testing.v1 import AppTest

from core.analysis.tracking.of_a_corpus import sampled_tokens
from core.analysis.units.ranking import by_feature, by_memory, by_saturation, by_spread
from core.corpus.index.quantise import level_counts
from core.corpus.search.hits import extreme_hits
from core.corpus.search.search import units_on
from core.figures.unit_features import units_drawn
from pages import language
from pages.components.over_chart import Clicked
from pages.inspect_a_unit import rankings, wording
from pages.inspect_a_unit.view import RANKINGS
from pages.inspect_a_unit.views import tracked_features
from pages.inspect_a_unit.views.along_the_text import LONGEST, window
from pages.shared import downloads, tables
from pages.shared.view import session
from tests.pages.inspect_a_unit.inspected import Inspected, inspected
from tests.pages.screens import charts, link, nodes

TABLES = {
    "tracks": "units-by-feature",
    "saturated": "units-by-saturation",
    "slow": "units-by-time",
    "spread": "units-by-spread",
}
SCRIPT = "from tests.pages.inspect_a_unit.unit_parts import screen\nscreen()"

DEFAULT = {"model": "brackets", "cell": "lstm", "unit": "1", "rank": "slow", "lang": "en"}


@pytest.fixture(autouse=True)
def english() -> None:
    """Use English in the parts that are called without a session, whatever ran before."""
    language.use("en")


def opened(**query: str) -> AppTest:
    """Return the parts as a session opens them: by default the LSTM of the brackets."""
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    for name, value in (DEFAULT | query).items():
        app.query_params[name] = value
    return app.run()


def captions(app: AppTest) -> str:
    return "\n".join(caption.value for caption in app.caption)


def points(app: AppTest, mode: str) -> list[dict[str, Any]]:
    return [piece for spec in charts(app) for piece in spec["data"] if piece.get("mode") == mode]


def components(app: AppTest, name: str) -> Iterator[Any]:
    for node in nodes(app):
        if node.type == "bidi_component" and name in node.proto.component_name:
            yield node.proto


@pytest.fixture
def files(monkeypatch) -> dict[str, Any]:
    """The functions that make the files which the page offers, by file name."""
    offered: dict[str, Any] = {}
    monkeypatch.setattr(
        downloads,
        "download",
        lambda _label, content, file_name: offered.__setitem__(file_name, content),
    )
    return offered


def read(content: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content().decode("utf-8-sig"))))


# ---- every part, in both languages ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "cell", "lang"),
    [
        ("along", "gru", "ko"),
        ("spread", "rnn", "en"),
        ("contexts", "lstm", "ko"),
        ("tracks", "rnn", "en"),
        ("found", "gru", "ko"),
    ],
)
def test_every_view_is_shown(look, cell, lang):
    app = opened(cell=cell, look=look, rank="slow", span="30~33", on="10", lang=lang)

    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(("rank", "key"), [*TABLES.items()])
def test_every_ranking_lists_every_unit_in_its_order_and_marks_the_selected_one(rank, key):
    statistics, tracking = inspected().state_index.statistics, inspected().tracking
    orders = {
        "tracks": [row.unit for row in by_feature(tracking)],
        "saturated": [row.unit for row in by_saturation(statistics)],
        "slow": list(by_memory(statistics)),
        "spread": list(by_spread(statistics)),
    }
    app = opened(rank=rank, unit="7", look="found")

    assert list(app.dataframe[0].value["unit"]) == orders[rank]
    assert app.session_state[key]["selection"]["rows"] == [orders[rank].index(7)]


# ---- choosing a unit -----------------------------------------------------------------------------


def test_a_click_on_a_row_chooses_its_unit(monkeypatch):
    """AppTest cannot click on a table; the callback is called as Streamlit would."""
    callbacks, chosen = {}, []
    state = {"selection": {"rows": [0], "columns": [], "cells": [(2, "unit")]}}
    monkeypatch.setattr(
        st,
        "dataframe",
        lambda _columns, key, on_select, **_look: callbacks.update({key: on_select}),
    )
    monkeypatch.setattr(session, "widget", lambda key, _value: key)
    monkeypatch.setattr(session, "reported", lambda _key, name: state[name])
    monkeypatch.setattr(session, "selection_now", lambda: session.Selection(unit=5))
    monkeypatch.setattr(session, "cue", lambda unit: chosen.append(unit))

    tables.units_table({"unit": [5, 8, 3]}, [5, 8, 3], 5, "table", {})
    callbacks["table"]()
    state["selection"] = {"rows": [1], "columns": [], "cells": []}
    callbacks["table"]()
    state["selection"] = {"rows": [0], "columns": [], "cells": []}  # the one that is selected
    callbacks["table"]()

    assert chosen == [3, 8]


def test_one_feature_ranks_the_units_and_is_in_the_link():
    app = opened(look="found", rank="tracks", f="bracket-depth")
    features = inspected().features
    number = [feature.id for feature in features].index("bracket-depth")

    shown = app.dataframe[0].value
    assert list(shown["unit"]) == [row.unit for row in by_feature(inspected().tracking, number)]
    assert set(shown["feature"]) == {features[number].name}

    app.selectbox(key="feature").set_value(rankings.EACH).run()
    assert "f" not in link(app)
    app.selectbox(key="feature").set_value("opens").run()
    assert link(app)["f"] == "opens"


def test_a_feature_of_other_texts_is_refused_with_a_note():
    app = opened(look="found", rank="tracks", f="indentation")

    assert any("does not apply to this network's texts" in info.value for info in app.info)


# ---- where nothing can be shown, it says why ----------------------------------------------------


def record_notes(monkeypatch, notes: dict[str, Any]) -> None:
    monkeypatch.setattr(st, "info", lambda text, **_look: notes.setdefault("info", text))


def test_without_features_another_ranking_is_advised(monkeypatch):
    notes: dict[str, Any] = {}
    record_notes(monkeypatch, notes)

    assert not rankings.measured(None)
    assert "Rank its units another way" in notes["info"]
    assert rankings.measured(inspected().tracking)


def test_a_short_text_says_to_choose_a_longer_one(monkeypatch):
    notes: dict[str, Any] = {}
    record_notes(monkeypatch, notes)

    assert not rankings.measured(inspected(documents=1).tracking)
    assert "Choose a longer text" in notes["info"]


def test_units_can_be_chosen_where_no_feature_is_measured(monkeypatch):
    monkeypatch.setattr(rankings, "measured", lambda _tracking: False)
    shown = opened(rank="tracks", look="found").dataframe[0].value

    assert list(shown["unit"]) == list(by_spread(inspected().state_index.statistics))


def test_an_rnn_has_no_gates_to_saturate():
    app = opened(cell="rnn", rank="saturated", look="spread")

    assert sum("RNN has no gates" in info.value for info in app.info) == 2


def test_without_marked_tokens_the_view_says_how_to_mark():
    app = opened(look="found")

    assert any("Mark some tokens" in info.value for info in app.info)
    assert not list(components(app, "snippets"))


def test_no_unit_on_says_to_lower_the_threshold():
    app = opened(look="found", span="1~60", on="99")

    assert any("Lower the threshold" in info.value for info in app.info)
    app = opened(look="found", span="1~60", on="99", edges="1")
    assert any("untick the box" in info.value for info in app.info)


# ---- along the text ------------------------------------------------------------------------------


def test_every_quantity_is_a_line_and_the_current_token_is_framed():
    app = opened(look="along", t="300")
    (spec,) = charts(app)
    network = inspected().network

    assert len(spec["data"]) == len(network.cell.quantities)
    frames = [
        shape for shape in spec["layout"]["shapes"] if shape.get("line", {}).get("width") == 1.5
    ]
    start, stop = window(299, 4_000)
    assert {(shape["x0"], shape["x1"]) for shape in frames} == {
        (299 - start + 0.5, 299 - start + 1.5)
    }
    assert f"Tokens {start + 1} to {stop} of 4,000" in captions(app)


@pytest.mark.parametrize(
    ("span", "shaded"), [("11~14", (10.5, 14.5)), ("75~95", (74.5, 80.5)), ("900~910", None)]
)
def test_marked_tokens_are_shaded_as_far_as_they_are_drawn(span, shaded):
    (spec,) = charts(opened(look="along", t="1", span=span))
    rectangles = [
        (shape["x0"], shape["x1"])
        for shape in spec["layout"]["shapes"]
        if shape["type"] == "rect" and "fillcolor" in shape
    ]

    assert rectangles == ([] if shaded is None else [shaded])


# ---- spread --------------------------------------------------------------------------------------


def test_the_tokens_where_the_unit_is_on_are_counted():
    index = inspected().state_index
    on = int(level_counts(index.column(2))[120:].sum())

    text = captions(opened(look="spread", unit="2", on="20"))

    assert f"On at {on / 4000:.1%} of all tokens ({on:,} of 4,000)" in text


@pytest.mark.parametrize("unit", range(10))
def test_the_correlation_length_can_be_read_off_the_chart(unit):
    """The sentence, the ranking, the caption and the dotted lines have the same number."""
    app = opened(look="spread", rank="slow", unit=str(unit))
    r = inspected().state_index.statistics.autocorrelations[:, unit]
    below = np.flatnonzero(r < 1 / np.e)
    length = int(below[0]) if len(below) else len(r)

    said, text = "\n".join(part.value for part in (*app.caption, *app.markdown)), captions(app)
    assert f" {length} token" in said
    ranked = app.dataframe[0].value.set_index("unit")
    assert ranked.loc[unit, "tokens"] == length
    if len(below):
        assert f"distance of {length} the correlation r is {r[length]:.2f}, below 1/e" in text
    else:
        assert f"At none of the {length} distances" in text


def test_the_ring_is_round_the_selected_unit_in_every_gate():
    app = opened(look="spread", unit="3")
    saturation = inspected().state_index.statistics.saturation

    rings = points(app, "markers+text")
    assert [(ring["x"][0], ring["y"][0]) for ring in rings] == [
        (gate.left[3], gate.right[3]) for gate in saturation.values()
    ]


def test_tokens_are_listed_by_the_mean_after_them():
    high, low = (table.value for table in opened(look="spread").dataframe[-2:])
    means = [*high["mean"], *low["mean"][::-1]]

    assert means == sorted(means, reverse=True)
    assert len(set(high["token"]) | set(low["token"])) == len(means) == 7


# ---- contexts ------------------------------------------------------------------------------------


def test_both_lists_of_contexts_are_shown():
    app = opened(look="contexts", q="cell_state")
    x = inspected()
    best = extreme_hits(x.network, x.corpus, x.state_index, 1, "cell_state")[0]

    high, low = components(app, "snippets")
    assert f"{best.figure:+.3f}" in str(high)
    assert f"{best.figure:+.3f}" not in str(low)
    assert "highest and lowest places of cell state, unit 1" in captions(app)


# ---- what it tracks ------------------------------------------------------------------------------


def test_a_feature_that_is_not_above_chance_is_not_claimed():
    x = inspected()
    beyond = x.tracking.tracks()
    assert beyond.any()
    assert not beyond.all()
    for unit in (int(beyond.sum(axis=1).argmax()), int(beyond.sum(axis=1).argmin())):
        shown = opened(look="tracks", rank="slow", unit=str(unit)).dataframe[1].value
        claimed = set(shown["feature"][shown["in words"] == "above chance"])
        assert claimed == {x.features[row].name for row in np.flatnonzero(beyond[unit])}


def test_the_headline_names_a_feature_that_is_followed_beyond_chance():
    x = inspected()
    number, feature = by_feature(x.tracking)[0]
    assert x.tracking.tracks()[number, feature]

    headline = opened(look="found", unit=str(number)).header[0].value

    verb = "rises" if x.tracking.scores[number, feature] > 0 else "falls"
    assert f"Unit {number} {verb} with:" in headline


def test_a_lecture_hides_what_units_follow_until_it_has_guessed():
    app = opened(look="found", lecture="1")

    assert any("Guess first" in expander.label for expander in app.expander)
    assert "feature" not in opened(look="found", rank="tracks", lecture="1").dataframe[0].value
    assert "feature" in opened(look="found", rank="tracks").dataframe[0].value

    scores = opened(look="tracks", lecture="1")
    closed = [expander for expander in scores.expander if "Guess first" in expander.label]
    assert [bool(expander.dataframe) for expander in closed] == [False, True]
    assert not any(expander.proto.expanded for expander in closed)


def test_a_click_on_the_heatmap_chooses_the_unit_of_that_column(monkeypatch):
    clicks = {}

    monkeypatch.setattr(
        tracked_features, "chart", lambda *_what, on_click, **_look: clicks.update(it=on_click)
    )
    chosen = []
    monkeypatch.setattr(session, "cue", lambda unit: chosen.append(unit))
    x = inspected()

    tracked_features.heatmap(1, x.state_index, x.tracking, x.features)
    for column in (4, -1, 10_000):
        clicks["it"](Clicked(column, 0, 0))

    followed = np.where(x.tracking.tracks(), x.tracking.scores, 0)
    assert chosen == [units_drawn(followed, x.tracking.chance)[4]]


def test_a_score_that_the_halves_disagree_about_is_not_claimed():
    tracking = replace(
        inspected().tracking,
        chosen_by=np.array([[0.5, 0.5, 0.1, np.nan]]),
        scores=np.array([[0.6, -0.6, 0.1, np.nan]]),
        chance=np.full(4, 0.2),
        reasons=(None,) * 4,
    )

    assert [tracked_features.verdict(tracking, 0, feature) for feature in range(4)] == [
        "above chance",
        "the other way round in the other half",
        "not above chance",
        "the unit does not change",
    ]


# ---- same units elsewhere ------------------------------------------------------------------------


def test_the_set_is_the_units_on_throughout_and_each_can_be_chosen():
    app = opened(look="found", span="30~33", on="10")
    x = inspected()
    hidden = np.concatenate([x.network.trace(text)["hidden_state"] for text in x.corpus.documents])
    expected = units_on(hidden, 29, 33, 0.1).tolist()

    assert expected
    assert f"{len(expected)} of 10 units" in captions(app)
    assert [button.label for button in app.button] == [str(unit) for unit in expected]
    app.button[0].click().run()
    assert link(app)["unit"] == str(expected[0])


def test_the_threshold_is_in_the_link_in_hundredths():
    app = opened(look="found", span="30~33")

    app.slider[0].set_value(0.57).run()

    assert link(app)["on"] == "57"


# ---- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", RANKINGS)
def test_the_ranking_is_a_file_with_every_unit(rank, files):
    opened(rank=rank, look="found")
    (content,) = files.values()

    rows = read(content)
    assert {row["unit"] for row in rows} == {str(unit) for unit in range(10)}
    assert read(content) == rows  # a file can be asked for twice


@pytest.mark.parametrize(
    ("look", "names"),
    [
        ("along", ["gatescope-unit-1-along-the-text.csv"]),
        (
            "spread",
            [
                "gatescope-unit-1-spread.csv",
                "gatescope-unit-1-correlation.csv",
                "gatescope-unit-1-after-tokens.csv",
            ],
        ),
        (
            "contexts",
            ["gatescope-unit-1-strongest-contexts.csv", "gatescope-unit-1-weakest-contexts.csv"],
        ),
        ("tracks", ["gatescope-unit-1-tracks.csv"]),
        ("found", ["gatescope-same-units.csv"]),
    ],
)
def test_every_view_has_its_table_as_a_file(look, names, files):
    opened(look=look, rank="slow", span="30~33", on="10")

    assert set(names) < set(files)
    assert all(read(files[name]) for name in names)


def test_the_file_along_the_text_has_the_numbers_of_the_trace(files):
    opened(look="along", t="1")
    x: Inspected = inspected()
    trace = x.network.trace(x.corpus.documents[0])

    rows = read(files["gatescope-unit-1-along-the-text.csv"])
    assert [row["token"] for row in rows] == list(trace.tokens[:LONGEST])
    for name in trace.activations:
        numbers = [float(row[name]) for row in rows]
        assert np.allclose(numbers, trace[name][:LONGEST, 1], atol=1e-5)


def test_the_file_of_the_spread_has_the_numbers_of_the_statistics(files):
    opened(look="spread", unit="1")
    statistics = inspected().state_index.statistics

    rows = read(files["gatescope-unit-1-spread.csv"])
    assert [row["quantity"] for row in rows] == list(statistics.moments)
    for row in rows:
        assert float(row["std"]) == statistics.moments[row["quantity"]].std[1]
        gate = statistics.saturation.get(row["quantity"])
        assert row["left_saturated"] == ("" if gate is None else str(gate.left[1]))


def test_no_text_in_a_file_is_run_as_a_formula(files):
    downloads.table_file(("text",), lambda: [("=1+1",), (3,)], "file")

    assert [row["text"] for row in read(files["file.csv"])] == ["'=1+1", "3"]


@pytest.mark.parametrize("length", [1, 4_000, 50_000, 50_001, 1_000_000])
def test_claims_say_on_how_many_tokens_they_were_measured(length):
    language.use("en")
    said, tokens = wording.measured_on(length), sampled_tokens(length)

    assert f"{tokens:,} " in said
    assert said.startswith("all ") == (tokens == length)
    assert f"{length:,} tokens" in said


@pytest.mark.parametrize("look", ["tracks", "found"])
def test_the_ranking_and_the_explanation_say_what_was_measured(look):
    app = opened(rank="tracks", look=look)

    assert "Measured on all 4,000 tokens: one half" in captions(app)
    explained = "\n".join(part.value for part in app.markdown)
    assert "a measured claim, here on all 4,000 tokens." in explained


def test_the_explanations_have_the_numbers_on_screen():
    app = opened(look="found", unit="2")
    text = "\n".join(markdown.value for markdown in app.markdown)

    assert "10 numbers in the hidden state" in text
    assert "unit 2" in text
    assert "all tokens of the text (4,000)" in text


# ---- words and windows ---------------------------------------------------------------------------


@given(st_.data())
def test_the_window_holds_the_token_and_as_much_around_it_as_fits(data):
    length = data.draw(st_.integers(1, 2_000))
    at = data.draw(st_.integers(0, length - 1))
    start, stop = window(at, length)

    assert 0 <= start <= at < stop <= length
    assert stop - start == min(length, LONGEST)
    assert at - start >= min(at, LONGEST // 4)
    assert stop - 1 - at >= min(length - 1 - at, LONGEST // 4)


@pytest.mark.parametrize(
    ("kind", "score", "chance", "text", "level"),
    [
        ("number", 0.971, 0.2, "r = +0.97", "+0.20"),
        ("number", -0.5, 0.2, "r = -0.50", "-0.20"),
        ("yes-no", 0.9, 0.2, "AUC = 0.95", "0.60"),
        ("yes-no", -1.000001, 0.2, "AUC = 0.00", "0.40"),
        ("yes-no", float("nan"), float("nan"), "–", "–"),
    ],
)
def test_scores_are_written_as_r_or_auc_and_chance_with_their_sign(
    kind, score, chance, text, level
):
    assert wording.score_text(kind, score) == text
    assert wording.chance_text(kind, score, chance) == level


def test_a_unit_that_follows_nothing_says_so():
    x = inspected()
    silent = replace(x.tracking, chance=np.full(len(x.features), 2.0))

    assert "follows none of the known features" in wording.follows(1, silent, x.features)
