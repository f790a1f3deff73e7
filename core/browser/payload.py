"""Packs the stepper's data as bytes, so that no number is rounded."""

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np

from ..figures.palette import colour, signed
from ..notation import TITLES, Quantity
from .scene import Cue, Scene
from .words import Translate, words


def pack(scene: Scene, cue: Cue, key: str, translate: Translate) -> bytes:
    """Return two lengths (uint32), two JSON texts and, at a multiple of 4, float32 arrays.

    All numbers are little-endian. Rows that are the same at several steps are sent once.

    Args:
        scene: the trace to step through.
        cue: the place that the stepper is to show.
        key: names this stepper on its page: what people choose (speed, tint) is kept under it.
        translate: returns a string of the code in the language of the screen.
    """
    arrays = without_repeats((*states(scene), *_preactivations(scene), *opinions(scene)))
    content = about_text(scene, key, translate) | about_trace(scene, translate)
    content["arrays_in_order"] = shapes(arrays)
    return packed(scene.digest, cue, content, list(arrays.values()))


class Rows(NamedTuple):
    """The rows of an array, each once.

    Attributes:
        values: the different rows, float32.
        of_step: which of them each step has; ``None`` where they are as many as the steps, or one.
    """

    values: np.ndarray
    of_step: list[int] | None


def packed(digest: str, cue: Cue, content: dict[str, Any], arrays: Sequence[Rows]) -> bytes:
    """Return the bytes that ``payload.js`` reads, with float32 arrays at the end."""
    numbers = b"".join(rows.values.astype("<f4").tobytes() for rows in arrays)
    return framed({"digest": digest, **asdict(cue)}, content, numbers)


def framed(where: Mapping[str, Any], what: Mapping[str, Any], numbers: bytes) -> bytes:
    """Return two lengths, two JSON texts and, at a multiple of 4, numbers."""
    return framed_again(where, json.dumps(what).encode(), numbers)


def framed_again(where: Mapping[str, Any], second: bytes, numbers: bytes) -> bytes:
    """Return what ``framed`` returns, given the second text as it was written before."""
    first = json.dumps(where).encode()
    texts = struct.pack("<II", len(first), len(second)) + first + second
    return texts + b" " * (-len(texts) % 4) + numbers


def shapes(arrays: Mapping[str, Rows]) -> list[tuple[Any, ...]]:
    """Return name, rows and columns of each array, and the row of each step."""
    return [(name, *rows.values.shape, rows.of_step) for name, rows in arrays.items()]


def states(scene: Scene) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every quantity by its name, ``(T, hidden_size)``."""
    yield from scene.trace.activations.items()


def _preactivations(scene: Scene) -> Iterator[tuple[str, np.ndarray]]:
    for name, parts in scene.trace.preactivations.items():
        for part, array in parts._asdict().items():
            yield f"{name}.{part}", array


def opinions(scene: Scene) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the network's opinions, ``(T, n_outputs)``, and a series' values, ``(T, 1)``."""
    if scene.opinions is not None:
        yield "opinions", scene.opinions.answers
        if scene.opinions.values is not None:
            yield "values", scene.opinions.values[:, None]


def without_repeats(arrays: Iterable[tuple[str, np.ndarray]]) -> dict[str, Rows]:
    """Return the arrays by name, each of their rows once.

    The bias has one row, except where a reset gate scales it; what comes from the input has one for
    each different token.
    """
    return {name: _rows(array) for name, array in arrays}


def _rows(array: np.ndarray) -> Rows:
    places: dict[bytes, int] = {}
    of_step = [places.setdefault(row.tobytes(), len(places)) for row in array]
    if len(places) == len(array):
        return Rows(array, None)
    first = [of_step.index(place) for place in range(len(places))]
    return Rows(array[first], of_step if len(places) > 1 else None)


def about_text(scene: Scene, key: str, translate: Translate) -> dict[str, Any]:
    """Return the data common to all networks that read this text and have these outputs."""
    return {
        "id": key,
        "length": len(scene.trace),
        "lecture": scene.lecture,
        "tokens": [asdict(token) for token in scene.tokens],
        "outputs": scene.opinions.outputs if scene.opinions else (),
        "diverging": signed_colours(),
        "words": words(translate),
    }


def about_trace(scene: Scene, translate: Translate) -> dict[str, Any]:
    """Return the data of one network."""
    return {
        "cell": scene.cell,
        "units": next(iter(scene.trace.activations.values())).shape[1],
        "quantities": [described(quantity, translate) for quantity in scene.trace.quantities],
    }


def described(quantity: Quantity, translate: Translate) -> dict[str, Any]:
    """Return a quantity with its title, meaning and colours as the screen has them."""
    return asdict(quantity) | {
        "title": translate(TITLES[quantity.name]),
        "meaning": translate(quantity.meaning),
        "colour": light_and_dark(lambda dark: colour(quantity.name, dark)),
    }


def light_and_dark(of: Callable[[bool], Any]) -> dict[str, Any]:
    """Return the variants for a light page and for a dark one."""
    return {"light": of(False), "dark": of(True)}


def signed_colours() -> dict[str, list[str]]:
    """Return the colours of the most negative and of the most positive numbers."""
    return light_and_dark(lambda dark: [signed(False, dark), signed(True, dark)])
