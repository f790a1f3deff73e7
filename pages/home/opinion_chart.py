"""The running opinion: what a network says after each token."""

from core.analysis.reading import Reading
from core.figures.forecast import forecast
from core.figures.opinion import opinion
from core.figures.plain import Figure
from pages.language import _
from pages.shared.about_network import output_names
from pages.shared.charts import chart, dark


def opinion_chart(reading: Reading) -> None:
    """Show the running opinion along the sentence."""
    alt = _("What the network says after every token of the sentence.")
    chart("opinion-panel", (reading.digest,), lambda: _figure(reading), alt)


def _figure(reading: Reading) -> Figure:
    outputs, labels = output_names(reading), reading.labels
    if reading.values is None:
        return opinion(reading.opinions, outputs, labels, dark())
    names = (_("the series"), _("predicted"))
    return forecast(reading.opinions[:, 0], reading.values, names, labels, dark())
