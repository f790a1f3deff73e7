"""What a network wrote, and everything that led to each token of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from ..network import Network
from ..text import clean
from ..text.detokenizers import detokenize
from ..trace import Trace
from . import distribution
from .distribution import Sampling
from .loops import Loop, find_loops
from .quotes import Quote, find_quotes
from .recorder import Recorder

MOST_TOKENS = 2_000
"""Tokens of prime and text together, at most."""


@dataclass(frozen=True, eq=False)
class GeneratedStep:
    """The choice of one token, from what the network said before it.

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

    @cached_property
    def model(self) -> np.ndarray:
        """The network's own probabilities, ``(V,)`` float32."""
        return distribution.model(self.scores)

    @cached_property
    def tempered(self) -> np.ndarray:
        """The probabilities after temperature, ``(V,)`` float32."""
        return distribution.tempered(self.scores, self.sampling.temperature)

    @cached_property
    def kept(self) -> np.ndarray:
        """The probabilities after temperature and cuts, renormalised, ``(V,)`` float32."""
        return distribution.kept(self.scores, self.sampling)


@dataclass(frozen=True, eq=False)
class GenerationRun:
    """A prime, and what a network wrote after it.

    Attributes:
        network: the network.
        sampling: how each token was chosen.
        seed: of the darts.
        prime: how many tokens were given.
        keys: all tokens as the vocabulary spells them, those of the prime first.
        steps: the choice of every token, those of the prime included: what the network expected
            there, and where the dart would have hit.
        skipped: tokens of the prime that the network does not know, and did not read.
        stop: the token that ends a run.
    """

    network: Network
    sampling: Sampling
    seed: int
    prime: int
    keys: tuple[str, ...]
    steps: tuple[GeneratedStep, ...]
    skipped: tuple[str, ...]
    stop: str | None
    _recorder: Recorder

    @property
    def tokens(self) -> tuple[str, ...]:
        """What was written after the prime, as the vocabulary spells it."""
        return self.keys[self.prime :]

    @property
    def text(self) -> str:
        """What was written after the prime, as people write it."""
        return detokenize(self.network.card.tokenizer, self.keys, self.prime)

    @property
    def whole_text(self) -> str:
        """The prime as the network read it, and what was written after it."""
        return detokenize(self.network.card.tokenizer, self.keys)

    @cached_property
    def trace(self) -> Trace:
        """Every quantity at every token, prime and text: those of the very states of this run."""
        return self._recorder.trace(self.keys)

    @cached_property
    def log_probabilities(self) -> np.ndarray:
        """Of each written token under the model itself, in nats, ``(written,)`` float64."""
        return np.array([np.log(float(step.model[step.token])) for step in self._written()])

    @property
    def log_probability(self) -> float:
        """Of all that was written, under the model itself, in nats."""
        return float(self.log_probabilities.sum())

    @cached_property
    def kept_log_probabilities(self) -> np.ndarray:
        """The same under the distribution that was thrown at; −∞ where a token was cut off."""
        with np.errstate(divide="ignore"):
            return np.array([np.log(float(step.kept[step.token])) for step in self._written()])

    @cached_property
    def entropy(self) -> np.ndarray:
        """Of the model's own probabilities at each token, prime included, in nats, ``(T,)``."""
        return np.array([_entropy(step.model) for step in self.steps])

    @property
    def perplexity(self) -> float:
        """The power of e to the mean nats a written token; NaN before the first one."""
        nats = -self.log_probabilities
        return float(np.exp(nats.mean())) if len(nats) else np.nan

    def branch(self, t: int, token: str, length: int | None = None) -> "GenerationRun":
        """Return another run that has the tokens before ``t``, then ``token``, then goes on.

        It goes on from the stored state with the same darts: it equals a run whose prime is its
        past, on token ids.

        Args:
            t: the number of the token to replace, from 0, prime included.
            token: what stands there instead, as the vocabulary spells it.
            length: tokens of the run in all, prime included; by default as many as this one has.

        Raises:
            ValueError: if there is no such token, or the network cannot write it.
        """
        if not 0 <= t < len(self.keys):
            raise ValueError(f"branch expected t from 0 to {len(self.keys) - 1}; got {t}.")
        writer = _Writer.after(self, t)
        writer.give(token)
        writer.write(max(0, (len(self.keys) if length is None else length) - t - 1))
        return writer.run(min(self.prime, t))

    def go_on(self, length: int) -> "GenerationRun":
        """Return a run that begins as this one and has so many tokens more."""
        writer = _Writer.after(self, len(self.keys))
        writer.write(length)
        return writer.run(self.prime)

    def loops(self, within: float = 0.01) -> tuple[Loop, ...]:
        """Return where the state comes back to within a share of its own size."""
        memory = self.network.cells[-1].memory
        return find_loops(self.trace[memory], self.keys, within)

    def quotes(self, text: str, at_least: int = 20) -> tuple[Quote, ...]:
        """Return the stretches of what was written that stand in a text, character by character.

        Args:
            text: such as the one that the network learned from.
            at_least: characters of the shortest one that counts.
        """
        return find_quotes(self.text, clean(text, limit=None).text, at_least)

    def _written(self) -> Iterator[GeneratedStep]:
        return iter(self.steps[self.prime :])


def generate(
    network: Network,
    prime: str,
    length: int,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
    seed: int = 0,
    stop: str | None = None,
) -> GenerationRun:
    """Let a network read a text and write on.

    Args:
        network: one that predicts the next token.
        prime: the text that it reads first; tokens that it does not know are skipped.
        length: tokens to write, at most.
        temperature: as in ``Sampling``.
        top_k: as in ``Sampling``.
        top_p: as in ``Sampling``.
        seed: of the darts.
        stop: a token that ends the run once it is written; it is the last one.

    Raises:
        ValueError: if the network does not predict its own tokens, if a number is outside of its
            range, or if prime and text would have more than 2,000 tokens.
    """
    encoded = network.encode(prime)
    known = [place for place, knows in enumerate(encoded.known) if knows]
    keys = [encoded.tokens[place].key for place in known]
    skipped = tuple(
        network.tokenizer.label(token)
        for token, knows in zip(encoded.tokens, encoded.known, strict=True)
        if not knows
    )
    if length < 0 or len(keys) + length > MOST_TOKENS:
        raise ValueError(
            f"generate expected 0 to {MOST_TOKENS} tokens of prime and text; the prime has "
            f"{len(keys)}, and the length is {length}."
        )
    writer = _Writer(network, Sampling(temperature, top_k, top_p), seed, skipped, stop)
    for key in keys:
        writer.give(key)
    writer.write(length)
    return writer.run(len(keys))


class _Writer:
    """Appends tokens: given ones, and those that a dart hits."""

    def __init__(
        self,
        network: Network,
        sampling: Sampling,
        seed: int,
        skipped: tuple[str, ...],
        stop: str | None,
    ) -> None:
        if network.card.target != "next-token":
            raise ValueError(
                f"generate expected a network that predicts the next token; this one predicts "
                f"{network.card.target!r}. Take one such as shakespeare."
            )
        self.network, self.sampling, self.seed = network, sampling, seed
        self.skipped, self.stop = skipped, stop
        self.codes = dict(
            zip(network.outputs, network.vocabulary.ids(network.outputs), strict=True)
        )
        self.numbers = {output: number for number, output in enumerate(network.outputs)}
        self.darts = distribution.darts(seed, MOST_TOKENS)
        self.recorder = Recorder(network)
        self.keys: list[str] = []
        self.steps: list[GeneratedStep] = []

    @classmethod
    def after(cls, run: GenerationRun, length: int) -> "_Writer":
        """Return a writer that has the first tokens of a run."""
        writer = cls(run.network, run.sampling, run.seed, run.skipped, run.stop)
        writer.keys, writer.steps = list(run.keys[:length]), list(run.steps[:length])
        writer.recorder = run._recorder.copy(length)
        return writer

    @torch.inference_mode()
    def give(self, key: str) -> None:
        """Append a token without a throw."""
        if key not in self.network.vocabulary:
            raise ValueError(f"The network does not know the token {key!r}.")
        self._append(key, self.recorder.scores(), was_given=True)

    @torch.inference_mode()
    def write(self, length: int) -> None:
        """Append tokens that darts hit, up to the token that ends a run."""
        for _ in range(length):
            if self._has_stopped():
                return
            scores = self.recorder.scores()
            dart = float(self.darts[len(self.keys)])
            number = distribution.hit(distribution.kept(scores, self.sampling), dart)
            self._append(self.network.outputs[number], scores, was_given=False)

    def _has_stopped(self) -> bool:
        return bool(self.steps) and not self.steps[-1].was_given and self.keys[-1] == self.stop

    def run(self, prime: int) -> GenerationRun:
        """Return what there is."""
        return GenerationRun(
            self.network,
            self.sampling,
            self.seed,
            prime,
            tuple(self.keys),
            tuple(self.steps),
            self.skipped,
            self.stop,
            self.recorder,
        )

    def _append(self, key: str, scores: np.ndarray, was_given: bool) -> None:
        dart = float(self.darts[len(self.keys)])
        number = self.numbers.get(key)
        self.steps.append(GeneratedStep(scores, self.sampling, dart, number, was_given))
        self.keys.append(key)
        (code,) = self.network.vocabulary.ids([key])
        self.recorder.read(code)


def _entropy(probabilities: np.ndarray) -> float:
    p = probabilities[probabilities > 0].astype(float)
    return float(-(p * np.log(p)).sum())
