"""The parameter count screen, run as a session would run it."""

import csv
import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.network.catalogue import TASKS
from core.parameters.budget import largest_hidden_size
from core.parameters.conventions import CONVENTIONS
from core.parameters.cost import multiply_adds
from core.parameters.count import count_parameters
from core.parameters.table import to_csv
from core.parameters.timing import MAXIMUM_TIMED
from pages.parameter_count import explain, sizes
from pages.parameter_count.charts import curves_around
from pages.parameter_count.totals import _seconds
from pages.parameter_count.view import MAX_BUDGET
from pages.shared.view.selection import CONVENTION_NAMES
from tests.pages import screens
from tests.pages.views import view_of

CELLS = ("rnn", "lstm", "gru")
SIZES = ("input_size", "hidden_size", "budget", "num_layers")


def opened(**query: str) -> AppTest:
    """Return the screen as a link with these parameters opens it."""
    return screens.opened(screens.PARAMETER_COUNT, **({"v": "1"} | query))


def numbers(app: AppTest) -> dict[Any, Any]:
    """Return the sizes that are typed, by key."""
    return {field.key: field.value for field in app.number_input if field.key in SIZES}


def captions(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


def multiples(app: AppTest) -> list[str]:
    return [text for text in captions(app) if re.fullmatch(r"\S+ × the RNN", text)]


def prose(app: AppTest) -> str:
    """Return all headings, paragraphs, captions and warnings of the page."""
    words = [*app.caption, *app.markdown, *app.header, *app.warning]
    return "\n".join(node.value for node in words)


def charts(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return every chart as what Plotly is given, by its key."""
    drawn = [node for node in screens.nodes(app) if node.type == "plotly_chart"]
    assert all(node.proto.alt for node in drawn)
    return {node.key: json.loads(node.proto.spec) for node in drawn}


def link(app: AppTest, *names: str) -> dict[str, str]:
    """Return those of these parameters that are in the link."""
    query = screens.link(app)
    return {name: query[name] for name in names if name in query}


def totals(app: AppTest) -> dict[str, str]:
    assert not app.exception
    cells = {metric.label: metric.value for metric in app.metric}
    return {cell.upper(): cells[cell.upper()] for cell in CELLS}


def test_a_link_opens_its_sizes_and_convention():
    app = opened(d="8", h="16", count="keras", lang="en")

    assert totals(app) == {"RNN": "400", "LSTM": "1,600", "GRU": "1,248"}
    assert numbers(app) == {"input_size": 8, "hidden_size": 16, "num_layers": 1}
    assert app.selectbox(key="convention").value == "keras"
    assert [code.value for code in app.code][:3] == [
        "1 × (16 × 8 + 16 × 16 + 16)",
        "4 × (16 × 8 + 16 × 16 + 16)",
        "3 × (16 × 8 + 16 × 16 + 2 × 16)",
    ]
    assert "3.12 × the RNN" in captions(app)


def test_the_ratio_of_the_default_view_is_one_to_four_to_three():
    app = opened(lang="en")

    assert multiples(app)[:2] == ["4 × the RNN", "3 × the RNN"]


def test_typed_sizes_are_counted_and_go_into_the_link():
    app = opened()

    app.number_input(key="input_size").set_value(100).run()
    app.number_input(key="hidden_size").set_value(200).run()
    app.selectbox(key="convention").set_value("textbook").run()

    expected = [count_parameters(cell, 100, 200, convention="textbook").total for cell in CELLS]
    assert list(totals(app).values()) == [f"{total:,}" for total in expected]
    assert link(app, "d", "h", "count") == {"d": "100", "h": "200", "count": "textbook"}
    assert totals(opened(d="100", h="200", count="textbook")) == totals(app)


def test_no_change_of_a_size_is_lost():
    app = opened()

    for size in (5, 6, 7):
        app.number_input(key="hidden_size").set_value(size).run()
        assert totals(app)["RNN"] == f"{count_parameters('rnn', 64, size).total:,}"


def test_a_preset_takes_the_sizes_of_a_shipped_network():
    app = opened()

    app.button(key="preset-hello").click().run()

    assert numbers(app) == {"input_size": 4, "hidden_size": 8, "num_layers": 1}
    assert totals(app)["LSTM"] == f"{count_parameters('lstm', 4, 8).total:,}"


def test_a_preset_of_two_directions_counts_both():
    app = opened()

    app.button(key="preset-spacing-english-both").click().run()

    assert numbers(app) == {"input_size": 32, "hidden_size": 64, "num_layers": 1}
    assert totals(app)["LSTM"] == f"{count_parameters('lstm', 32, 64, bidirectional=True).total:,}"
    app.button(key="preset-hello").click().run()
    assert totals(app)["LSTM"] == f"{count_parameters('lstm', 4, 8).total:,}"


def test_presets_have_the_names_that_the_networks_have_elsewhere():
    app = opened(lang="en")

    presets = [button.label for button in app.button if (button.key or "").startswith("preset-")]
    assert "64 → 64: English film reviews · Korean film reviews" in presets
    assert "64 → 256: Shakespeare · Python source" in presets
    assert "32 → 64, two directions: English spacing · Korean spacing" in presets
    shown = {name for label in presets for name in label.split(": ")[1].split(" · ")}
    counted = [model for model in TASKS if not model.endswith("-windows")]
    assert shown == {TASKS[model].title.split(",")[0] for model in counted}


@pytest.mark.parametrize(
    "query", [{"d": "1e3"}, {"d": "a"}, {"h": "٣"}, {"h": "1_0"}, {"count": "<b>"}]
)
def test_a_broken_link_opens_with_a_notice(query):
    app = opened(**query)

    assert totals(app)["RNN"] == "8,320"
    assert len(app.warning) == 1


@pytest.mark.parametrize(("size", "nearest"), [("0", 1), ("-3", 1), ("99999", 4096)])
def test_a_size_out_of_range_becomes_the_nearest(size, nearest):
    app = opened(d=size)

    assert app.number_input(key="input_size").value == nearest
    assert len(app.warning) == 1


@pytest.mark.parametrize("size", ["1", "4096"])
def test_the_least_and_the_largest_size_are_counted(size):
    assert totals(opened(d=size, h=size))["LSTM"] == (
        f"{count_parameters('lstm', int(size), int(size)).total:,}"
    )


def test_the_tables_agree_with_the_totals():
    app = opened(d="3", h="5", lang="en")
    by_tensor, by_gate, *_explained = (table.value for table in app.dataframe)

    for name in ("RNN", "LSTM", "GRU"):
        total = totals(app)[name]
        for table in (by_tensor, by_gate):
            assert f"{table[table['cell'] == name]['parameters'].sum():,}" == total
    assert set(by_gate[by_gate["cell"] == "GRU"]["gate"]) == {
        "reset gate",
        "update gate",
        "candidate",
    }


def test_every_convention_has_a_name_and_stands_in_the_comparison():
    app = opened(lang="en")

    assert set(CONVENTION_NAMES) == set(CONVENTIONS)
    assert len(app.dataframe[3].value) == len(CONVENTIONS)


def test_the_parameter_count_is_in_korean():
    app = opened(lang="ko")

    assert app.title[0].value == "매개변수 수"
    assert "RNN의 4배" in captions(app)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_file_has_every_row(convention):
    selection = view_of(input_size=8, hidden_size=16, num_layers=2, bidirectional=True)
    counted = sizes.tables(selection, sizes.units(selection), convention)

    rows = list(csv.DictReader(to_csv(counted).decode("utf-8-sig").splitlines()))

    assert len(rows) == sum(len(table.rows) for table in counted)
    for table in counted:
        own = [int(row["count"]) for row in rows if row["cell"] == table.cell]
        assert sum(own) == table.total
    assert rows[0]["convention"] == convention
    assert rows[0]["shape"] in ("16 × 8", "8 × 16")
    assert {(row["layer"], row["direction"]) for row in rows} == {
        ("0", "forward"), ("0", "backward"), ("1", "forward"), ("1", "backward"),
    }  # fmt: skip


# ---- layers and directions -----------------------------------------------------------------------


def test_layers_and_directions_are_counted_and_go_into_the_link():
    app = opened(d="8", h="16")

    app.number_input(key="num_layers").set_value(3).run()
    app.button_group(key="bidirectional").set_value(True).run()

    expected = {cell.upper(): count_parameters(cell, 8, 16, 3, True).total for cell in CELLS}
    assert totals(app) == {cell: f"{total:,}" for cell, total in expected.items()}
    assert link(app, "layers", "both") == {"layers": "3", "both": "1"}
    again = opened(**screens.link(app))
    assert totals(again) == totals(app)
    assert numbers(again)["num_layers"] == 3
    assert again.button_group(key="bidirectional").value is True


def test_a_preset_has_one_layer_one_direction_and_no_budget():
    app = opened(d="8", h="16", layers="3", both="1", budget="5000")

    app.button(key="preset-hello").click().run()

    assert numbers(app) == {"input_size": 4, "hidden_size": 8, "num_layers": 1}
    assert link(app, "layers", "both", "budget") == {}
    assert totals(app)["GRU"] == f"{count_parameters('gru', 4, 8).total:,}"


@pytest.mark.parametrize("query", [{"layers": "0"}, {"layers": "9"}, {"both": "<b>"}])
def test_layers_that_are_not_there_open_with_a_notice(query):
    app = opened(**query)

    assert not app.exception
    assert 1 <= numbers(app)["num_layers"] <= 8
    assert len(app.warning) == 1


# ---- ratio ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("convention", ["textbook", "pytorch", "keras-reset-before"])
def test_the_ratio_is_called_exact_where_it_is(convention):
    app = opened(count=convention, layers="2", both="1", lang="en")

    assert "RNN : LSTM : GRU = 1 : 4 : 3" in [head.value for head in app.header]
    assert "Exactly" in prose(app)
    assert "Close to" not in prose(app)


def test_the_ratio_of_keras_is_called_close_with_the_difference():
    """400 and 1248 parameters: 78/25, of which 48 are the second bias of three blocks."""
    app = opened(d="8", h="16", count="keras", lang="en")

    assert "RNN : LSTM : GRU = 1 : 4 : 3.12" in [head.value for head in app.header]
    assert "adds 48 parameters" in prose(app)
    assert "78/25 of the RNN, 4.00% more than 3" in prose(app)


# ---- budget --------------------------------------------------------------------------------------


def test_the_budget_begins_as_the_lstm_on_the_screen():
    app = opened(d="8", h="16", count="keras", layers="2")

    app.button_group(key="same").set_value("budget").run()

    lstm = count_parameters("lstm", 8, 16, 2, convention="keras").total
    assert numbers(app) == {"input_size": 8, "budget": lstm, "num_layers": 2}
    assert link(app, "budget", "h") == {"budget": str(lstm), "h": "16"}
    app.button_group(key="same").set_value("size").run()
    assert numbers(app) == {"input_size": 8, "hidden_size": 16, "num_layers": 2}
    assert link(app, "budget") == {}


def test_a_budget_starts_within_the_limit_of_links():
    app = opened(d="4096", h="4096", layers="8", both="1")

    app.button_group(key="same").set_value("budget").run()

    assert not app.exception
    assert numbers(app)["budget"] == MAX_BUDGET


def test_with_a_budget_each_cell_has_the_most_units_that_fit():
    app = opened(d="8", budget="1664", lang="en")

    units = {cell: largest_hidden_size(cell, 1_664, 8) for cell in CELLS}
    assert units == {"rnn": 36, "lstm": 16, "gru": 19}
    counted = {cell: count_parameters(cell, 8, size).total for cell, size in units.items() if size}
    assert totals(app) == {cell.upper(): f"{total:,}" for cell, total in counted.items()}
    for cell, size in units.items():
        assert f"**{size} units**, {1_664 - counted[cell]} parameters left" in prose(app)
    assert "Units: 1 : 0.44 : 0.53" in prose(app)
    assert "1 × (36 × 8 + 36 × 36 + 2 × 36)" in [code.value for code in app.code]


def test_with_a_budget_tables_and_charts_are_of_the_units_it_buys():
    app = opened(d="8", budget="1664", lang="en")
    by_tensor = app.dataframe[0].value
    shown = charts(app)

    assert by_tensor[by_tensor["cell"] == "RNN"]["shape"].tolist()[:2] == ["(36, 8)", "(36, 36)"]
    assert [note["text"] for note in shown["parameter-bars"]["layout"]["annotations"]] == [
        f"<b>{total}</b>" for total in totals(app).values()
    ]
    assert "36 × 36" in shown["matrices-0-rnn"]["layout"]["annotations"][0]["text"]
    marks = [trace for trace in shown["parameter-curves"]["data"] if "markers" in trace["mode"]]
    assert [mark["text"] for mark in marks] == [["<b>36</b>"], ["<b>16</b>"], ["<b>19</b>"]]
    assert {shape["y0"] for shape in shown["parameter-curves"]["layout"]["shapes"]} == {1_664}
    assert f"{multiply_adds(count_parameters('gru', 8, 19)):,} multiply-adds per token" in prose(
        app
    )


def test_a_typed_budget_goes_into_the_link():
    app = opened(d="8", budget="1664")

    for budget in (2_000, 3_000):
        app.number_input(key="budget").set_value(budget).run()
        assert link(app, "budget") == {"budget": str(budget)}
        assert all(int(total.replace(",", "")) <= budget for total in totals(app).values())
    assert totals(opened(**screens.link(app))) == totals(app)


def test_a_budget_that_buys_nothing_says_what_the_smallest_needs():
    app = opened(d="64", budget="10", lang="en")

    assert totals(app) == {"RNN": "–", "LSTM": "–", "GRU": "–"}
    for cell in CELLS:
        needed = count_parameters(cell, 64, 1).total
        assert f"Not even one unit fits. The smallest needs {needed} parameters." in prose(app)
    assert list(charts(app)) == ["parameter-curves"]
    for words in ("Time:", "fused kernel", "one block"):
        assert words not in prose(app)
    app.number_input(key="budget").set_value(100).run()
    assert totals(app)["RNN"] == "67"


def test_with_a_budget_no_card_says_a_multiple_of_the_rnn():
    """All totals are about the budget: their ratio says nothing."""
    app = opened(d="64", budget="31600", lang="en")

    assert multiples(app) == []
    app.button_group(key="same").set_value("size").run()
    assert multiples(app) == ["4 × the RNN", "3 × the RNN"]


def test_a_budget_that_buys_some_cells_shows_those():
    app = opened(d="64", budget="250", lang="en")

    assert {cell: total == "–" for cell, total in totals(app).items()} == {
        "RNN": False, "LSTM": True, "GRU": False,
    }  # fmt: skip
    assert set(app.dataframe[0].value["cell"]) == {"RNN", "GRU"}
    assert "matrices-0-lstm" not in charts(app)
    assert "268 parameters" in prose(app)


@pytest.mark.parametrize(("budget", "nearest"), [("0", 1), ("-5", 1)])
def test_a_budget_out_of_range_becomes_the_nearest(budget, nearest):
    app = opened(budget=budget)

    assert not app.exception
    assert numbers(app)["budget"] == nearest
    assert len(app.warning) == 1 + len(CELLS)


# ---- cost ----------------------------------------------------------------------------------------


def test_memory_and_work_are_those_of_the_total():
    app = opened(d="8", h="16", lang="en")

    assert "6.5 KiB in float32 · 3.25 KiB in float16" in captions(app)  # 1664 × 4 bytes
    assert "1,584 multiply-adds per token" in captions(app)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (7.706e-6, "7.71 µs"),
        (999.4e-6, "999 µs"),
        (999.6e-6, "1 ms"),
        (0.01234, "12.3 ms"),
        (0.9996, "1 s"),
        (1.5, "1.5 s"),
    ],
)
def test_a_time_has_three_digits_and_the_unit_that_suits_it(seconds: float, text: str):
    assert _seconds(seconds) == text


def test_the_time_has_a_median_within_its_spread():
    app = opened(d="8", h="16", lang="en")

    pattern = r"([\d.]+) (.)s per token \(([\d.]+) (.)s to ([\d.]+) (.)s\)"
    matches = [match for text in captions(app) if (match := re.fullmatch(pattern, text))]
    assert len(matches) == len(CELLS)
    scale = {"µ": 1e-6, "m": 1e-3}
    for match in matches:
        median, low, high = (float(match[place]) * scale[match[place + 1]] for place in (1, 3, 5))
        assert 0 < low <= median <= high < 1


def test_times_have_a_caption_that_explains_why_an_lstm_may_be_fast():
    words = prose(opened(lang="en"))

    assert "Time: PyTorch's own layer" in words
    assert "an LSTM as one fused kernel, but an RNN or a GRU as a loop" in words


def test_a_layer_too_large_to_time_has_a_caption_and_its_total():
    app = opened(d="64", h="1024", lang="en")

    assert count_parameters("rnn", 64, 1_024).total < MAXIMUM_TIMED
    too_large = f"Not timed: more than {MAXIMUM_TIMED:,} parameters."
    assert captions(app).count(too_large) == sum(
        count_parameters(cell, 64, 1_024).total > MAXIMUM_TIMED for cell in CELLS
    )
    assert too_large in captions(app)
    assert totals(app)["LSTM"] == f"{count_parameters('lstm', 64, 1_024).total:,}"


# ---- charts and files ----------------------------------------------------------------------------


def test_the_stacking_is_chosen_and_goes_into_the_link():
    app = opened(lang="en")
    before = charts(app)["parameter-bars"]

    app.button_group(key="bars").set_value("kind").run()

    after = charts(app)["parameter-bars"]
    assert link(app, "bars") == {"bars": "kind"}
    assert after["data"] != before["data"]
    assert charts(opened(lang="en", bars="kind"))["parameter-bars"] == after


def test_layers_that_are_alike_are_drawn_once():
    app = opened(d="8", h="16", layers="4", lang="en")

    drawn = [key for key in charts(app) if key.startswith("matrices")]
    assert drawn == [f"matrices-{layer}-{cell}" for layer in (0, 1) for cell in CELLS]
    assert "Layers 2 to 4 are alike" in prose(app)
    app.number_input(key="input_size").set_value(16).run()
    assert "Layers 1 to 4 are alike" in prose(app)
    assert "matrices-1-rnn" not in charts(app)


def test_tables_say_layer_and_direction_only_where_there_are_several():
    plain, both = opened(lang="en"), opened(lang="en", layers="2", both="1")

    assert "layer" not in plain.dataframe[0].value.columns
    for table in (both.dataframe[0].value, both.dataframe[1].value):
        assert set(zip(table["layer"], table["direction"], strict=True)) == {
            (1, "forward"), (1, "backward"), (2, "forward"), (2, "backward"),
        }  # fmt: skip


def test_very_flat_matrices_are_drawn_too():
    app = opened(d="4096", h="2")

    assert not app.exception
    assert "matrices-0-gru" in charts(app)


def test_the_curves_go_through_the_totals():
    app = opened(d="8", h="300", layers="2", both="1")

    lines = charts(app)["parameter-curves"]["data"][:3]
    selection = view_of(input_size=8, hidden_size=300, num_layers=2, bidirectional=True)
    curves = curves_around(sizes.units(selection), selection)
    for line, curve, shown in zip(lines, curves, totals(app).values(), strict=True):
        assert len(curve.hidden_sizes) < 250
        assert f"{curve.totals[curve.hidden_sizes.index(300)]:,}" == shown
        assert len(line["x"]) == len(curve.totals) or "bdata" in line["x"]


# ---- explanations --------------------------------------------------------------------------------


def test_the_explained_difference_of_pytorch_and_keras_is_exact():
    app = opened(d="8", h="16", layers="2", both="1", lang="en")
    differences = app.dataframe[2].value

    assert differences["difference"].tolist() == [64, 256, 0]
    assert (differences["PyTorch"] - differences["Keras"]).tolist() == [64, 256, 0]
    assert differences["formula"].tolist() == [
        "(2 − 1) × 1 × 16 × 2 × 2",
        "(2 − 1) × 4 × 16 × 2 × 2",
        "(2 − 2) × 3 × 16 × 2 × 2",
    ]


def test_layers_directions_and_budgets_are_explained_only_where_there_are_any():
    plain, full = opened(lang="en"), opened(lang="en", layers="2", both="1", budget="9000")

    for words in ("From layer 2 on", "Two directions", "The blocks share a budget"):
        assert words not in prose(plain)
        assert words in prose(full)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_textbook_count_is_explained_and_what_the_chosen_convention_changes(convention):
    app = opened(d="100", h="200", layers="3", both="1", count=convention, lang="en")
    words = prose(app)

    assert "In the textbook count it has 200 × 100 weights from x" in words
    assert f"{200 * 100 + 200 * 200 + 200:,} parameters" in words
    assert "From layer 2 on, x is what the layer below gives, of length 400." in words
    assert set(explain.CHOSEN) == set(CONVENTIONS) - {"textbook"}
    for name, change in explain.CHOSEN.items():
        assert (change in words) == (name == convention)
    nearly = "RNN : LSTM : GRU = 1 : 4 : 3" not in [head.value for head in app.header]
    assert nearly == ("more than 3 × the RNN" in words)


@pytest.mark.parametrize(("both", "above"), [("0", "n"), ("1", "2 × n")])
def test_with_a_budget_the_units_that_it_buys_are_explained(both, above):
    app = opened(d="8", budget="9000", layers="2", both=both, count="keras", lang="en")

    others = (8, 2, both == "1", "keras")
    units = {cell: largest_hidden_size(cell, 9_000, *others) for cell in CELLS}
    assert len(set(units.values())) == len(CELLS)
    blocks = app.dataframe[2].value
    assert blocks["n"].tolist() == [*units.values()]
    assert blocks["parameters of a block"].tolist() == [
        count_parameters(cell, 8, size, convention="textbook").total // blocks_of
        for (cell, size), blocks_of in zip(units.items(), (1, 4, 3), strict=True)
        if size
    ]
    assert "a vector of length n. In the textbook count it has n × 8 weights from x" in prose(app)
    assert f"From layer 2 on, x is what the layer below gives, of length {above}." in prose(app)


# ---- lecture -------------------------------------------------------------------------------------


def answers(app: AppTest) -> list[str]:
    """Return the kinds of elements on the page that give the answer away."""
    kinds = ("metric", "code", "plotly_chart", "arrow_data_frame", "expander", "download_button")
    return sorted({node.type for node in screens.nodes(app)} & {*kinds})


def is_guessing(app: AppTest) -> bool:
    """Return whether the class is still guessing, while the page shows nothing but the sizes."""
    assert not app.exception
    guessing = "answer" in [button.key for button in app.button]
    assert guessing == ("RNN : LSTM : GRU = ?" in [head.value for head in app.header])
    assert guessing == (answers(app) == [])
    return guessing


def test_a_lecture_guesses_before_the_count_is_shown():
    app = opened(lecture="1", lang="en")

    assert is_guessing(app)
    assert numbers(app) == {"input_size": 64, "hidden_size": 64, "num_layers": 1}
    assert not re.search(r"1 : 4 : 3|× the RNN|parameters", prose(app))
    app.button(key="answer").click().run()
    assert not is_guessing(app)
    assert totals(app) == totals(opened(lang="en"))
    assert list(charts(app)) == list(charts(opened(lang="en")))


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("number_input", "input_size", 65),
        ("number_input", "hidden_size", 65),
        ("number_input", "num_layers", 2),
        ("button_group", "bidirectional", True),
        ("button_group", "same", "budget"),
        ("selectbox", "convention", "keras"),
    ],
)
def test_another_size_or_convention_is_guessed_again(kind, key, value):
    app = opened(lecture="1")
    app.button(key="answer").click().run()
    before = getattr(app, kind)(key=key).value

    getattr(app, kind)(key=key).set_value(value).run()
    assert is_guessing(app)
    getattr(app, kind)(key=key).set_value(before).run()
    assert is_guessing(app)
    app.button(key="answer").click().run()
    assert not is_guessing(app)


def test_another_stacking_of_the_bars_does_not_hide_the_answer():
    app = opened(lecture="1")
    app.button(key="answer").click().run()

    app.button_group(key="bars").set_value("kind").run()

    assert not is_guessing(app)


def test_outside_a_lecture_nothing_is_hidden_and_the_next_lecture_guesses_again():
    app = opened(lecture="1", lang="en")
    app.button(key="answer").click().run()

    leave, enter = "Leave lecture mode", "Lecture mode"
    next(button for button in app.button if button.label == leave).click().run()
    assert not is_guessing(app)
    next(button for button in app.button if button.label == enter).click().run()
    assert is_guessing(app)
