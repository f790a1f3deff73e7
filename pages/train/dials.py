"""The dials that can be turned while a training goes on: from a step on, it has another past."""

from collections.abc import Sequence

import streamlit as st

from core.training.clipping import Clipping
from core.training.live.changes import Dials
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.train import cached, running
from pages.train.view import CLIPPINGS, LEAST_RATE, LIMIT_PARTS, MOST_RATE, RATE_PARTS, TrainView

RATE, KIND, LIMIT = "dial-rate", "dial-kind", "dial-limit"


def show(view: TrainView, plans: Sequence[Plan], goes_on: bool) -> None:
    """Show the dials as they are at the step that is looked at, and a button that turns them."""
    at = _step(view, plans, goes_on)
    now = plans[0].dials(at)
    with st.popover(_("Turn a dial"), icon=":material/tune:"):
        prose.caption(
            _(
                "From step {step:,} on, these dials act. What was before stays as it was, and the "
                "training without them stays, too."
            ),
            step=at,
        )
        st.number_input(
            _("Learning rate"),
            LEAST_RATE / RATE_PARTS,
            MOST_RATE / RATE_PARTS,
            now.learning_rate,
            step=0.001,
            format="%.5f",
            key=RATE,
        )
        kinds = list(CLIPPINGS)
        st.selectbox(
            _("Gradient clipping"),
            kinds,
            kinds.index(now.clipping.kind),
            format_func=lambda kind: _(CLIPPINGS[kind]),
            key=KIND,
        )
        st.number_input(
            _("Clip at"), 1 / LIMIT_PARTS, 100.0, now.clipping.limit, step=0.1, format="%.3f",
            key=LIMIT,
        )  # fmt: skip
        st.button(
            _("From here on"),
            icon=":material/fork_right:",
            key="dial-turn",
            on_click=_turn,
            args=[plans, at],
        )


def _turn(plans: Sequence[Plan], at: int) -> None:
    rate, kind, limit = map(session.value_of, (RATE, KIND, LIMIT))
    running.turn(plans, at, Dials(rate, Clipping(kind, limit)))


def _step(view: TrainView, plans: Sequence[Plan], goes_on: bool) -> int:
    """Return the step from which the dials would act: that of the frame, or the present one."""
    found = [cached.find(plan) for plan in plans]
    present = min(each.experiment.progress.step for each in found if each is not None)
    first = found[0]
    if goes_on or not view.frame or first is None:
        return present
    frames = first.experiment.progress.film.frames
    return min(frames[min(view.frame, len(frames)) - 1].step, present)
