"""The trainings that are on screen, as the film in the browser has them."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

import numpy as np

from core.browser.film_scene import FilmRun, FilmScene, Line, SlowMotion
from core.cells import CELLS
from core.notation import N_, TITLES
from core.sequence_tasks import Ruler, SequenceTask
from core.sequence_tasks.learned import Learned, learned
from core.training.live.experiment import Progress
from core.training.live.frame_readings import FrameReading
from core.training.live.parts import Part
from core.training.live.plan import Plan
from pages.language import _
from pages.train.cached import Filmed

PARTS = {
    "forward": N_("forward"),
    "loss": N_("loss"),
    "backward": N_("backward"),
    "clip": N_("clipping"),
    "update": N_("update"),
}
"""Part of a step -> its name."""
MOST_LOSSES = 400
"""Points of the curve of training losses."""


def scene_of(
    filmed: Sequence[tuple[Filmed, str]],
    is_live: bool,
    lecture: bool,
    parts: tuple[int, Sequence[Part]] | None = None,
) -> FilmScene:
    """Return the film of one training or of several on the same task.

    Args:
        filmed: the trainings, each with its name.
        is_live: whether they go on; then only the last frame's states are sent.
        lecture: whether there is a lecture.
        parts: a step that was taken part by part, and its parts.
    """
    first = filmed[0][0].experiment.plan
    task = first.source.at_length(first.settings.length or first.source.length)
    runs = [_run(each, name, task, is_live) for each, name in filmed]
    return FilmScene(
        runs=runs,
        optimum=None if math.isnan(task.optimum) else task.optimum,
        rulers=[Line(ruler_name(ruler), ruler.value) for ruler in task.rulers],
        probe=probe_labels(first),
        digest=digest_of([each.experiment.plan for each, _name in filmed]),
        is_live=is_live,
        in_nats=bool(task.symbols),
        lecture=lecture,
        slow_motion=None if parts is None else SlowMotion(parts[0], part_words(parts[1])),
    )


def most_telling(scene: FilmScene) -> int:
    """Return the unit that follows some feature most closely at the last frame."""
    return int(np.abs(scene.runs[0].correlations[-1]).argmax())


def digest_of(plans: Sequence[Plan]) -> str:
    """Return a name for trainings that are shown together."""
    return sha256(" ".join(plan.digest for plan in plans).encode()).hexdigest()


def part_words(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Return the name of each part of a step, and what it did, in the reader's language."""
    return [(_(PARTS[part.name]), _did(part)) for part in parts]


def _did(part: Part) -> str:
    numbers = part.numbers
    match part.name:
        case "forward":
            return _("largest score {largest_score:.3f}").format(**numbers)
        case "loss":
            return _("loss {loss:.4f}").format(**numbers)
        case "backward":
            return _("gradient norm {gradient_norm:.4f}").format(**numbers)
        case "clip" if numbers["acted"]:
            return _("cut to norm {gradient_norm:.4f}").format(**numbers)
        case "clip":
            return _("nothing to cut")
    return _("largest change of a weight {largest_change:.5f}").format(**numbers)


def ruler_name(ruler: Ruler) -> str:
    """Return what a predictor knows that reaches a ruler, in the reader's language."""
    return _(ruler.name).format(n=ruler.n)


@lru_cache(maxsize=64)
def probe_labels(plan: Plan) -> tuple[str, ...]:
    """Return the tokens of the text on which the networks are watched."""
    probe = plan.source.probe
    return tuple(probe) if plan.source.symbols else tuple(probe.split())


def said(task: SequenceTask, found: Learned) -> str:
    """Return what has been learned, as a sentence in the reader's language."""
    if found.passed is None:
        ahead = ruler_name(task.rulers[0])
        return _("Has learned nothing yet: not even the first ruler, “{ahead}”, is passed.").format(
            ahead=ahead
        )
    passed = ruler_name(found.passed)
    if math.isnan(task.optimum):
        if found.ahead is None:
            return _(
                "Has passed every ruler, the last one “{passed}”; how much further it could come, "
                "nobody knows."
            ).format(passed=passed)
        return _("Has passed the ruler “{passed}”; the next one is “{ahead}”.").format(
            passed=passed, ahead=ruler_name(found.ahead)
        )
    if found.missing is None:
        return _("Has learned all that there is to learn, but for less than 1 %.")
    return _("Has passed the ruler “{passed}”; what is missing: {missing}.").format(
        passed=passed, missing=_(found.missing)
    )


def _run(filmed: Filmed, name: str, task: SequenceTask, is_live: bool) -> FilmRun:
    progress, plan = filmed.experiment.progress, filmed.experiment.plan
    frames, readings = progress.film.frames, filmed.readings()
    readings = readings[: len(frames)]
    frames = frames[: len(readings)]
    followed, correlations = _followed(readings)
    return FilmRun(
        name=name,
        losses=_thinned(progress),
        steps=np.array([frame.step for frame in frames]),
        held_out=np.array([frame.held_out.loss for frame in frames]),
        blocks=[*_blocks(plan)],
        norms=np.stack([_norms(frame.gradient_norms) for frame in frames]),
        radii=np.stack([frame.spectral_radii.ravel() for frame in frames]),
        clippings=np.array([frame.clippings for frame in frames]),
        legal=_legal(readings),
        said=[said(task, learned(task, *frame.held_out)) for frame in frames],
        written=[each.written for each in readings] if readings[-1].written else (),
        wrong=[each.wrong for each in readings],
        states=np.stack([each.states for each in (readings[-1:] if is_live else readings)]),
        features=[_(name) for name in filmed.reader.features],
        followed=followed,
        correlations=correlations,
    )


def _blocks(plan: Plan) -> Iterator[str]:
    """Yield the name of each layer's gates and candidate."""
    cell, layers = CELLS[plan.settings.cell], plan.settings.num_layers
    for layer in range(layers):
        for block in cell.blocks:
            name = _(TITLES[block])
            yield (
                name
                if layers == 1
                else _("layer {layer}: {block}").format(layer=layer + 1, block=name)
            )


def _norms(norms: np.ndarray) -> np.ndarray:
    """Return the norm of each layer's blocks, of both matrices together, ``(layers * blocks,)``."""
    return np.sqrt((norms.astype(np.float64) ** 2).sum(1)).ravel()


def _thinned(progress: Progress) -> np.ndarray:
    """Return step and training loss of at most so many steps, spread evenly, ``(P, 2)``."""
    losses = np.array(progress.losses)
    places = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), MOST_LOSSES)).astype(int))
    return np.stack([places + 1, losses[places]], 1) if len(losses) else np.zeros((0, 2))


def _legal(readings: Sequence[FrameReading]) -> np.ndarray:
    legal = np.array([each.legal for each in readings])
    return legal if np.isfinite(legal).all() else np.zeros(0)


def _followed(readings: Sequence[FrameReading]) -> tuple[np.ndarray, np.ndarray]:
    """Return the feature that each unit follows most closely at each frame, and how closely."""
    all_of_them = np.stack([each.correlations for each in readings])  # (F, H, K)
    if not all_of_them.shape[2]:
        return np.full(all_of_them.shape[:2], -1), np.zeros(all_of_them.shape[:2])
    best = np.abs(all_of_them).argmax(2)
    correlations = np.take_along_axis(all_of_them, best[..., None], 2)[..., 0]
    return np.where(correlations == 0, -1, best), correlations
