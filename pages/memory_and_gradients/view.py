"""The view of Memory and gradients: what a gradient is of, and the sliders of each lens."""

from dataclasses import dataclass
from typing import Any

from core.notation import N_
from pages.shared.view.fields import flag, number, one_of
from pages.shared.view.selection import MAX_POSITION

LENSES = {
    "reach": N_("Reaching back"),
    "connections": N_("Who feeds whom"),
    "ledger": N_("Ledger of the memory"),
    "built": N_("Constructed cells"),
    "training": N_("Training: cut and clip"),
}
AIMS = {
    "state": N_("The hidden state"),
    "output": N_("An output"),
    "loss": N_("The loss"),
}
CONNECTIONS = {"strength": N_("Strength"), "signed": N_("Sign: for or against")}
CLIPS = {"norm": N_("By norm"), "value": N_("By value")}
MAX_RADIUS, MAX_DRIVE, MAX_FORGET_BIAS = 200, 200, 100
MIN_STEPS, MAX_STEPS = 2, 200
MAX_CLIP = 100_000


def _dial(name: str, low: int, high: int, default: int) -> Any:
    message = N_("The link sets a slider to something outside {low} to {high}.")
    return number(name, low, high, message, default=default)


@dataclass(frozen=True)
class MemoryAndGradientsView:
    """The settings of Memory and gradients.

    Attributes:
        until: the token, from 1, after whose state gradients reach back; the last one if none.
        aim: what the gradients are of.
        total: whether the gradient at an LSTM's cell state lets the hidden state follow from it.
        lens: the view that is open.
        connection: whether the connectivity shows strengths or signed shares.
        relu: whether the constructed RNN has ReLU in the place of tanh.
        radius: hundredths: spectral radius of the constructed RNN.
        forget_bias: tenths: bias of the constructed LSTM's forget gate.
        drive: hundredths: the strength of the constructed cells' inputs.
        steps: steps of the constructed cells.
        truncation: steps that truncated backpropagation goes back.
        clip: how gradients are clipped.
        clip_at: thousandths: the threshold of clipping.
    """

    until: int | None = number(
        "T",
        1,
        MAX_POSITION,
        N_("The link's step is not a number from {low} to {high}."),
        default=None,
        place_in="text",
    )
    aim: str = one_of("grad", AIMS, N_("The link names a gradient that is not here."))
    total: bool = flag("total")
    lens: str = one_of("lens", LENSES, N_("The link names a chart that is not here."))
    connection: str = one_of("col", CONNECTIONS, N_("The link names a colouring that is not here."))
    relu: bool = flag("relu")
    radius: int = _dial("rho", 0, MAX_RADIUS, default=90)
    forget_bias: int = _dial("fb", -MAX_FORGET_BIAS, MAX_FORGET_BIAS, default=40)
    drive: int = _dial("drive", 0, MAX_DRIVE, default=0)
    steps: int = _dial("steps", MIN_STEPS, MAX_STEPS, default=50)
    truncation: int = _dial("bptt", 1, MAX_STEPS, default=8)
    clip: str = one_of("clip", CLIPS, N_("The link names a way of clipping that is not here."))
    clip_at: int = _dial("clip_at", 1, MAX_CLIP, default=250)
