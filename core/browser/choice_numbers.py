"""The numbers of how every token of a run was chosen, as ``choice/choices.js`` reads them.

Of each step the likeliest outputs are sent with their scores, so many that all steps together stay
below a limit. The browser makes the probabilities of a score as ``core.generation`` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..generation import GeneratedStep, GenerationRun
from ..generation.distribution import Sampling, hit, kept, model, tempered

MOST_DRAWN = 20
"""The most outputs of a step that are drawn one by one, besides the token that was taken."""
MOST_SENT = 150_000
"""The most outputs that are sent of all steps, as long as each step has those that are drawn."""
FULL_SCALE = 65_535
"""A place on a bar is sent as a whole number from 0 to this one: a pixel has many of them."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """An array as it is sent, with a row for each of the T steps.

    Attributes:
        name: under which the browser knows it.
        rows: ``(T, columns)``, in the type in which it is sent.
    """

    name: str
    rows: np.ndarray

    @property
    def about(self) -> dict[str, Any]:
        """What the browser must know to read it."""
        return {"name": self.name, "kind": self.rows.dtype.str[1:], "columns": self.rows.shape[1]}


_KINDS = {"darts": "<f8", "sums": "<f8", "scores": "<f4", "peaks": "<f4", "entropy": "<f4"}
"""The types of numbers that are no whole ones. The longest come first in what is sent."""


def numbers_of(run: GenerationRun) -> list[Numbers]:
    """Return the arrays, those of the longest numbers first."""
    total = len(run.network.outputs)
    drawn = min(MOST_DRAWN, total)
    sent = min(total, max(drawn, MOST_SENT // len(run.keys)))
    stacks = stacks_of(run.sampling, total)
    steps = [_rows(step, stacks, sent, drawn) for step in run.steps]
    columns: dict[str, Any] = {name: [step[name] for step in steps] for name in steps[0]}
    columns["entropy"] = run.entropy[:, None]
    kinds = dict.fromkeys(columns, "<u2") | {"outputs": "<u2" if total > 255 else "u1"} | _KINDS
    numbers = [Numbers(name, np.array(rows, kinds[name])) for name, rows in columns.items()]
    return sorted(numbers, key=lambda each: -each.rows.itemsize)


def stacks_of(sampling: Sampling, total: int) -> list[int]:
    """Return which of the stacks that are sent is the model's, the one after temperature, the last.

    What changes nothing is not sent again.
    """
    after_temperature = int(sampling.temperature != 1)
    cuts = sampling.temperature != 0 and (
        (sampling.top_k or total) < total or (sampling.top_p or 1) < 1
    )
    return [0, after_temperature, after_temperature + int(cuts)]


def _rows(
    step: GeneratedStep, stacks: Sequence[int], sent: int, drawn: int
) -> dict[str, Sequence[float] | np.ndarray]:
    """Return what is sent of one step.

    Outputs are ranked from the likeliest to the least likely, those that a dart can hit first. What
    is sent of several ends with the token that was taken; where that is no output, with the number
    of outputs and the first one's numbers.
    """
    scores, sampling = step.scores, step.sampling
    shares = [model(scores), tempered(scores, sampling.temperature), kept(scores, sampling)]
    can_be_hit = shares[2] > 0
    order = _likeliest(scores, can_be_hit, sent)
    shown = order[0] if step.token is None else step.token
    rank = _rank(shown, scores, can_be_hit)
    below = scores - scores.max()
    colder = below / np.float32(sampling.temperature or 1)
    taken = len(scores) if step.token is None else step.token
    places = np.append(order[:drawn], shown)
    bars = dict(zip(stacks, shares, strict=True)).values()
    return {
        "darts": [step.dart],
        "sums": [_log_sum(below), _log_sum(colder), shares[1][can_be_hit].sum(dtype=np.float64)],
        "scores": scores[np.append(order, shown)],
        "peaks": [scores.max()],
        "starts": np.concatenate([_starts(each)[places] for each in bars]),
        "kept": [can_be_hit.sum()],
        "ranks": [rank],
        "hits": [hit(shares[2], step.dart)],
        "outputs": np.append(order, taken),
    }


def _likeliest(scores: np.ndarray, can_be_hit: np.ndarray, count: int) -> np.ndarray:
    """Return the numbers of the first so many outputs; equal ones in the order of their numbers."""
    some = np.flatnonzero(can_be_hit)
    if len(some) < count:
        some = np.arange(len(scores))
    if len(some) > count:  # sorting the likely ones takes less time than sorting all
        least = np.partition(scores[some], -count)[-count]
        likely = scores[some] >= least
        if not can_be_hit[some].all():  # those that can be hit are fewer, and all of them are there
            likely |= can_be_hit[some]
        some = some[likely]
    return some[np.lexsort((-scores[some], ~can_be_hit[some]))][:count]


def _rank(output: int, scores: np.ndarray, can_be_hit: np.ndarray) -> int:
    """Return how many outputs come before one."""
    above = scores > scores[output]
    above[:output] |= scores[:output] == scores[output]
    same = can_be_hit == can_be_hit[output]
    return int((above & same).sum()) + (0 if can_be_hit[output] else int(can_be_hit.sum()))


def _log_sum(values: np.ndarray) -> float:
    return float(np.log(np.exp(values.astype(np.float64)).sum()))


def _starts(shares: np.ndarray) -> np.ndarray:
    """Return the share that lies below each output, as a part of all, from 0 to ``FULL_SCALE``."""
    ends = shares.cumsum(dtype=np.float64)
    return np.rint((ends - shares) / ends[-1] * FULL_SCALE).clip(0, FULL_SCALE)
