"""The steps of a live training, one after another, and what its film notes of them."""

import math
from collections.abc import Iterator

import numpy as np
import torch

from ...cells import CELLS
from ..learner import Learner, PartName
from ..task import Recipe
from .film import MOST_WEIGHTS, Frame, is_kept, with_frame
from .held_out import HeldOut, HeldOutTexts
from .measures import gradient_norms, spectral_radii
from .optimisers import OPTIMISERS, LiveOptimiser, give_weights, weights_of
from .settings import Settings
from .state import Divergence, State
from .subject import TEXTS, Subject, generator_of


class Stepper:
    """The weights of a training, its optimiser, its generator, and its past.

    Args:
        subject: what is learned.
    """

    def __init__(self, subject: Subject) -> None:
        settings, self.subject = subject.settings, subject
        assert settings.length is not None
        self.texts = HeldOutTexts(subject.task, settings.length)
        self.learner = _learner(subject)
        self._generator = generator_of(settings.seed, TEXTS)
        self._random = self._generator.get_state()  # only a step that was taken goes on in it
        self.step, self.clippings = 0, 0
        self.losses: list[float] = []
        self.divergence: Divergence | None = None
        self._measured: tuple[int, HeldOut] | None = None
        blocks = len(CELLS[settings.cell].blocks)
        self._no_norms = np.full((settings.num_layers, 2, blocks), np.nan, np.float32)
        self.frames = (self._frame(self._no_norms),)
        self._present = self.frames[0]

    def parts(self, dials: Settings) -> Iterator[PartName]:
        """Take the next step part by part; yield the name of each part once it is done.

        It is taken once all parts are: a step that is left before its update changes nothing, and
        one whose numbers are not finite sets ``divergence`` and changes no weight.

        Args:
            dials: the settings for this step.
        """
        learner, norms, at = self.learner, None, self.step + 1
        self._turn(dials)
        self._generator.set_state(self._random)
        batch = self.subject.batch(self._generator)
        before = weights_of(learner.parameters)
        for part in learner.parts(batch, self._generator):
            self.subject.design.keep(part, learner.layers.layers)
            if self._is_lost(part):
                give_weights(learner.parameters, before)
                return
            if part == "backward" and is_kept(at, at):
                norms = gradient_norms(learner.layers.layers, dials.cell)
            if part == "update":
                self._note(norms)
            yield part

    def held_out(self) -> HeldOut:
        """Return the loss on held-out texts."""
        if self._measured is None or self._measured[0] != self.step:
            measured = self.texts.measure(self.learner.network, self.learner.layers)
            self._measured = self.step, measured
        return self._measured[1]

    def state(self) -> State:
        """Return the state between the last step and the next one."""
        return State(
            self.step,
            weights_of(self.learner.parameters),
            {name: each.clone() for name, each in self.learner.optimizer.memory.items()},
            self._random,
            tuple(self.losses),
            self.clippings,
            self.frames,
            self.divergence,
        )

    def restore(self, state: State) -> None:
        """Go on where another one of the same subject was; what was done so far is forgotten."""
        self.step, self.clippings, self.frames = state.step, state.clippings, state.frames
        self.losses, self.divergence = [*state.losses], state.divergence
        self._random, self._measured = state.random, None
        give_weights(self.learner.parameters, state.weights)
        self.learner.optimizer.restore(state.step, state.memory)

    def _turn(self, dials: Settings) -> None:
        self.learner.clipping = dials.clipping
        self.learner.optimizer.learning_rate = dials.learning_rate

    def _is_lost(self, part: PartName) -> bool:
        """Note why the step cannot be taken, if this part of it has made numbers that are none."""
        if part == "loss":
            reason, number = "loss", self.learner.loss.detach()
        elif part == "clip":
            reason, number = "gradient", self.learner.clipped.norm
        elif part == "update":
            reason, number = "weights", weights_of(self.learner.parameters).abs().max()
        else:
            return False
        if math.isfinite(number):
            return False
        self.divergence = Divergence(self.step + 1, reason)
        return True

    def _note(self, norms: np.ndarray | None) -> None:
        """Count a step that was taken; with its gradients' norms, it has a frame in the film."""
        self.step += 1
        self.losses.append(self.learner.loss.item())
        self.clippings += self.learner.clipped.has_acted
        self._random = self._generator.get_state()
        if norms is not None:
            self.frames = with_frame(self.frames, self._frame(norms))

    def present(self) -> Frame:
        """Return the frame of the present step; one that is not kept has no gradient norms."""
        if self.frames[-1].step == self.step:
            return self.frames[-1]
        if self._present.step != self.step:
            self._present = self._frame(self._no_norms)
        return self._present

    def _frame(self, norms: np.ndarray) -> Frame:
        layers, cell = self.learner.layers, self.subject.settings.cell
        weights = weights_of(self.learner.parameters).numpy()
        is_small = len(weights) <= MOST_WEIGHTS
        return Frame(
            self.step,
            self.losses[-1] if self.losses else math.nan,
            self.held_out(),
            self.clippings,
            norms,
            spectral_radii(layers.layers, cell),
            weights if is_small else None,
            None if is_small else self._states(),
        )

    @torch.inference_mode()
    def _states(self) -> np.ndarray:
        network = self.learner.network
        codes = torch.tensor([network.encode(self.subject.task.probe).codes])
        return self.learner.layers(network.embedding(codes))[0][0].numpy()


def _learner(subject: Subject) -> Learner[LiveOptimiser]:
    settings = subject.settings
    rule, rate = OPTIMISERS[settings.optimiser], settings.learning_rate
    recipe = Recipe(
        1,
        settings.batch_size,
        rate,
        truncation=settings.truncation,
        value_loss=settings.value_loss,
    )
    return Learner(
        subject.untrained(),
        recipe,
        lambda parameters: LiveOptimiser(parameters, rule, rate),
        settings.clipping,
    )
