"""What a network wrote, and everything that led to each token of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..network import Network
from ..text import clean
from ..text.detokenizers import detokenize
from ..trace import Trace
from .distribution import Sampling
from .loops import Loop, find_loops
from .quotes import Quote, find_quotes
from .recorder import Recorder
from .writer import MOST_TOKENS, GeneratedStep, Writer


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

    @property
    def nbytes(self) -> int:
        """How many bytes the quantities of the last layer and the scores take."""
        return self._recorder.nbytes + sum(step.scores.nbytes for step in self.steps)

    @property
    def has_stopped(self) -> bool:
        """Whether a dart has hit the token that ends the run."""
        return bool(self.steps) and not self.steps[-1].was_given and self.keys[-1] == self.stop

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
            ValueError: if there is no such token, if the network cannot write it, or if the run
                would have more than 10,000 tokens.
        """
        if not 0 <= t < len(self.keys):
            raise ValueError(f"branch expected t from 0 to {len(self.keys) - 1}; got {t}.")
        writer = self._writer(t)
        writer.give(token)
        writer.write(max(0, (len(self.keys) if length is None else length) - t - 1))
        return _run(writer, self.seed, min(self.prime, t), self.skipped)

    def go_on(self, length: int) -> "GenerationRun":
        """Return a run that begins as this one and has so many tokens more.

        One that has come to its stop stays as it is.

        Raises:
            ValueError: if it would have more than 10,000 tokens.
        """
        writer = self._writer(len(self.keys))
        writer.write(length)
        return _run(writer, self.seed, self.prime, self.skipped)

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

    def _writer(self, length: int) -> Writer:
        """Return a writer that has the first tokens of this run."""
        writer = Writer(self.network, self.sampling, self.seed, self.stop)
        writer.resume(self.keys[:length], self.steps[:length], self._recorder)
        return writer

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

    Prime and text have up to 10,000 tokens together. A run keeps the scores of every step and all
    quantities of the last layer: of 10,000 tokens about 0.3 GB for 256 units and 65 characters, 0.4
    GB for 8,000 words; its trace shares the quantities.

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
            range, or if prime and text would have more than 10,000 tokens.
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
    writer = Writer(network, Sampling(temperature, top_k, top_p), seed, stop)
    for key in keys:
        writer.give(key)
    writer.write(length)
    return _run(writer, seed, len(keys), skipped)


def _run(writer: Writer, seed: int, prime: int, skipped: tuple[str, ...]) -> GenerationRun:
    """Return what has been written as a run."""
    return GenerationRun(
        writer.network,
        writer.sampling,
        seed,
        prime,
        tuple(writer.keys),
        tuple(writer.steps),
        skipped,
        writer.stop,
        writer.recorder,
    )


def _entropy(probabilities: np.ndarray) -> float:
    p = probabilities[probabilities > 0].astype(float)
    return float(-(p * np.log(p)).sum())
