"""The names of the figures on a network's card, in the reader's language."""

from core.notation import N_
from pages.language import _

FIGURE_NAMES = {
    "dev_accuracy": N_("held-out accuracy"),
    "train_accuracy": N_("training accuracy"),
    "dev_loss": N_("held-out loss in nats"),
    "train_loss": N_("training loss in nats"),
    "dev_standard_error": N_("standard error of the held-out loss"),
    "accuracy": N_("accuracy"),
    "loss": N_("loss in nats"),
    "lowest_probability": N_("lowest probability of a right answer"),
    "dev_f1": N_("held-out F1 of the spaces"),
    "train_f1": N_("training F1 of the spaces"),
    "dev_optimum": N_("the lowest possible loss"),
    "dev_illegal": N_("held-out probability of what cannot come next"),
    "noise_variance": N_("variance of the noise"),
    "dev_ratio": N_("held-out loss / variance of the noise"),
    "dev_ratio_from": N_("the same over all steps from this one on"),
    "dev_exact": N_("share of held-out numbers without a mistake"),
    "train_exact": N_("share of learned numbers without a mistake"),
    "longer_exact": N_("the same of numbers one digit longer than it learned"),
}
"""Names of figures by their key, without the number of steps that some keys end in."""

SQUARED = {
    "dev_loss": N_("held-out mean squared error"),
    "dev_optimum": N_("the lowest possible error"),
}
"""Other names of figures, for networks that predict values."""


def figure_name(name: str, target: str) -> str:
    """Return a figure's name in the reader's language, for a network with such a target.

    A card that somebody brought along may have others, which are called as they are there.
    """
    names = FIGURE_NAMES | (SQUARED if target == "next-value" else {})
    if name in names:
        return _(names[name])
    kind, _underscore, steps = name.rpartition("_")
    return f"{_(names[kind])}: {steps}" if kind in names else name
