"""The chart of a series with all its forecasts."""

from core.figures.plain import Figure
from core.figures.series_forecast import DrawnForecast, series_forecast
from pages.components.over_chart import Cursor
from pages.generate.series_run import FORECASTS, SeriesRun
from pages.language import _
from pages.shared.charts import chart, dark
from pages.shared.view.selection import Selection


def show(run: SeriesRun, selection: Selection) -> None:
    """Show the series and what follows; a click moves the stepper there.

    Args:
        run: the forecasts.
        selection: what is shown.
    """
    chart(
        "series-forecast",
        run.key,
        lambda: _draw(run),
        _(
            "The series, what the network predicts from the marked value on, and three forecasts "
            "that need no network."
        ),
        cursor=Cursor(selection.position, follows=run.reading.digest),
    )


def _draw(run: SeriesRun) -> Figure:
    forecast = run.forecast
    starts = {"free": (forecast.prime, forecast.free), "one-step": (1, forecast.one_step[1:])}
    starts |= {name: (forecast.prime, each) for name, each in run.baselines.items()}
    drawn = {
        name: DrawnForecast(_(FORECASTS[name]), *starts[name])
        for name in reversed([*FORECASTS])  # what is drawn last lies on top
    }
    names = (_("the series"), _("value, counted from 1"))
    return series_forecast(forecast.values, forecast.prime, drawn, names, dark())
