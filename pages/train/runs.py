"""The trainings that this visitor has begun: named, opened again, laid over the one on screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from core.network.catalogue import CELL_NAMES
from core.training.live import Settings
from core.training.live.designs import DESIGNS
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose
from pages.shared.view import session
from pages.train import cached
from pages.train import plans as plans_of_view
from pages.train.view import MOST_CELLS, Own, TrainView

RUNS = "train-runs"
MOST_RUNS = 12
MOST_NAME = 40


@dataclass(frozen=True)
class Run:
    """One training of this visitor's.

    Attributes:
        plan: what is trained.
        view: the dials it was begun with.
        name: what the visitor calls it; empty for a name by its dials.
        is_overlaid: whether its losses are drawn beside those of the one on screen.
    """

    plan: Plan
    view: TrainView
    name: str = ""
    is_overlaid: bool = False

    @property
    def title(self) -> str:
        """Its name, or the dials that tell it apart."""
        settings = self.plan.settings
        title = _("{cell} of {units}, seed {seed}").format(
            cell=cell_name(settings), units=settings.hidden_size, seed=settings.seed
        )
        if self.plan.changes:
            turned = self.plan.changes[-1].step
            title = _("{title}, turned at {step:,}").format(title=title, step=turned)
        return self.name or title


def cell_name(settings: Settings) -> str:
    """Return what the cell of a training is called, with what is fixed of it: ``LSTM (i = 1)``."""
    name, fixed = _(CELL_NAMES[settings.cell]), DESIGNS[settings.gates].equation
    return f"{name} ({fixed})" if fixed else name


def now() -> tuple[Run, ...]:
    """Return this visitor's trainings, the latest first."""
    return session.kept(RUNS, ())


def note(plans: Sequence[Plan], view: TrainView) -> None:
    """Note that trainings have begun; the oldest are forgotten beyond the number that is kept."""
    known = {run.plan.digest: run for run in now()}
    begun = [known.pop(plan.digest, Run(plan, view)) for plan in plans]
    session.keep(RUNS, (*begun, *known.values())[:MOST_RUNS])


def overlaid(plans: Sequence[Plan]) -> list[tuple[cached.Filmed, str]]:
    """Return the trainings of the same task that are laid over these, each with its name."""
    room, shown = MOST_CELLS - len(plans), {plan.digest for plan in plans}
    runs = [
        (cached.find(run.plan), run.title)
        for run in now()
        if run.is_overlaid and run.plan.task == plans[0].task and run.plan.digest not in shown
    ]
    return [(filmed, title) for filmed, title in runs if filmed is not None][:room]


def show(plans: Sequence[Plan]) -> None:
    """Show the trainings of this session with their losses."""
    runs = now()
    if not runs:
        return
    with st.expander(_("Your trainings"), icon=":material/history:"):
        prose.caption(
            _(
                "They last as long as this session; after a reload of the page, the same dials "
                "train the same network again, number by number."
            )
        )
        for run in runs:
            _row(run, plans)


def _row(run: Run, plans: Sequence[Plan]) -> None:
    digest, filmed = run.plan.digest[:16], cached.find(run.plan)
    name, loss, buttons = st.columns([4, 3, 5], vertical_alignment="center")
    with name:
        st.text_input(
            _("Name"),
            max_chars=MOST_NAME,
            label_visibility="collapsed",
            **session.bind(f"run-name-{digest}", run.title, lambda text: _rename(run, text)),
        )
    with loss:
        st.text(_about(run, filmed))
    with buttons, st.container(horizontal=True, gap="small"):
        is_here = run.plan.digest in {plan.digest for plan in plans}
        st.button(
            _("Show again"), key=f"run-open-{digest}", on_click=_open, args=[run], disabled=is_here
        )
        st.button(
            prose.compose(_("Take off") if run.is_overlaid else _("Overlay")),
            key=f"run-over-{digest}",
            on_click=_put,
            args=[run, replace(run, is_overlaid=not run.is_overlaid)],
            disabled=is_here or filmed is None or run.plan.task != plans[0].task,
        )
        st.button(
            _("Remove"), key=f"run-drop-{digest}", on_click=_put, args=[run, None],
            disabled=is_here,
        )  # fmt: skip


def _about(run: Run, filmed: cached.Filmed | None) -> str:
    task = _(run.plan.source.title)
    if filmed is None:
        return _("{task}: no longer here").format(task=task)
    frame = filmed.experiment.progress.film.frames[-1]
    return _("{task}: step {step:,}, loss {loss:.4f}").format(
        task=task, step=filmed.experiment.progress.step, loss=frame.held_out.loss
    )


def _open(run: Run) -> None:
    fields = {name: getattr(run.view, name) for name in run.view.__dataclass_fields__}
    only = {"learners": (run.plan.settings.cell,), "frame": 0, "dial_changes": run.plan.changes}
    task, settings = run.plan.task, run.plan.settings
    own = None if isinstance(task, str) else Own(task, settings.length, settings.value_loss)
    plans_of_view.take(own)
    session.cue(**fields | only)


def _rename(run: Run, text: str) -> None:
    _put(run, replace(run, name=text.strip()))


def _put(run: Run, other: Run | None) -> None:
    """Put another one in the place of a training; ``None`` removes it."""
    kept = [other if each == run else each for each in now()]
    session.keep(RUNS, tuple(each for each in kept if each is not None))
    session.set_flag(session.CHANGED)
