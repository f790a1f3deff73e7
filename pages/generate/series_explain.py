"""What free running is, why errors grow, what each baseline is: with this series' numbers."""

import numpy as np

from core.generation.decomposition import Decomposition
from pages.generate.series_run import SeriesRun
from pages.language import _
from pages.shared import prose

GROWN = 1.1
"""Free running counts as worse than one-step forecasts if its error is so many times as large."""


def free_running(run: SeriesRun) -> None:
    """Say what a free-running forecast is, and a one-step forecast.

    Args:
        run: the forecasts.
    """
    forecast = run.forecast
    text = _(
        "**Free running**: after value {prime:d} the network is left alone. It predicts {first}, "
        "reads that as if it had come, and predicts the value after it: {second}. All that "
        "follows comes out of the state after value {prime:d}; nothing is drawn at random. "
        "**One-step** forecasts read the true value each time, as in training: they show what the "
        "network knows, free running what it makes of that."
    )
    first, second = map(_number, (forecast.free[0], forecast.after[forecast.prime]))
    prose.say(text, prime=forecast.prime, first=first, second=second)


def baselines(run: SeriesRun) -> None:
    """Say what each forecast without a network is, with its numbers.

    Args:
        run: the forecasts.
    """
    made = {name: _number(each[0]) for name, each in run.baselines.items()}
    text = _(
        "Three forecasts need no network. **Last value**: {last}, at every step. **Mean** of all "
        "that was read: {mean}, at every step."
    )
    prose.say(text, last=made["last-value"], mean=made["mean"])
    if run.forecast.prime < run.cycle:
        text = _("**Same phase** would repeat the last {cycle:d} values, but fewer have been read.")
    else:
        text = _(
            "**Same phase** repeats the last {cycle:d} values, from {first} on, with all their "
            "noise; it knows no trend and no other cycle."
        )
    prose.say(text, cycle=run.cycle, first=made["same-phase"])


def growing_errors(run: SeriesRun, judged: int) -> None:
    """Say why free running goes wrong, by how much it did, and how far it can go.

    Args:
        run: the forecasts.
        judged: steps ahead that can be judged.
    """
    text = _(
        "**Why errors grow**: the noise of the next value cannot be known, so every prediction is "
        "a little off. A one-step forecast is put right by the true value. Free running reads its "
        "own error as part of the series: the error moves the state, and the next prediction "
        "starts from there."
    )
    prose.say(text)
    if judged > 1:
        _growth(run, judged)
    if np.isfinite(run.reach).all():
        low, high = map(_number, run.reach)
        text = _(
            "They cannot grow for ever. All units stay between −1 and 1, so this network says no "
            "number below {low} or above {high}, whatever it reads."
        )
        prose.say(text, low=low, high=high)
    if run.noise is not None:
        text = _(
            "The series that it learned from have noise with a standard deviation of {noise:.2f}, "
            "the dotted line. In the long run, no forecast of such a series can be closer."
        )
        prose.say(text, noise=run.noise)


def _growth(run: SeriesRun, judged: int) -> None:
    """Say by how much free running is off at first and at last, and whether that has grown."""
    errors = {name: run.errors.roots[name] for name in ("free", "one-step")}
    near, far = errors["free"][0], errors["free"][judged - 1]
    known = errors["one-step"][judged - 1]
    text = (
        _(
            "So it is here: free running is off by {near:.2f} at the first step ahead and by "
            "{far:.2f} at step {steps:d}. One-step forecasts of the same last values are off by "
            "{known:.2f}."
        )
        if far > GROWN * known
        else _(
            "Here little of that is seen yet: free running is off by {near:.2f} at the first step "
            "ahead and by {far:.2f} at step {steps:d}. One-step forecasts of the same last values "
            "are off by {known:.2f}."
        )
    )
    prose.say(text, near=near, far=far, steps=judged, known=known)


def _number(value: float) -> str:
    """Return a number with two decimals and the sign of mathematics."""
    return f"{value:z.2f}".replace("-", "−")


def parts(found: Decomposition, cycle: int) -> None:
    """Say what trend, cycle and rest are, and how large.

    Args:
        found: the parts.
        cycle: steps of the cycle.
    """
    text = _(
        "The **trend** is the mean of a whole cycle around each value, so there is none at either "
        "end. The **cycle** is what each of the {cycle:d} phases adds to it on average. The "
        "**rest** is the rest: the three add up to the series."
    )
    prose.say(text, cycle=cycle)
    text = _(
        "Here the trend rises by {rise} a step on the whole, the cycle goes {height:.2f} up and "
        "down, and the rest has a standard deviation of {deviation:.2f}. A slower cycle counts as "
        "trend: give its length above to take it out, if the series is long enough."
    )
    rise = f"{found.rise:z.4f}".replace("-", "−")
    prose.say(text, rise=rise, height=found.height, deviation=found.deviation)
