"""The view of Shapes and wiring: every switch of the model, and the windows of a series."""

from dataclasses import dataclass
from typing import Literal

from core.notation import N_
from core.wiring.convolution import PADDINGS
from pages.shared.view.fields import flag, number, one_of, text

KINDS = {
    "many-to-one": N_("many to one"),
    "many-to-many": N_("many to many"),
    "one-to-many": N_("one to many"),
    "one-to-one": N_("one to one"),
    "encoder-decoder": N_("encoder–decoder"),
}
"""Kind of a model -> its name; the first is the default."""
ANSWERED = ("encoder-decoder", "one-to-many")
"""Kinds of which networks of numbers were trained."""
SPELLED_IN = {
    "english": N_("English"),
    "korean": N_("Sino-Korean"),
    "native": N_("native Korean"),
}
DIRECTIONS = {"both": N_("two directions"), "forward": N_("forward only")}
MERGES = {
    "concat": N_("concatenate"),
    "sum": N_("sum"),
    "ave": N_("average"),
    "mul": N_("product"),
    "none": N_("leave apart"),
}
_NO_NUMBER = N_("The link has a number that is not from {low} to {high}.")
_NO_SWITCH = N_("The link names a setting of the wiring that is not here.")
MOST_LAYERS, MOST_UNITS, MOST_FEATURES, MOST_TEXTS, MOST_WRITTEN = 4, 16, 16, 8, 24
MOST_KERNEL, MOST_STRIDE, MOST_DRAW = 7, 4, 9_999
MOST_SAID = 100
_TOO_LONG = N_("The link has a number of more characters than fit here: the rest was left out.")
MOST_WINDOW, MOST_HORIZON = 12, 6


@dataclass(frozen=True)
class ShapesAndWiringView:
    """The switches of the model; cell, network and text are those of the whole view.

    Attributes:
        kind: how many vectors go in, and how many come out.
        trained: whether the weights are those of the network, or of one of numbers where the kind
            is one of ``ANSWERED``; else they are random.
        depth: layers on top of each other.
        reads: in which directions each layer reads.
        merge: what becomes of both directions.
        single_sequences: ``return_sequences`` of a one-to-one model; other kinds need one setting.
        return_state: whether final states are returned.
        stateful: whether a batch goes on from the one before it.
        second_batch: whether the second batch is shown.
        steps_first: whether tensors are ``(T, N, …)``: ``batch_first=False``.
        texts: N, in a batch.
        conv: whether a convolution comes first.
        filters: of the convolution.
        kernel: its steps.
        stride: its stride.
        conv_padding: its padding.
        units: of each layer and direction, of random weights.
        features: numbers of a token's vector, of random weights.
        writes: steps of a one-to-many model, or of a decoder.
        forced: whether the decoder reads targets.
        draw: the seed of the random weights.
        said: the number in words that a trained encoder–decoder reads.
        spelled: the number in digits that a trained one-to-many network reads.
        spelled_in: the words in which it writes it.
        window: time steps of a window of a series.
        horizon: rows from a window to its target.
        split: the training part of a series, in hundredths.
    """

    kind: Literal["many-to-one", "many-to-many", "one-to-many", "one-to-one", "encoder-decoder"] = (
        one_of("kind", KINDS, N_("The link names a kind of model that is not here."))
    )
    trained: bool = flag("trained")
    depth: int = number("depth", 1, MOST_LAYERS, _NO_NUMBER, default=1)
    reads: str = one_of("reads", DIRECTIONS, _NO_SWITCH)
    merge: str = one_of("merge", MERGES, _NO_SWITCH)
    single_sequences: bool = flag("seq")
    return_state: bool = flag("state")
    stateful: bool = flag("stateful")
    second_batch: bool = flag("second")
    steps_first: bool = flag("stepsfirst")
    texts: int = number("texts", 1, MOST_TEXTS, _NO_NUMBER, default=1)
    conv: bool = flag("conv")
    filters: int = number("filters", 1, MOST_UNITS, _NO_NUMBER, default=3)
    kernel: int = number("kernel", 1, MOST_KERNEL, _NO_NUMBER, default=2)
    stride: int = number("stride", 1, MOST_STRIDE, _NO_NUMBER, default=1)
    conv_padding: Literal["valid", "same", "causal"] = one_of("convpad", PADDINGS, _NO_SWITCH)
    units: int = number("units", 1, MOST_UNITS, _NO_NUMBER, default=4)
    features: int = number("features", 1, MOST_FEATURES, _NO_NUMBER, default=3)
    writes: int = number("writes", 1, MOST_WRITTEN, _NO_NUMBER, default=4)
    forced: bool = flag("forced")
    draw: int = number("draw", 0, MOST_DRAW, _NO_NUMBER, default=0)
    said: str = text(
        "said", default="three hundred and twenty-one", most=MOST_SAID, message=_TOO_LONG
    )
    spelled: str = text("digits", default="17", most=MOST_SAID, message=_TOO_LONG)
    spelled_in: str = one_of("spelling", SPELLED_IN, _NO_SWITCH)
    window: int = number("window", 2, MOST_WINDOW, _NO_NUMBER, default=4)
    horizon: int = number("horizon", 1, MOST_HORIZON, _NO_NUMBER, default=1)
    split: int = number("split", 30, 90, _NO_NUMBER, default=70)
