"""Packs how every token of a run was chosen, for the panel that shows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple

from cachetools import LRUCache, cached

from ..generation import GenerationRun
from ..text import ellipsis, visible
from ..text.parts_of_speech import form_and_tag
from .choice_numbers import MOST_DRAWN, numbers_of, stacks_of
from .choice_words import choice_words
from .payload import framed, signed_colours
from .pieces import Piece, pieces
from .words import Translate

MOST_KEPT = 4 * 2**20
"""Bytes that runs and what is sent of them take at most."""


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
    sent = _of_run(run)
    words = choice_words(translate)
    content = {"id": key, "lecture": lecture, "diverging": signed_colours(), "words": words}
    return framed({"digest": digest}, sent.about | content, sent.numbers)


class Sent(NamedTuple):
    """What is sent to everybody who looks at a run.

    Attributes:
        about: what is said of it.
        numbers: its numbers.
        nbytes: what both take, and the run with them.
    """

    about: dict[str, Any]
    numbers: bytes
    nbytes: int


@cached(LRUCache(MOST_KEPT, getsizeof=lambda sent: min(sent.nbytes, MOST_KEPT)), lock=Lock())
def _of_run(run: GenerationRun) -> Sent:
    numbers = numbers_of(run)
    sent = b"".join(each.rows.tobytes() for each in numbers)
    described = [each.about for each in numbers]
    # The hash is for the browser, since two runs may have the same text and other darts.
    about = _about(run) | {"numbers": described, "hash": sha256(sent).hexdigest()}
    return Sent(about, sent, run.nbytes + len(sent))


def _about(run: GenerationRun) -> dict[str, Any]:
    """Return what is said once: tokens and outputs, and how the tokens were chosen."""
    sampling, total = run.sampling, len(run.network.outputs)
    tokenizer = run.network.card.tokenizer
    return {
        "length": len(run.keys),
        "prime": run.prime,
        "tokens": [_shown(key) for key in run.keys],
        "pieces": [_as_sent(piece) for piece in pieces(tokenizer, run.keys)],
        "letters": tokenizer == "characters",
        "by_hand": [t for t in range(run.prime, len(run.steps)) if run.steps[t].was_given],
        "outputs": output_labels(run.network.outputs),
        "total": total,
        "drawn": min(MOST_DRAWN, total),
        "sampling": asdict(sampling),
        "stacks": stacks_of(sampling, total),
    }


def _as_sent(piece: Piece) -> str | Piece:
    """Return the text alone, as most pieces of letters are no more than that."""
    return piece.text if (piece.gap, piece.tokens) == ("", 1) else piece


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
