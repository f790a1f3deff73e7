"""Features of a series of numbers, as the network reads them: anything else is read as 0."""

from functools import partial

import numpy as np

from ....notation import N_
from .scan import before, following, total
from .table import Feature
from .tokens import Tokens


def value(tokens: Tokens) -> np.ndarray:
    """Return the number that has just been read."""
    return tokens.codes


def change(tokens: Tokens) -> np.ndarray:
    """Return how much higher the number is than the one before; NaN at the first of a series."""
    return tokens.codes - before(tokens, tokens.codes)


def rises(tokens: Tokens) -> np.ndarray:
    """Return whether the number is higher than the one before; NaN at the first of a series."""
    step = change(tokens)
    return np.where(np.isnan(step), np.nan, step > 0)


def mean_of_last(tokens: Tokens, days: int) -> np.ndarray:
    """Return the mean of the last ``days`` numbers, this included; NaN where there are fewer."""
    sums = total(tokens, tokens.codes.astype(np.float64))
    earlier = np.where(tokens.position > days, np.roll(sums, days), 0)
    return np.where(tokens.position >= days, (sums - earlier) / days, np.nan)


def above_week(tokens: Tokens) -> np.ndarray:
    """Return how much higher the number is than the mean of the last seven."""
    return tokens.codes - mean_of_last(tokens, 7)


def next_value(tokens: Tokens) -> np.ndarray:
    """Return the number that comes next; NaN at the last of a series."""
    return following(tokens, tokens.codes)


FEATURES = (
    Feature("value", N_("value"), N_("The number that has just been read."), "number", value),
    Feature(
        "change", N_("change"),
        N_("How much higher the number is than the one before."), "number", change,
    ),
    Feature(
        "rises", N_("rises"), N_("Whether the number is higher than the one before."), "yes-no",
        rises,
    ),
    Feature(
        "mean-of-7", N_("mean of the last 7"),
        N_("The mean of the last seven numbers, without the shorter cycle."), "number",
        partial(mean_of_last, days=7),
    ),
    Feature(
        "mean-of-30", N_("mean of the last 30"),
        N_("The mean of the last thirty numbers, which leaves little but the trend."), "number",
        partial(mean_of_last, days=30),
    ),
    Feature(
        "above-week", N_("above the last 7"),
        N_("How much higher the number is than the mean of the last seven."), "number", above_week,
    ),
    Feature(
        "next-value", N_("next value"),
        N_("The number that comes next, which the network can only guess."), "number", next_value,
        ahead=True,
    ),
)  # fmt: skip
