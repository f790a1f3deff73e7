"""The trainings on screen: buttons, how far they are, and the film."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from core.browser.film_scene import FilmScene
from core.browser.scene import Cue
from core.jobs.status import Status
from core.jobs.turns import NoRoom
from core.notation import N_
from core.training.live.plan import Plan
from pages.components.base.settled import read_settled
from pages.components.film import film
from pages.language import _
from pages.shared import background, prose
from pages.shared.part import part
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.train import cached, dials, result, running, runs
from pages.train.scene import most_telling, scene_of
from pages.train.view import FASTEST, PACES, TrainView

KEY = "film"
WHAT = {"loss": N_("loss"), "gradient": N_("gradient"), "weights": N_("weights")}
EVERY = 0.5
"""Seconds between two looks at a training that goes on."""


def show(selection: Selection, plans: Sequence[Plan]) -> None:
    """Show the trainings of these plans, if they have begun, or a button that begins them."""
    goes_on = running.is_running(plans)
    part(_panel, selection, plans, goes_on, every=EVERY if goes_on else None)


def _panel(selection: Selection, plans: Sequence[Plan], goes_on: bool) -> None:
    view = session.view(TrainView)  # a frame may have been chosen since the page was drawn
    status = _watch(plans, view) if goes_on else None
    found = [cached.find(plan) for plan in plans]
    known = [each for each in found if each is not None]
    if not goes_on:
        for each in known:
            each.experiment.film_to_now()
    _buttons(view, plans, len(known) == len(plans), goes_on)
    with st.container(gap=None):  # what comes and goes above the film must not move it
        _say(known, status)
    if not known:
        _nothing_yet()
        return
    parts = running.parts_now(plans[0])
    shown = [*((each, _name(each)) for each in known), *runs.overlaid(plans)]
    scene = scene_of(shown, goes_on, selection.lecture, parts)
    if not goes_on and not view.frame and all(running.is_over(f.experiment, 1) for f in known):
        scene = replace(scene, plays=True)
    cue = Cue(
        session.cue_now().number,
        view.frame or max(len(run.steps) for run in scene.runs),
        selection.unit if selection.unit < scene.units else most_telling(scene),
    )
    film(scene, cue, lambda: _settled(scene), KEY)
    result.show(plans)
    if goes_on and all(running.is_over(each.experiment, view.learn_until) for each in known):
        running.pause(plans)
        st.rerun()


def _watch(plans: Sequence[Plan], view: TrainView) -> Status[int, int] | None:
    """Let the worker know that somebody watches; return where it is, unless it takes no more."""
    try:
        return running.watch(plans, view)
    except NoRoom as refused:
        running.pause(plans)
        st.text(background.why_no_room(refused))
        return None


def _buttons(view: TrainView, plans: Sequence[Plan], begun: bool, goes_on: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="train-bar"):
        if goes_on:
            st.button(
                _("Pause"),
                icon=":material/pause:",
                type="primary",
                key="train-pause",
                on_click=running.pause,
                args=[plans],
            )
        else:
            st.button(
                prose.compose(_("Continue") if begun else _("Train")),
                icon=":material/play_arrow:",
                type="primary",
                key="train-begin",
                on_click=running.begin,
                args=[plans],
                disabled=_is_over(plans, view),
            )
        st.button(
            _("One step"),
            icon=":material/skip_next:",
            key="train-step",
            on_click=running.step,
            args=[plans],
            disabled=goes_on,
        )
        st.button(
            _("Slow motion"),
            icon=":material/slow_motion_video:",
            key="train-slow",
            on_click=running.step_in_parts,
            args=[plans[0]],
            disabled=goes_on,
            help=_("One step, part by part: forward, loss, backward, clipping, update."),
        )
        st.selectbox(
            _("Pace"),
            PACES,
            format_func=_pace,
            width=240,
            label_visibility="collapsed",
            **session.bind("pace", view.pace, lambda pace: session.choose(pace=pace), PACES),
        )
        if begun:
            dials.show(view, plans, goes_on)


def _pace(pace: str) -> str:
    if pace == FASTEST:
        return _("as fast as it goes")
    return _("{pace} steps a second").format(pace=pace)


def _is_over(plans: Sequence[Plan], view: TrainView) -> bool:
    found = [cached.find(plan) for plan in plans]
    return all(each and running.is_over(each.experiment, view.learn_until) for each in found)


def _say(known: Sequence[cached.Filmed], status: Status[int, int] | None) -> None:
    """Say where the trainings are: in the queue, at an end that they did not want, untrained."""
    if status is not None and status.before:
        prose.caption(_("Waiting in the queue: {before:d} before you."), before=status.before)
    for each in known:
        progress = each.experiment.progress
        if progress.diverged:
            prose.warn(
                _(
                    "**{name} has diverged** at step {step:,}: its {what} is not finite. The "
                    "weights are those before that step. Take a smaller learning rate, or clip "
                    "the gradient."
                ),
                name=_name(each),
                step=progress.diverged.step,
                what=_(WHAT[progress.diverged.reason]),
            )
        elif progress.is_over:
            prose.caption(
                _("{name} has worked for as long as a training may: {seconds:.0f} s."),
                name=_name(each),
                seconds=progress.seconds,
            )
        if not progress.step:
            prose.caption(_("Untrained: these are the first, random weights."))


def _name(filmed: cached.Filmed) -> str:
    return runs.cell_name(filmed.experiment.plan.settings)


def _nothing_yet() -> None:
    prose.note(
        _("Nothing is trained yet with these dials. Press **Train**, or take one step."),
        icon=":material/play_arrow:",
    )


def _settled(scene: FilmScene) -> None:
    reported = session.reported(KEY, "settled")
    report = read_settled(reported)
    if report is not None and report.digest == scene.digest:
        is_last = isinstance(reported, Mapping) and reported.get("last") is True
        last = max(len(run.steps) for run in scene.runs)
        frame = 0 if is_last or report.position >= last else report.position
        session.choose(frame=frame, unit=report.unit)
        session.take_flag(session.CHANGED)  # the film shows it already
