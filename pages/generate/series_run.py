"""The forecast that is on screen, computed once for all sessions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.analysis.reading import Reading
from core.generation.baselines import baselines
from core.generation.forecast import Forecast, forecast, reach_of
from core.generation.forecast_reading import reading_of
from core.generation.horizon import HorizonErrors, errors_over_horizon
from core.network import Network
from core.network.catalogue import NetworkReference
from core.notation import N_, Message
from pages.generate.series_view import SeriesView
from pages.shared.cached.jobs import kept
from pages.shared.view.selection import Selection

FORECASTS: Mapping[str, Message] = {
    "free": N_("free-running"),
    "one-step": N_("one-step"),
    "last-value": N_("last value"),
    "mean": N_("mean"),
    "same-phase": N_("same phase"),
}
"""Every way of forecasting, and what it is called."""


@dataclass(frozen=True, eq=False)
class SeriesRun:
    """A series, its forecasts, and the settings that they were made with.

    Attributes:
        named: the network.
        text: the series as it was read, cleaned and cut.
        cycle: steps of the cycle.
        forecast: what the network predicts.
        baselines: what needs no network predicts, from the same values, by name.
        reading: the free-running forecast as a text that was read.
        errors: how far all of them are off by steps ahead, from many starts.
        reach: the least and the largest value that the network could predict.
        noise: the standard deviation of the noise in the series that the network learned from;
            ``None`` where that is unknown.
    """

    named: NetworkReference
    text: str
    cycle: int
    forecast: Forecast
    baselines: Mapping[str, np.ndarray]
    reading: Reading
    errors: HorizonErrors
    reach: tuple[float, float]
    noise: float | None

    @property
    def key(self) -> tuple[object, ...]:
        """All that it depends on."""
        forecast = self.forecast
        return self.named, self.text, self.cycle, forecast.prime, len(forecast.free)


def values_read(selection: Selection, known: int) -> int:
    """Return how many of the known values the network reads before it is left alone."""
    chosen = selection.of(SeriesView).values_read
    return max(known // 2, 1) if chosen is None else min(chosen, known)


def run_of(selection: Selection, network: Network, typed: Reading) -> SeriesRun:
    """Return the forecast of the selected series.

    Args:
        selection: what is shown.
        network: the network.
        typed: the series as the network reads it, of at least one value.
    """
    view, values = selection.of(SeriesView), typed.encoded.codes
    prime = values_read(selection, len(values))
    key = ("series", selection.reference, typed.text, prime, view.steps_ahead, view.cycle)

    def make() -> SeriesRun:
        run = forecast(network, values, prime, view.steps_ahead)
        variance = network.card.figures.get("noise_variance")
        return SeriesRun(
            named=selection.reference,
            text=typed.text,
            cycle=view.cycle,
            forecast=run,
            baselines=baselines(run.values[:prime], view.steps_ahead, view.cycle),
            reading=reading_of(network, run),
            errors=errors_over_horizon(network, values, view.steps_ahead, view.cycle),
            reach=reach_of(network),
            noise=None if variance is None else variance**0.5,
        )

    return kept(key, make)
