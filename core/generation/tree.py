"""A tree of runs: each branch has another token in one place of an earlier run, and goes on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..jobs.steps import Steps
from ..network import Network
from ..trace import digest
from .distribution import Sampling
from .loops import Loop
from .run import GenerationRun, generate
from .writer import MOST_TOKENS

CHUNK = 20
"""Tokens that are written between two yields."""


@dataclass(frozen=True)
class Branch:
    """Another token in one place of a run.

    Attributes:
        parent: the run that it leaves: 0 for the first one, n for that of the n-th branch.
        position: of the token that is replaced, from 0.
        output: the number of the output that stands there instead.
    """

    parent: int
    position: int
    output: int


@dataclass(frozen=True)
class Recipe:
    """All that a tree of runs follows from, besides the network.

    Attributes:
        prime: the text that is read first.
        length: tokens to write after it, at most.
        sampling: how tokens are chosen.
        seed: of the darts.
        stop: a token that ends a run; ``None`` for none.
        branches: each leaves the first run, or one of an earlier branch.
        most: tokens of prime and text together, at most.
    """

    prime: str
    length: int
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    stop: str | None = None
    branches: tuple[Branch, ...] = ()
    most: int = MOST_TOKENS


@dataclass(frozen=True)
class Outcome:
    """What one run of a tree wrote, without its states.

    Attributes:
        keys: all tokens, those of the prime first.
        prime: how many tokens were given at the start.
        text: what was written after the prime.
        log_probability: of it under the model itself, in nats.
        kept_log_probability: under the distributions that were thrown at; −∞ if a token was cut.
    """

    keys: tuple[str, ...]
    prime: int
    text: str
    log_probability: float
    kept_log_probability: float


class Growth(NamedTuple):
    """What has been written so far.

    Attributes:
        run: the run that grows.
        share: of all tokens that are to be written, in 0..1.
    """

    run: GenerationRun
    share: float


@dataclass(frozen=True, eq=False)
class Tree:
    """The first run and its branches, one of them with its states.

    Attributes:
        outcomes: of the first run and of each branch; ``None`` for a branch that is not possible,
            because its run has no such token.
        shown: which of them has its states here.
        run: that one.
    """

    outcomes: tuple[Outcome | None, ...]
    shown: int
    run: GenerationRun

    @cached_property
    def digest(self) -> str:
        """The sha256 of all numbers of the run's trace."""
        return digest(self.run.trace)

    @cached_property
    def loops(self) -> tuple[Loop, ...]:
        """Where the state of the run comes back."""
        return self.run.loops()


def single(run: GenerationRun) -> Tree:
    """Return the tree of a run without branches."""
    return Tree((_outcome(run),), 0, run)


def grow_in_steps(network: Network, recipe: Recipe, shown: int) -> Steps[Growth, Tree]:
    """Write the first run and each branch; yield what there is, again and again.

    Runs that nothing needs any more are let go, so that few states are held at a time.

    Args:
        network: one that predicts the next token.
        recipe: what to write.
        shown: the run whose states are wanted; the first one where that branch is not possible.

    Raises:
        ValueError: as ``generate`` does.
    """
    first = _begin(network, recipe)
    total = min(len(first.keys) + recipe.length, recipe.most)
    planned = recipe.length + sum(max(total - each.position, 0) for each in recipe.branches)
    runs: dict[int, GenerationRun] = {}
    outcomes: list[Outcome | None] = []
    done = 0
    for number in range(len(recipe.branches) + 1):
        run = _leave(runs, recipe.branches[number - 1]) if number else first
        for longer in () if run is None else _growing(run, total):
            done += CHUNK
            run = longer
            yield Growth(run, min(done / planned, 1.0))
        if run is not None:
            runs[number] = run
        outcomes.append(None if run is None else _outcome(run))
        _let_go(runs, recipe.branches[number:], {0, shown})
    shown = shown if shown in runs else 0
    return Tree(tuple(outcomes), shown, runs[shown])


def _begin(network: Network, recipe: Recipe) -> GenerationRun:
    sampling = recipe.sampling
    return generate(
        network,
        recipe.prime,
        0,
        sampling.temperature,
        sampling.top_k,
        sampling.top_p,
        recipe.seed,
        recipe.stop,
    )


def _leave(runs: dict[int, GenerationRun], branch: Branch) -> GenerationRun | None:
    """Return a branch up to its own token; ``None`` if it is not possible."""
    parent = runs.get(branch.parent)
    if parent is None or branch.position >= len(parent.keys):
        return None
    outputs = parent.network.outputs
    if branch.output >= len(outputs):
        return None
    return parent.branch(branch.position, outputs[branch.output], branch.position + 1)


def _growing(run: GenerationRun, total: int) -> Iterator[GenerationRun]:
    """Yield the run with more and more tokens, until it has them all or comes to its end."""
    while len(run.keys) < total:
        longer = run.go_on(min(CHUNK, total - len(run.keys)))
        if len(longer.keys) == len(run.keys):
            return
        run = longer
        yield run


def _let_go(
    runs: dict[int, GenerationRun], branches_to_come: Sequence[Branch], wanted: set[int]
) -> None:
    needed = Counter(branch.parent for branch in branches_to_come)
    for number in [number for number in runs if number not in wanted and not needed[number]]:
        del runs[number]


def _outcome(run: GenerationRun) -> Outcome:
    kept = float(run.kept_log_probabilities.sum())
    return Outcome(run.keys, run.prime, run.text, run.log_probability, kept)
