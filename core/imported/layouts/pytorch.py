"""PyTorch's layout, which candle and tinygrad share: ``weight_ih_l0`` and its like."""

import re
from collections.abc import Iterator, Mapping
from itertools import product, starmap
from typing import NamedTuple

from torch import Tensor

from ...notation import N_
from ..groups import Group, Layer, Misfit, Parts
from ..questions import TANH_OR_RELU
from ..weights import Weights
from .layout import Answers, Layout, Tensors, kind_of

NAME = "PyTorch"
LEAF = re.compile(
    r"(?P<stem>(?:.*_)?)(?:weight|w|bias|b)_(?P<what>ih|hh|hr)(?:_l(?P<layer>\d{1,3}))?(?P<back>_reverse)?"
)
SPELLINGS = ("weight_{}", "w_{}"), ("bias_{}", "b_{}")

_LAYERS = N_(
    "The layers of {name} do not fit on each other: the input of layer {layer} should have the "
    "size {expected}, and has {got}. Save all weights of one network together."
)


class _Place(NamedTuple):
    """Where in PyTorch's names a layer stands."""

    layer: int | None
    is_reverse: bool

    @property
    def ending(self) -> str:
        """How the names of its weights end."""
        number = "" if self.layer is None else f"_l{self.layer}"
        return number + ("_reverse" if self.is_reverse else "")


def find(weights: Weights, _metadata: Mapping[str, str]) -> list[Group]:
    """Return the groups in PyTorch's layout."""
    found: dict[str, set[_Place]] = {}
    for name in weights:
        folder, leaf = split(name)
        match = LEAF.fullmatch(leaf)
        if match and f"{folder}bias" not in weights:  # which is Equinox's
            layer = None if match["layer"] is None else int(match["layer"])
            place = _Place(layer, bool(match["back"]))
            found.setdefault(folder + match["stem"], set()).add(place)
    return [_group(weights, stem, places) for stem, places in found.items()]


def split(name: str) -> tuple[str, str]:
    """Return a name's folder, with the stroke at its end, and the rest.

    >>> split("encoder/rnn/weight_ih"), split("enc_w_ih")
    (('encoder/rnn/', 'weight_ih'), ('', 'enc_w_ih'))
    """
    folder, stroke, leaf = name.rpartition("/")
    return folder + stroke, leaf


def _group(weights: Weights, stem: str, places: set[_Place]) -> Group:
    name = stem.rstrip("/_")
    directions = (False, True) if any(place.is_reverse for place in places) else (False,)
    numbers = [place.layer for place in places if place.layer is not None]
    depth = range(max(numbers) + 1) if numbers else (None,)
    try:
        layers = tuple(
            _layer(weights, stem, place) for place in starmap(_Place, product(depth, directions))
        )
        check_stack(name, layers, len(directions))
    except Misfit as misfit:
        return Group(name, NAME, refusal=misfit.notice)
    asked = (TANH_OR_RELU,) if layers[0].kind == "rnn" else ()
    return Group(name, NAME, layers, len(directions), questions=asked)


def _layer(weights: Weights, stem: str, place: _Place) -> Layer:
    parts = Parts(weights, dict(_names(weights, stem, place)))
    rows, across = parts.shape("weight_hh")
    units = parts.shape("weight_hr")[1] if "weight_hr" in parts else across
    kind = kind_of(stem, rows, units)
    input_size = parts.shape("weight_ih")[1]
    parts.expect("weight_ih", (rows, input_size))
    parts.expect("weight_hh", (rows, across))
    parts.expect("weight_hr", (across, units), optional=True)
    for bias in ("bias_ih", "bias_hh"):
        parts.expect(bias, (rows,), optional=True)
    return parts.layer(kind, (input_size, units), across)


def _names(weights: Weights, stem: str, place: _Place) -> Iterator[tuple[str, str]]:
    """Return role -> name in the spelling that the file has."""
    for spellings, whats in zip(SPELLINGS, (("ih", "hh", "hr"), ("ih", "hh")), strict=True):
        for what in whats:
            names = [f"{stem}{each.format(what)}{place.ending}" for each in spellings]
            yield spellings[0].format(what), next(filter(weights.__contains__, names), names[0])


def check_stack(name: str, layers: tuple[Layer, ...], directions: int) -> None:
    """Check that every layer reads what the one below it gives.

    Raises:
        Misfit: if one does not, or a direction is missing.
    """
    for number, layer in enumerate(layers):
        below = layers[number - number % directions - directions :][:directions]
        if number < directions:
            below = ()
        expected = sum(each.output_size for each in below) or layers[0].input_size
        sizes = layer.kind, layer.hidden_size, layer.output_size
        alike = sizes == (layers[0].kind, layers[0].hidden_size, layers[0].output_size)
        if layer.input_size != expected or not alike or len(layers) % directions:
            place, got = number // directions, layer.input_size
            raise Misfit(_LAYERS, name=name, layer=place, expected=expected, got=got)


def convert(_kind: str, parts: Tensors, _answers: Answers) -> dict[str, Tensor]:
    """Return the weights as they are."""
    return dict(parts)


PYTORCH = Layout(NAME, find, convert)
