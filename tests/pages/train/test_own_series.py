"""The panel for a series of one's own: what is pasted, chosen, shown and handed on."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.series.held_out import window_shapes
from core.series.table import read_table
from pages.train.own_series_choice import SeriesChoice, ends, task_of, within

ROWS = 120
CSV = "날짜,x,y\n" + "".join(
    f"2026-{1 + row // 28:02d}-{1 + row % 28:02d},{np.sin(row / 3):.3f},{row}\n"
    for row in range(ROWS)
)


def page() -> None:
    import streamlit as st

    import pages.every_view  # noqa: F401
    from pages.shared.view import session
    from pages.train import own_series, own_series_result

    session.open_selection("pages/10_Train.py")

    def take(task, length, loss) -> None:
        session.keep("taken", (task, length, loss))

    own_series.show(take)
    taken = session.kept("taken", None)
    if taken is not None:
        from core.training.live import LiveTraining, Settings

        task, length, loss = taken
        training = LiveTraining(task, Settings(hidden_size=3, length=length, value_loss=loss))
        training.step()
        own_series_result.show(task, length, {"LSTM": training.network})
        st.text(f"{task.key} {length} {loss}")


def opened(text: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["lang"] = "en"
    app.run()
    app.text_area("own-series-pasted").set_value(text).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(part.value for part in (*app.markdown, *app.caption, *app.error))


def test_a_pasted_series_is_described_with_its_shapes_and_handed_on():
    app = opened(CSV)
    assert "Rows: 120, columns: 2." in said(app)
    assert "From 2026\\-01\\-01 to 2026\\-05\\-08".replace("\\", "") in said(app).replace("\\", "")
    app.selectbox("own-series-column").set_value(1).run()
    app.number_input("own-series-length").set_value(10).run()
    app.number_input("own-series-horizon").set_value(2).run()
    app.number_input("own-series-held_out").set_value(25).run()
    shown = said(app).replace("\\", "")
    assert "to learn from [79, 10, 2], held out [19, 10, 2]" in shown
    app.button("own-series-take").click().run()
    assert not app.exception
    table = read_table(CSV)
    task = task_of(SeriesChoice(1, 10, 2, 0, 25), table)
    assert app.text[0].value == f"{task.key} 10 mse"
    scores = app.dataframe[0].value
    assert {*scores["forecast"]} == {"LSTM", "mean", "last value", "linear autoregression"}
    linear = scores[scores["forecast"] == "linear autoregression"]
    assert float(linear["MAE"].iloc[0]) < 1e-3  # the column rises by 1 at each row


def test_what_cannot_be_read_is_said_and_what_was_there_stays():
    app = opened(CSV)
    broken = CSV + "2026-06-01,abc,1\n"
    app.text_area("own-series-pasted").set_value(broken).run()
    (error,) = app.error
    assert "Line 122, column “x”: “abc” is not a number" in error.value.replace("\\", "")
    assert "Rows: 120" in said(app)


def test_a_table_with_too_few_rows_says_how_many_it_needs():
    app = opened("a\n1\n2\n3")
    assert "Rows of the series: 3" in app.error[0].value
    assert not app.button


@pytest.mark.parametrize("rows", [60, 61, 75, 100, 2_000])
@pytest.mark.parametrize("held_out", [5, 20, 50])
def test_every_choice_that_can_be_made_is_a_task_with_windows(rows, held_out):
    table = read_table("".join(f"{place % 7}\n" for place in range(rows)))
    for wished in (
        SeriesChoice(9, 999, 999, 99_999, held_out),
        SeriesChoice(0, 0, 0, -1, held_out),
    ):
        choice = within(wished, table)
        assert choice == within(choice, table)
        for low, high in ends(choice, table).values():
            assert low <= high
        shapes = window_shapes(task_of(choice, table), choice.length)
        assert min(shape[0] for shape in shapes) > 0
