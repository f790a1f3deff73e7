"""Packs the stepper's data as bytes, so that no number is rounded."""

import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
from cachetools import LRUCache, cached

from ..figures.palette import colour, signed
from ..notation import TITLES, Quantity, full_title, in_reading_order
from ..text.parts_of_speech import part_of_speech
from ..trace import Trace
from .arrays import Written, written
from .likeliest import likeliest_anywhere
from .prediction import SHARES, programs
from .scene import Cue, Opinions, Scene, Unrolled
from .unrolled_words import unrolled_words
from .words import Translate, words

MOST_KEPT = 8 * 2**20
"""Bytes that written traces take at most: a page is packed again and again while somebody steps."""


def pack(
    scene: Scene, cue: Cue, key: str, translate: Translate, unrolled: Unrolled | None = None
) -> bytes:
    """Return two lengths (uint32), two JSON texts and, at a multiple of 4, arrays.

    All numbers are little-endian.

    Args:
        scene: the trace to step through.
        cue: the place that the stepper is to show.
        key: names this stepper on its page: what people choose (speed, tint) is kept under it.
        translate: returns a string of the code in the language of the screen.
        unrolled: how the cell stands above the tokens; ``None`` where it cannot.
    """
    in_all = len(scene.opinions.outputs) if scene.opinions else 0
    (scene,) = likeliest_anywhere([scene])
    answers = dict(chain(_readout(scene), opinions(scene)))
    follows = {"opinions": SHARES} if _has_all_scores(scene.opinions) else {}
    arrays = (*trace_arrays(scene.trace, True), *written(answers, follows))
    content = about_text(scene, key, translate) | about_trace(scene, translate)
    content["outputs_in_all"] = in_all
    content["arrays_in_order"] = [array.about for array in arrays]
    if unrolled is None:
        return packed(scene.digest, cue, content, arrays)
    content["unrolled"] = {
        "trained": unrolled.trained,
        "weights": unrolled.weights,
        "words": unrolled_words(translate),
    }
    stands = {"form": unrolled.form, "kind": unrolled.kind}
    return packed(scene.digest, cue, content, arrays, unrolled=stands)


def packed(
    digest: str, cue: Cue, content: dict[str, Any], arrays: Sequence[Written], **also: Any
) -> bytes:
    """Return the bytes that ``payload.js`` reads, with the arrays at the end.

    Args:
        digest: of what is shown.
        cue: the place that is to be shown.
        content: what is shown, but for the numbers.
        arrays: the numbers.
        also: what else the browser takes over together with the cue.
    """
    numbers = b"".join(array.numbers for array in arrays)
    return framed({"digest": digest, **asdict(cue), **also}, content, numbers)


def framed(where: Mapping[str, Any], what: Mapping[str, Any], numbers: bytes) -> bytes:
    """Return two lengths, two JSON texts and, at a multiple of 4, numbers."""
    return framed_again(where, json.dumps(what).encode(), numbers)


def framed_again(where: Mapping[str, Any], second: bytes, numbers: bytes) -> bytes:
    """Return what ``framed`` returns, given the second text as it was written before."""
    first = json.dumps(where).encode()
    texts = struct.pack("<II", len(first), len(second)) + first + second
    return texts + b" " * (-len(texts) % 4) + numbers


def _bytes_of(arrays: Sequence[Written]) -> int:
    """Return the bytes of written arrays and of their trace, as if every one fitted in."""
    return min(2 * sum(len(each.numbers) for each in arrays), MOST_KEPT)


@cached(LRUCache(MOST_KEPT, getsizeof=_bytes_of), lock=Lock())
def trace_arrays(trace: Trace, with_parts: bool) -> tuple[Written, ...]:
    """Return every quantity, ``(T, its width)``, and the parts of those that have some."""
    arrays = dict(trace.activations)
    if with_parts:
        for name, parts in trace.preactivations.items():
            arrays |= {f"{name}.{part}": array for part, array in parts._asdict().items()}
    return written(arrays, programs(trace))


def opinions(scene: Scene) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the network's opinions, ``(T, n_outputs)``, and a series' values, ``(T, 1)``."""
    if scene.opinions is not None:
        yield "opinions", scene.opinions.answers
        if scene.opinions.values is not None:
            yield "values", scene.opinions.values[:, None]


def _readout(scene: Scene) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the readout's scores, ``(T, n_outputs)``, and its bias, the same at each step."""
    if scene.opinions is None or scene.opinions.scores is None or scene.opinions.bias is None:
        return
    scores = scene.opinions.scores
    yield "scores", scores
    yield "readout_bias", np.broadcast_to(scene.opinions.bias, scores.shape)
    if scene.opinions.sums is not None:
        yield "score_sums", scene.opinions.sums[:, None]


def about_text(scene: Scene, key: str, translate: Translate) -> dict[str, Any]:
    """Return the data common to all networks that read this text and have these outputs."""
    return {
        "id": key,
        "length": len(scene.trace),
        "lecture": scene.lecture,
        "tokens": [asdict(token) for token in scene.tokens],
        "parts_of_speech": parts_of_speech(scene, translate),
        "outputs": scene.opinions.outputs if scene.opinions else (),
        "diverging": signed_colours(),
        "words": words(translate),
    }


def _has_all_scores(opinions: Opinions | None) -> bool:
    """Return whether the shares follow from the scores that are here."""
    return opinions is not None and opinions.scores is not None and opinions.sums is None


def parts_of_speech(scene: Scene, translate: Translate) -> dict[str, str]:
    """Return what each tag of the tokens stands for, in the order of the text."""
    named = {token.tag: part_of_speech(token.tag) for token in scene.tokens}
    return {tag: translate(name) for tag, name in named.items() if name}


def about_trace(scene: Scene, translate: Translate) -> dict[str, Any]:
    """Return the data of one network."""
    quantities = in_reading_order(scene.trace.quantities)
    return {
        "cell": scene.cell,
        "units": next(iter(scene.trace.activations.values())).shape[1],
        "quantities": [described(quantity, translate) for quantity in quantities],
    }


def described(quantity: Quantity, translate: Translate) -> dict[str, Any]:
    """Return a quantity with its title, meaning and colours as the screen has them."""
    return asdict(quantity) | {
        "title": full_title(quantity, translate),
        "short_title": translate(TITLES[quantity.name]),
        "sense": translate(quantity.sense) if quantity.sense else "",
        "meaning": translate(quantity.meaning),
        "colour": light_and_dark(lambda dark: colour(quantity.name, dark)),
    }


def light_and_dark(of: Callable[[bool], Any]) -> dict[str, Any]:
    """Return the variants for a light page and for a dark one."""
    return {"light": of(False), "dark": of(True)}


def signed_colours() -> dict[str, list[str]]:
    """Return the colours of the most negative and of the most positive numbers."""
    return light_and_dark(lambda dark: [signed(False, dark), signed(True, dark)])
