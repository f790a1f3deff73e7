"""What networks predict of the held-out end of a visitor's series, and what needs no network."""

from collections.abc import Mapping

from core.figures.held_out import held_out
from core.network import Network
from core.network.files import fingerprint
from core.notation import N_, Message
from core.sequence_tasks.own_series import OwnSeries
from core.series.scores import compare
from pages.language import _
from pages.shared import prose, tables
from pages.shared.charts import chart, dark
from pages.train import cached

BASELINES: Mapping[str, Message] = {
    "mean": N_("mean"),
    "last-value": N_("last value"),
    "same-phase": N_("same phase"),
    "linear": N_("linear autoregression"),
}


def show(task: OwnSeries, length: int, networks: Mapping[str, Network]) -> None:
    """Show forecasts of the held-out end with their errors, and a table of their means.

    Args:
        task: the series.
        length: rows of a window.
        networks: trained on it, by the names that they have on screen; at most three.
    """
    prints = tuple(part for name, each in networks.items() for part in (name, fingerprint(each)))
    key = (task.key, *prints)
    forecast = cached.forecast(key, length, task, dict(networks))
    names = {name: name for name in networks} | {
        name: _(title) for name, title in BASELINES.items() if name in forecast.predicted
    }
    drawn = {name: names[name] for name in (*networks, "linear")}
    titles = (
        _("the series"),
        _("Predicted {horizon:d} ahead").format(horizon=task.horizon),
        _("Error: predicted − series"),
    )
    chart(
        "own-series-held-out",
        (key, length),
        lambda: held_out(forecast, drawn, titles, _("row"), dark()),
        _("The held-out end of the series with what was predicted of it, and the errors below."),
    )
    scores = sorted(compare(forecast), key=lambda score: score.in_unit.mse)
    tables.table(
        {
            _("forecast"): [names[score.name] for score in scores],
            "MSE": [f"{score.in_unit.mse:.4g}" for score in scores],
            "MAE": [f"{score.in_unit.mae:.4g}" for score in scores],
            _("MSE, scaled"): [f"{score.scaled.mse:.4g}" for score in scores],
            _("MAE, scaled"): [f"{score.scaled.mae:.4g}" for score in scores],
        }
    )
    prose.caption(
        _(
            "Means over {windows:,} windows of the held-out end. The linear autoregression is the "
            "line of least squares through the same windows of the rows to learn from."
        ),
        windows=len(forecast.rows),
    )
