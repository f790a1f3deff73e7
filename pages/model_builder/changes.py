"""Changes to the model that is built: each is written into the link and can be undone.

The input and every layer have a mark: a number that a layer keeps when it is moved, and that is
never used again. The keys of their fields and buttons contain it, so that what a browser sends
late, with sizes from before a layer was moved or removed, reaches that layer or none.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from core.model_builder import (
    MAXIMUM_LAYERS,
    Layer,
    Model,
    TimeDistributed,
    from_text,
    to_text,
)
from core.model_builder.changes import inserted, moved, removed, resized
from pages.model_builder.view import ModelBuilderView
from pages.shared.view import session
from pages.shared.view.history import History

HISTORY = History("stack")
_MARKS, _LAST_MARK = "builder-marks", "builder-last-mark"


@dataclass(frozen=True)
class Marks:
    """The marks of a model's input and of its layers, and the text of that model."""

    stack: str
    input: int
    layers: tuple[int, ...]


def model_now() -> Model:
    """Return the model of the selection."""
    return from_text(session.view(ModelBuilderView).stack)[0]


def marks_now() -> Marks:
    """Return the marks of the model as it is; new ones if it came from a link, Back or Undo."""
    marks = session.kept(_MARKS, None)
    if marks is None or marks.stack != session.view(ModelBuilderView).stack:
        marks = _renew()
    return marks


def start(text: str) -> None:
    """Replace the model with the one that this text describes."""
    _become(from_text(text)[0])


def resize_input(mark: int, **sizes: int | None) -> None:
    """Change the sizes of the input, if it still has this mark."""
    model, marks = model_now(), marks_now()
    if mark == marks.input:
        _become(replace(model, input=replace(model.input, **sizes)), marks.layers)


def resize(mark: int, **sizes: Any) -> None:
    """Change the sizes of the layer with this mark, if it is still there."""
    model, layers = model_now(), marks_now().layers
    if mark in layers:
        _become(resized(model, layers.index(mark), **sizes), layers)


def resize_inner(mark: int, **sizes: Any) -> None:
    """Change the sizes of the layer that the one with this mark applies to every step."""
    model, layers = model_now(), marks_now().layers
    outer = model.layers[layers.index(mark)] if mark in layers else None
    if isinstance(outer, TimeDistributed) and _fields(outer.layer) >= sizes.keys():
        resize(mark, layer=replace(outer.layer, **sizes))


def insert(before: int | None, layer: Layer) -> None:
    """Insert a new layer before the one with this mark, if it is still there; or at the end."""
    model, layers = model_now(), marks_now().layers
    full = len(layers) == MAXIMUM_LAYERS  # two presses may arrive together
    if full or (before is not None and before not in layers):
        return
    place = len(layers) if before is None else layers.index(before)
    _become(inserted(model, place, layer), _with(layers, place, _new_mark()))


def move(mark: int, by: int) -> None:
    """Move the layer with this mark down by so many places, or up, if there are that many."""
    model, layers = model_now(), marks_now().layers
    place = layers.index(mark) + by if mark in layers else -1
    if 0 <= place < len(layers):
        others = tuple(other for other in layers if other != mark)
        _become(moved(model, layers.index(mark), place), _with(others, place, mark))


def remove(mark: int) -> None:
    """Remove the layer with this mark, if it is still there."""
    model, layers = model_now(), marks_now().layers
    if mark in layers:
        others = tuple(other for other in layers if other != mark)
        _become(removed(model, layers.index(mark)), others)


def _fields(layer: Layer) -> set[str]:
    """Return the names of a layer's fields: a late change may be for one of another kind."""
    return {field.name for field in fields(layer)}


def _become(model: Model, layers: tuple[int, ...] | None = None) -> None:
    """Write the model into the link, keeping the old one for undo; ``None`` makes new marks."""
    entry, text = marks_now().input, to_text(model)
    HISTORY.change(text)
    if layers is None:
        _renew()
    else:
        session.keep(_MARKS, Marks(text, entry, layers))


def _renew() -> Marks:
    """Give the input and every layer a new mark."""
    layers = tuple(_new_mark() for _layer in model_now().layers)
    marks = Marks(session.view(ModelBuilderView).stack, _new_mark(), layers)
    session.keep(_MARKS, marks)
    return marks


def _new_mark() -> int:
    mark = session.kept(_LAST_MARK, 0) + 1
    session.keep(_LAST_MARK, mark)
    return mark


def _with(layers: tuple[int, ...], place: int, mark: int) -> tuple[int, ...]:
    return (*layers[:place], mark, *layers[place:])
