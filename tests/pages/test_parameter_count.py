"""The parameter count screen, run as a session would run it."""

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.conventions import CONVENTIONS
from core.parameter_table import to_csv
from core.parameters import count_parameters
from pages.shared.selection import Selection
from pages.shared.sizes import CONVENTION_NAMES, tables

ROOT = Path(__file__).parents[2]
CELLS = ("rnn", "lstm", "gru")


def opened(**query: str) -> AppTest:
    """Return the screen as a link with these parameters opens it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/3_Parameter_count.py")
    for name, value in {"v": "1", **query}.items():
        app.query_params[name] = value
    return app.run()


def totals(app: AppTest) -> dict[str, str]:
    assert not app.exception
    return {metric.label: metric.value for metric in app.metric}


def test_a_link_opens_its_sizes_and_convention():
    app = opened(d="8", h="16", count="keras", lang="en")

    assert totals(app) == {"RNN": "400", "LSTM": "1,600", "GRU": "1,248"}
    assert [field.value for field in app.number_input] == [8, 16]
    assert app.selectbox(key="convention").value == "keras"
    assert [code.value for code in app.code] == [
        "1 × (16 × 8 + 16 × 16 + 16)",
        "4 × (16 × 8 + 16 × 16 + 16)",
        "3 × (16 × 8 + 16 × 16 + 2 × 16)",
    ]
    assert "3.12 × the RNN" in [caption.value for caption in app.caption]


def test_the_first_view_is_one_to_four_to_three():
    app = opened(lang="en")

    assert [caption.value for caption in app.caption if "× the RNN" in caption.value] == [
        "1 × the RNN",
        "4 × the RNN",
        "3 × the RNN",
    ]


def test_what_is_typed_is_counted_and_goes_into_the_link():
    app = opened()

    app.number_input(key="input_size").set_value(100).run()
    app.number_input(key="hidden_size").set_value(200).run()
    app.selectbox(key="convention").set_value("textbook").run()

    expected = [count_parameters(cell, 100, 200, convention="textbook").total for cell in CELLS]
    assert list(totals(app).values()) == [f"{total:,}" for total in expected]
    link = {name: app.query_params[name] for name in ("d", "h", "count")}
    assert link == {"d": "100", "h": "200", "count": "textbook"}
    assert totals(opened(d="100", h="200", count="textbook")) == totals(app)


def test_a_second_edit_is_not_lost():
    app = opened()

    for size in (5, 6, 7):
        app.number_input(key="hidden_size").set_value(size).run()
        assert totals(app)["RNN"] == f"{count_parameters('rnn', 64, size).total:,}"


def test_a_preset_takes_the_sizes_of_a_shipped_network():
    app = opened()

    app.button(key="preset-hello").click().run()

    assert [field.value for field in app.number_input] == [4, 8]
    assert totals(app)["LSTM"] == f"{count_parameters('lstm', 4, 8).total:,}"


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
def test_both_ends_of_the_range(size):
    assert totals(opened(d=size, h=size))["LSTM"] == (
        f"{count_parameters('lstm', int(size), int(size)).total:,}"
    )


def test_the_tables_agree_with_the_totals():
    app = opened(d="3", h="5", lang="en")
    by_tensor, by_gate, _by_convention = (table.value for table in app.dataframe)

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
    assert len(app.dataframe[2].value) == len(CONVENTIONS)


def test_korean():
    app = opened(lang="ko")

    assert app.title[0].value == "매개변수 수"
    assert "RNN의 4배" in [caption.value for caption in app.caption]


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_the_file_has_every_row(convention):
    counted = tables(Selection(input_size=8, hidden_size=16), convention)

    rows = list(csv.DictReader(to_csv(counted).decode().splitlines()))

    assert len(rows) == sum(len(table.rows) for table in counted)
    for table in counted:
        own = [int(row["count"]) for row in rows if row["cell"] == table.cell]
        assert sum(own) == table.total
    assert rows[0]["convention"] == convention
    assert rows[0]["shape"] in ("16 × 8", "8 × 16")
