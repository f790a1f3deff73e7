"""A series that a network continues: freely, beside one-step forecasts, the truth and baselines."""

from core.browser.scene import scene_of
from pages.components.stepper import stepper
from pages.generate import (
    series_chart,
    series_cycle,
    series_errors,
    series_explain,
    series_files,
    series_pickers,
)
from pages.generate.series_run import SeriesRun, run_of
from pages.language import _
from pages.shared import about_network, cached, messages, prose
from pages.shared.part import part, part_in_view
from pages.shared.view import parts, session
from pages.shared.view.selection import Selection

STEPPER = "series-stepper"


def show(selection: Selection) -> None:
    """Show how a network that predicts numbers continues the selected series.

    Args:
        selection: what is shown; its text is the series, known as far as it goes.
    """
    network = messages.network(selection.reference)
    typed = cached.reading(selection.reference, selection.text)
    messages.notices(typed)
    if not typed.tokens:
        messages.empty_state()
        return
    series_pickers.pick(selection, typed)
    run = run_of(selection, network, typed)
    selection = session.within(len(run.forecast.trace), network.card.hidden_size)
    if selection.lecture and selection.position < run.forecast.prime:
        selection = session.cue(position=run.forecast.prime)  # what was given is no answer
    series_chart.show(run, selection)
    if not selection.lecture:
        _explain(run)
    prose.heading(_("How far off, by steps ahead"))
    part_in_view(series_errors.show, run, key="series-errors")
    prose.heading(_("Trend and cycle apart"))
    part_in_view(series_cycle.show, run, key="series-cycle")
    prose.heading(_("Every step of it"))
    _stepper(run, selection)
    if selection.lecture:  # below what is veiled until the audience has made a guess
        _explain(run)
    series_files.offer(run, selection)


def _explain(run: SeriesRun) -> None:
    """Say what the forecasts of the chart are; this names the first of them."""
    series_explain.free_running(run)
    series_explain.baselines(run)


def _stepper(run: SeriesRun, selection: Selection) -> None:
    """Show the very states of the free-running forecast, to be stepped through."""
    reading = run.reading
    names = about_network.output_names(reading)
    prose.caption(
        _(
            "Up to value {prime:d} the network reads what was given. From there on, each value "
            "that it reads is its own prediction of the step before."
        ),
        prime=run.forecast.prime,
    )
    part(
        stepper,
        scene_of(reading, selection.cell, names, selection.lecture),
        session.cue_now(),
        parts.on_settled(STEPPER, reading.digest),
        STEPPER,
    )
    about_network.badge(reading, selection.cell)
