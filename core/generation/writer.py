"""Appends tokens to a text, one by one: given ones, and those that a dart hits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from ..network import Network
from . import distribution
from .distribution import Sampling
from .recorder import Recorder

MOST_TOKENS = 10_000
"""Tokens of prime and text together, at most."""


@dataclass(frozen=True, eq=False)
class GeneratedStep:
    """The choice of one token, from what the network said before it.

    Probabilities are made of the scores whenever they are asked for: thousands of steps of
    thousands of outputs would not fit beside each other.

    Attributes:
        scores: of the V outputs, ``(V,)`` float32.
        sampling: how the token was to be chosen.
        dart: where the dart hit, in [0, 1); it depends on the seed and the token's number alone.
        token: the number of the output that became the token; ``None`` for a token of the prime
            that is no output.
        was_given: whether the token was not thrown for: it belongs to the prime, or was chosen by
            hand.
    """

    scores: np.ndarray
    sampling: Sampling
    dart: float
    token: int | None
    was_given: bool

    @property
    def model(self) -> np.ndarray:
        """The network's own probabilities, ``(V,)`` float32."""
        return distribution.model(self.scores)

    @property
    def tempered(self) -> np.ndarray:
        """The probabilities after temperature, ``(V,)`` float32."""
        return distribution.tempered(self.scores, self.sampling.temperature)

    @property
    def kept(self) -> np.ndarray:
        """The probabilities after temperature and cuts, renormalised, ``(V,)`` float32."""
        return distribution.kept(self.scores, self.sampling)


class Writer:
    """What has been written so far, and what writes on.

    Args:
        network: one that predicts the next token.
        sampling: how each token is chosen.
        seed: of the darts.
        stop: the token that ends the text once a dart has hit it.

    Raises:
        ValueError: if the network does not predict its own tokens.
    """

    def __init__(self, network: Network, sampling: Sampling, seed: int, stop: str | None) -> None:
        if network.card.target != "next-token":
            raise ValueError(
                f"generate expected a network that predicts the next token; this one predicts "
                f"{network.card.target!r}. Take one such as shakespeare."
            )
        self.network, self.sampling, self.stop = network, sampling, stop
        self.numbers = {output: number for number, output in enumerate(network.outputs)}
        self.darts = distribution.darts(seed, MOST_TOKENS)
        self.recorder = Recorder(network)
        self.keys: list[str] = []
        self.steps: list[GeneratedStep] = []

    def resume(
        self, keys: Sequence[str], steps: Sequence[GeneratedStep], recorder: Recorder
    ) -> None:
        """Take over tokens that were written before, with the states they led to."""
        self.keys, self.steps, self.recorder = list(keys), list(steps), recorder.copy(len(keys))

    @torch.inference_mode()
    def give(self, key: str) -> None:
        """Append a token without a throw."""
        if key not in self.network.vocabulary:
            raise ValueError(f"The network does not know the token {key!r}.")
        self._append(key, self.recorder.scores(), was_given=True)

    @torch.inference_mode()
    def write(self, length: int) -> None:
        """Append tokens that darts hit, up to the token that ends a run.

        Raises:
            ValueError: if there would be more than ``MOST_TOKENS``.
        """
        if len(self.keys) + length > MOST_TOKENS:
            raise ValueError(
                f"A run has up to {MOST_TOKENS:,} tokens; there are {len(self.keys):,}, and "
                f"{length:,} more were to be written."
            )
        for _ in range(length):
            if self._has_stopped():
                return
            scores = self.recorder.scores()
            dart = float(self.darts[len(self.keys)])
            number = distribution.hit(distribution.kept(scores, self.sampling), dart)
            self._append(self.network.outputs[number], scores, was_given=False)

    def _has_stopped(self) -> bool:
        return bool(self.steps) and not self.steps[-1].was_given and self.keys[-1] == self.stop

    def _append(self, key: str, scores: np.ndarray, was_given: bool) -> None:
        dart = float(self.darts[len(self.keys)])
        number = self.numbers.get(key)
        self.steps.append(GeneratedStep(scores, self.sampling, dart, number, was_given))
        self.keys.append(key)
        (code,) = self.network.vocabulary.ids([key])
        self.recorder.read(code)
