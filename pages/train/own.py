"""A text or a series of one's own: chosen below the film; a series is compared once learned."""

from collections.abc import Sequence

import streamlit as st

from core.sequence_tasks.own_series import OwnSeries
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.train import cached, own_series, own_series_result, own_text, plans
from pages.train.runs import Run
from pages.train.view import Own, TrainView


def show(wanted: Sequence[Plan]) -> None:
    """Show what the networks predict of a series, and where texts and series can come from."""
    own = plans.own_now()
    if own is not None and own.length and isinstance(own.task, OwnSeries):
        _result(own.task, own.length, wanted)
    with st.expander(_("A text of your own"), icon=":material/notes:"):
        own_text.show(lambda task: plans.take(Own(task)))
    with st.expander(_("A series of your own"), icon=":material/show_chart:"):
        own_series.show(lambda task, length, loss: plans.take(Own(task, length, loss)))


def _result(task: OwnSeries, length: int, wanted: Sequence[Plan]) -> None:
    view = session.view(TrainView)
    networks = {}
    for plan in wanted:
        filmed = cached.find(plan)
        if filmed is not None and filmed.experiment.progress.step:
            networks[Run(plan, view).title] = filmed.experiment.network()
    if networks:
        prose.heading(_("The held-out end"))
        own_series_result.show(task, length, networks)
