"""Packs the film of a training for the browser: losses, rulers, and what each frame shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..analysis.reading import ShownToken
from ..figures.palette import network_colour
from .film_words import film_words
from .payload import framed, light_and_dark, signed_colours
from .scene import Cue
from .words import Translate


@dataclass(frozen=True)
class Line:
    """A loss that is drawn across the chart.

    Attributes:
        name: what a predictor knows that reaches it, in the language of the screen.
        value: the loss.
    """

    name: str
    value: float


@dataclass(frozen=True, eq=False)
class FilmRun:
    """One training as the film shows it: P losses, F frames, T probe tokens, H units, G blocks.

    Attributes:
        name: of the network, in the language of the screen.
        losses: step and training loss, ``(P, 2)``.
        steps: steps that had been taken at each frame, ``(F,)``.
        held_out: the held-out loss at each frame, ``(F,)``.
        blocks: names of the gates and the candidate.
        norms: the gradient's norm of each block, before clipping, ``(F, G)``; NaN where no step
            had been taken.
        radii: the spectral radius of each block of the recurrent weights, ``(F, G)``.
        clippings: steps so far whose gradient was clipped, ``(F,)``.
        legal: the mean probability of legal symbols along the probe, ``(F,)``; empty where nothing
            is illegal.
        said: what the network has learned by each frame, in the language of the screen.
        written: what it writes at each frame; empty where it writes nothing.
        wrong: the places in that text of symbols that may not stand there.
        states: of the last layer on the probe, ``(F, T, H)``; of the last frame only, ``(1, T,
            H)``, while the training goes on.
        features: names of what a unit may follow, in the language of the screen.
        followed: the feature that each unit follows most closely, ``(F, H)``; -1 for none.
        correlations: of the unit and that feature along the probe, ``(F, H)``, in -1..1.
    """

    name: str
    losses: np.ndarray
    steps: np.ndarray
    held_out: np.ndarray
    blocks: Sequence[str]
    norms: np.ndarray
    radii: np.ndarray
    clippings: np.ndarray
    legal: np.ndarray
    said: Sequence[str]
    written: Sequence[str]
    wrong: Sequence[Sequence[int]]
    states: np.ndarray
    features: Sequence[str]
    followed: np.ndarray
    correlations: np.ndarray


@dataclass(frozen=True)
class SlowMotion:
    """One step, to be shown part by part.

    Attributes:
        step: its number.
        parts: the name of each part and what it did, in the language of the screen.
    """

    step: int
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class FilmScene:
    """One or more trainings on the same task.

    Attributes:
        runs: at least one.
        optimum: the least possible loss; ``None`` where nobody knows it.
        rulers: the losses of those who know less, the worst first.
        probe: the tokens of the text on which the network is watched.
        digest: names the trainings, however far they are.
        is_live: whether they go on.
        in_nats: whether a loss is in nats a symbol; else it is a mean squared error.
        lecture: larger type.
        slow_motion: a step that is shown part by part; ``None`` for none.
        plays: whether it begins to play, where nobody has looked at it before.
    """

    runs: Sequence[FilmRun]
    optimum: float | None
    rulers: Sequence[Line]
    probe: Sequence[str]
    digest: str
    is_live: bool = False
    in_nats: bool = True
    lecture: bool = False
    slow_motion: SlowMotion | None = None
    plays: bool = False

    @property
    def units(self) -> int:
        """Hidden units of a network's last layer, as many in each."""
        return self.runs[0].states.shape[2]


_ARRAYS = (
    "losses", "steps", "held_out", "norms", "radii", "clippings", "legal", "states", "followed",
    "correlations",
)  # fmt: skip


def pack_film(scene: FilmScene, cue: Cue, key: str, translate: Translate) -> bytes:
    """Return the film in the form of the stepper's payload; a step of it is a frame.

    Args:
        scene: what to show.
        cue: which frame and which unit to show, as the stepper has position and unit.
        key: of the component.
        translate: returns a string of the code in the language of the screen.
    """
    longest = max(scene.runs, key=lambda run: len(run.steps))
    words = film_words(translate, scene.in_nats)
    arrays = [np.asarray(getattr(run, name), "<f4") for run in scene.runs for name in _ARRAYS]
    content = {
        "id": key,
        "length": len(longest.steps),
        "units": scene.units,
        "steps": longest.steps.tolist(),
        "lecture": scene.lecture,
        "tokens": [asdict(each) for each in _frames(longest, words["frame"])],
        "parts_of_speech": {},
        "outputs": [],
        "diverging": signed_colours(),
        "optimum": scene.optimum,
        "rulers": [[ruler.name, ruler.value] for ruler in scene.rulers],
        "probe": [*scene.probe],
        "live": scene.is_live,
        "plays": scene.plays,
        "slow_motion": scene.slow_motion and asdict(scene.slow_motion),
        "words": words,
        "runs": [_about(run, place) for place, run in enumerate(scene.runs)],
    }
    numbers = b"".join(array.tobytes() for array in arrays)
    return framed({"digest": scene.digest, **asdict(cue)}, content, numbers)


def _frames(run: FilmRun, words: str) -> Iterator[ShownToken]:
    for step in run.steps:
        label = words.format(step=f"{int(step):,}")
        yield ShownToken(label, label, known=True)


def _about(run: FilmRun, place: int) -> Mapping[str, Any]:
    """Return what is not numbers, and the shapes of what is."""
    said = [*dict.fromkeys(run.said)]
    return {
        "name": run.name,
        "colour": light_and_dark(lambda dark: network_colour(place, dark)),
        "blocks": [*run.blocks],
        "said": said,
        "said_at": [said.index(each) for each in run.said],
        "written": [*run.written],
        "wrong": [[*places] for places in run.wrong],
        "features": [*run.features],
        "shapes": {name: np.shape(getattr(run, name)) for name in _ARRAYS},
    }
