"""Packs how every token of a run was chosen, as ``choice/choices.js`` reads it.

Of each step the likeliest outputs are sent with their scores, so many that all steps together stay
below a limit. The browser makes the probabilities of a score as ``core.generation`` does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np

from ..generation import GeneratedStep, GenerationRun
from ..generation.distribution import Sampling, hit, kept, model, tempered
from ..text import ellipsis, visible
from ..text.detokenizers import PARAGRAPH
from ..text.parts_of_speech import form_and_tag
from .choice_words import choice_words
from .payload import framed, signed_colours
from .words import Translate

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


def pack_choices(
    run: GenerationRun, digest: str, key: str, lecture: bool, translate: Translate
) -> bytes:
    """Return the choices of a run in the form of the stepper's payload.

    Args:
        run: what a network wrote.
        digest: of the run's trace, through which a stepper on the same page steps.
        key: of the component; what people choose in it is kept under this name.
        lecture: larger type, and the next token is hidden until it is thrown.
        translate: returns a string of the code in the language of the screen.

    Raises:
        ValueError: if the run has no token.
    """
    if not run.keys:
        raise ValueError("pack_choices expected a run with at least one token; it has none.")
    about, sent = _of_run(run)
    words = choice_words(translate)
    content = {"id": key, "lecture": lecture, "diverging": signed_colours(), "words": words}
    return framed({"digest": digest}, about | content, sent)


@lru_cache(maxsize=4)
def _of_run(run: GenerationRun) -> tuple[dict[str, Any], bytes]:
    """Return what is sent to everybody who looks at a run: what is said of it, and its numbers."""
    numbers = _numbers(run)
    sent = b"".join(each.rows.tobytes() for each in numbers)
    described = [each.about for each in numbers]
    # The hash is for the browser, since two runs may have the same text and other darts.
    return _about(run) | {"numbers": described, "hash": sha256(sent).hexdigest()}, sent


def _about(run: GenerationRun) -> dict[str, Any]:
    """Return what is said once: tokens and outputs, and how the tokens were chosen."""
    sampling, total = run.sampling, len(run.network.outputs)
    return {
        "length": len(run.keys),
        "prime": run.prime,
        "tokens": [_shown(key) for key in run.keys],
        "blanks": [t for t, key in enumerate(run.keys) if key and not key.strip(" ")],
        "ends": [t for t, key in enumerate(run.keys) if key == PARAGRAPH or "\n" in key],
        "spaced": run.network.card.tokenizer != "characters",
        "by_hand": [t for t, step in _later(run) if step.was_given],
        "outputs": output_labels(run.network.outputs),
        "total": total,
        "drawn": min(MOST_DRAWN, total),
        "sampling": asdict(sampling),
        "stacks": _stacks(sampling, total),
    }


def _later(run: GenerationRun) -> Iterator[tuple[int, GeneratedStep]]:
    yield from list(enumerate(run.steps))[run.prime :]


def output_labels(outputs: Sequence[str]) -> list[str]:
    r"""Return what outputs are called on a screen: morphemes without their tags, if that is clear.

    >>> output_labels(["\n", "하/VV", "하/XSV", "영화/NNG"])
    ['⏎', '하/VV', '하/XSV', '영화']
    """
    times = Counter(form_and_tag(output)[0] for output in outputs)
    return [
        _shown(output) if times[form_and_tag(output)[0]] == 1 else ellipsis(visible(output))
        for output in outputs
    ]


def _shown(key: str) -> str:
    return ellipsis(visible(form_and_tag(key)[0]))


def _stacks(sampling: Sampling, total: int) -> list[int]:
    """Return which of the stacks that are sent is the model's, the one after temperature, the last.

    What changes nothing is not sent again.
    """
    after_temperature = int(sampling.temperature != 1)
    cuts = sampling.temperature != 0 and (
        (sampling.top_k or total) < total or (sampling.top_p or 1) < 1
    )
    return [0, after_temperature, after_temperature + int(cuts)]


_KINDS = {"darts": "<f8", "sums": "<f8", "scores": "<f4", "peaks": "<f4", "entropy": "<f4"}
"""The types of numbers that are no whole ones. The longest come first in what is sent."""


def _numbers(run: GenerationRun) -> list[Numbers]:
    """Return the arrays, those of the longest numbers first."""
    total = len(run.network.outputs)
    drawn = min(MOST_DRAWN, total)
    sent = min(total, max(drawn, MOST_SENT // len(run.keys)))
    stacks = _stacks(run.sampling, total)
    steps = [_rows(step, stacks, sent, drawn) for step in run.steps]
    columns: dict[str, Any] = {name: [step[name] for step in steps] for name in steps[0]}
    columns["entropy"] = run.entropy[:, None]
    kinds = dict.fromkeys(columns, "<u2") | {"outputs": "<u2" if total > 255 else "u1"} | _KINDS
    numbers = [Numbers(name, np.array(rows, kinds[name])) for name, rows in columns.items()]
    return sorted(numbers, key=lambda each: -each.rows.itemsize)


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
    order = np.lexsort((-scores, ~can_be_hit))  # equal ones in the order of their numbers
    rank = 0 if step.token is None else int(np.flatnonzero(order == step.token)[0])
    below = scores - scores.max()
    colder = below / np.float32(sampling.temperature or 1)
    taken = len(scores) if step.token is None else step.token
    places = np.append(order[:drawn], order[rank])
    bars = dict(zip(stacks, shares, strict=True)).values()
    return {
        "darts": [step.dart],
        "sums": [_log_sum(below), _log_sum(colder), shares[1][can_be_hit].sum(dtype=np.float64)],
        "scores": scores[np.append(order[:sent], order[rank])],
        "peaks": [scores.max()],
        "starts": np.concatenate([_starts(each)[places] for each in bars]),
        "kept": [can_be_hit.sum()],
        "ranks": [rank],
        "hits": [hit(shares[2], step.dart)],
        "outputs": np.append(order[:sent], taken),
    }


def _log_sum(values: np.ndarray) -> float:
    return float(np.log(np.exp(values.astype(np.float64)).sum()))


def _starts(shares: np.ndarray) -> np.ndarray:
    """Return the share that lies below each output, as a part of all, from 0 to ``FULL_SCALE``."""
    ends = shares.cumsum(dtype=np.float64)
    return np.rint((ends - shares) / ends[-1] * FULL_SCALE).clip(0, FULL_SCALE)
