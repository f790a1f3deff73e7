"""Every string that the film of a training shows or says; the browser fills in {names}."""

from .words import Translate


def film_words(_: Translate, in_nats: bool) -> dict[str, str]:
    """Return the strings, translated, by the name under which the scripts know them.

    Args:
        _: returns a string of the code in the language of the screen.
        in_nats: whether a loss is in nats a symbol; else it is a mean squared error.
    """
    unit = _("nats a symbol") if in_nats else _("mean squared error")
    return {"unit_of_loss": unit} | _controls(_) | _labels(_) | _sentences(_)


def _controls(_: Translate) -> dict[str, str]:
    return {
        "stepper": _(
            "Film of the training: left and right go from frame to frame, up and down change the "
            "unit, Space plays"
        ),
        "transport": _("Frames"),
        "first": _("First frame"),
        "previous": _("Previous frame"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next frame"),
        "last": _("Last frame"),
        "speed": _("Frames a second"),
        "scrub": _("Training step"),
        "unit": _("Unit"),
        "keys_step": _("frames"),
        "keys_unit": _("units"),
        "space": _("Space"),
        "keys_play": _("play"),
        "keys_ends": _("ends"),
        "network": _("Network"),
    }


def _labels(_: Translate) -> dict[str, str]:
    return {
        "frame": _("step {step}"),
        "loss": _("Loss"),
        "held_out": _("held-out"),
        "training": _("training texts"),
        "optimum": _("optimum"),
        "log": _("distance from the optimum, logarithmic"),
        "film": _("One unit, frame by frame"),
        "now": _("All units at this frame"),
        "numbers": _("Gradients and weights at this frame"),
        "block": _("block"),
        "gradient": _("gradient norm"),
        "radius": _("spectral radius of its recurrent weights"),
        "writes": _("What it writes"),
        "slow_motion": _("Step {step} in slow motion"),
        "clippings": _("Steps with a clipped gradient so far: {count}"),
        "legal": _("Probability of legal symbols along the probe: {share}"),
    }


def _sentences(_: Translate) -> dict[str, str]:
    return {
        "position": _("Step {step}"),
        "aloud": _("Step {step}, loss {loss}:"),
        "chart": _("Loss against training steps, with the optimum and the rulers"),
        "chart_tip": _("step {step}: {losses}"),
        "film_tip": _("step {step}, “{token}”: {value}"),
        "now_tip": _("unit {unit}, “{token}”: {value}"),
        "later": _("The film of each unit can be seen once the training pauses or ends."),
        "follows": _(
            "Unit {unit} follows “{feature}” most closely: r = {r}, and |r| ≥ 0.8 since step "
            "{since}."
        ),
        "follows_little": _(
            "Unit {unit} follows “{feature}” most closely, but not by much: r = {r}."
        ),
        "follows_nothing": _("Unit {unit} follows none of the features that were measured."),
        "illegal": _("Struck out: symbols that may not stand there ({count} of {length})."),
    }
