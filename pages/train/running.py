"""What a visitor's trainings do: begin, pause, go on, take one step, turn a dial."""

from collections.abc import Sequence
from functools import partial

from core.jobs.status import Status
from core.jobs.turns import NoRoom
from core.training.live.changes import Dials
from core.training.live.experiment import Experiment
from core.training.live.parts import Part
from core.training.live.plan import Plan
from pages.language import _
from pages.shared import ongoing, prose
from pages.shared.frame import TRAIN
from pages.shared.ongoing import Ongoing
from pages.shared.view import session, visitor
from pages.train import cached, runs
from pages.train.view import TrainView

RUNNING, PARTS = "train-running", "train-parts"


def is_running(plans: Sequence[Plan]) -> bool:
    """Return whether this visitor has these trainings go on."""
    return bool(plans) and session.kept(RUNNING, ()) == _names(plans)


def begin(plans: Sequence[Plan]) -> None:
    """Have trainings go on from where they are."""
    runs.note(plans, session.view(TrainView))
    for plan in plans:
        cached.begin(plan)
    session.keep(RUNNING, _names(plans))
    session.keep(PARTS, None)
    session.cue(frame=0)
    ongoing.begin(Ongoing(TRAIN, partial(_look, plans, session.view(TrainView))))


def _look(plans: Sequence[Plan], view: TrainView) -> tuple[float, prose.Template] | None:
    """Watch the trainings from another screen; return how far they are until they are over."""
    if not is_running(plans):
        return None
    try:
        watch(plans, view)
    except NoRoom:
        return None
    found = [cached.begin(plan).experiment for plan in plans]
    if all(is_over(each, view.learn_until) for each in found):
        return None
    step = min(each.progress.step for each in found)
    words = _("Training: step {step:,} of {until:,}")
    return step / view.learn_until, prose.compose(words, step=step, until=view.learn_until)


def pause(plans: Sequence[Plan]) -> None:
    """Have this visitor's trainings pause; those that others watch go on for them."""
    session.keep(RUNNING, ())
    session.set_flag(session.CHANGED)
    job = cached.job_of(plans)
    if job is not None:
        job.rest(visitor.name())


def watch(plans: Sequence[Plan], view: TrainView) -> Status[int, int]:
    """Let the worker know that the trainings are watched; return where it is.

    Raises:
        NoRoom: if no more work is taken.
    """
    experiments = [cached.begin(plan).experiment for plan in plans]
    job = cached.work_on(experiments, view.learn_until, view.most_steps)
    return job.status(visitor.name())


def step(plans: Sequence[Plan]) -> None:
    """Take one step of each training."""
    runs.note(plans, session.view(TrainView))
    for plan in plans:
        cached.begin(plan).experiment.step()
    session.keep(PARTS, None)
    session.cue(frame=0)


def step_in_parts(plan: Plan) -> None:
    """Take one step, and keep its parts with their numbers, to be shown one after another."""
    runs.note([plan], session.view(TrainView))
    experiment = cached.begin(plan).experiment
    parts = experiment.step_in_parts()
    session.keep(PARTS, (plan.digest, experiment.progress.step, parts))
    session.cue(frame=0)


def parts_now(plan: Plan) -> tuple[int, tuple[Part, ...]] | None:
    """Return the step that was taken part by part last, and its parts."""
    kept = session.kept(PARTS, None)
    return kept[1:] if kept and kept[0] == plan.digest and kept[2] else None


def turn(plans: Sequence[Plan], at: int, dials: Dials) -> None:
    """Turn the dials from a step on: the trainings leave those that have others, and go on.

    Args:
        plans: of the trainings so far.
        at: steps that had been taken; no more than any of them has.
        dials: from then on.
    """
    others: list[Plan] = []
    for plan in plans:
        filmed = cached.begin(plan)
        others.append(cached.keep(filmed.experiment.forked(at, dials)).experiment.plan)
    if is_running(plans):
        pause(plans)
        session.keep(RUNNING, _names(others))
    session.cue(dial_changes=others[0].changes, frame=0)
    runs.note(others, session.view(TrainView))


def is_over(experiment: Experiment, until: int) -> bool:
    """Return whether a training will not go on."""
    return experiment.progress.is_over or experiment.progress.step >= until


def _names(plans: Sequence[Plan]) -> tuple[str, ...]:
    return tuple(plan.digest for plan in plans)
