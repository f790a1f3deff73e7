"""What a step of training does, what a ruler is, and why one seed proves nothing."""

import math

import streamlit as st

from core.training.live.plan import Plan
from pages.language import _
from pages.shared import prose, tables
from pages.train.running import parts_now
from pages.train.scene import part_words, ruler_name


def show(plan: Plan) -> None:
    """Explain the screen with the numbers of the task that is chosen."""
    task = plan.source.at_length(plan.settings.length or plan.source.length)
    with st.expander(_("What one step of training does"), icon=":material/directions_walk:"):
        prose.say(
            _(
                "1. **Forward**: newly made texts, {batch} of them and each {length} long, go "
                "through the network.\n"
                "2. **Loss**: how surprised it was by what came next, on average.\n"
                "3. **Backward**: the gradient says for each weight which way the loss falls.\n"
                "4. **Clipping**: a gradient that is too large is cut, so that one bad step does "
                "not undo a thousand good ones.\n"
                "5. **Update**: the optimizer moves each weight a little."
            ),
            batch=plan.settings.batch_size,
            length=plan.settings.length,
        )
        _last_step(plan)
    with st.expander(_("What a ruler is"), icon=":material/straighten:"):
        prose.say(
            _(
                "A ruler is the loss of the best predictor that knows only so much, computed "
                "exactly from the rule that makes the texts. A loss that stays at a ruler means: "
                "the network knows what that predictor knows, and does not remember further. No "
                "network can be below the optimum for long."
            )
            if math.isfinite(task.optimum)
            else _(
                "A ruler is the loss of a predictor that knows only so much, measured on what is "
                "held out of your data. A loss that stays at a ruler means: the network knows what "
                "that predictor knows, and does not remember further. How good the best predictor "
                "would be, nobody knows."
            )
        )
        lines = {ruler_name(ruler): ruler.value for ruler in task.rulers}
        if not math.isnan(task.optimum):
            lines[_("optimum")] = task.optimum
        tables.table({_("Ruler"): [*lines], _("Loss"): [f"{loss:.5f}" for loss in lines.values()]})
    with st.expander(_("Why one seed proves nothing"), icon=":material/casino:"):
        prose.say(
            _(
                "The seed decides the first weights and the texts. Two seeds of the same network "
                "can pass a ruler hundreds of steps apart. Before you say that one cell learns "
                "faster than another, train each of them with three seeds at least."
            )
        )


def _last_step(plan: Plan) -> None:
    """Show the numbers of the step that was taken part by part, or say how to take one."""
    taken = parts_now(plan)
    if taken is None:
        prose.caption(_("Press **Slow motion** to see these parts with the numbers of a step."))
        return
    step, parts = taken
    names, did = zip(*part_words(parts), strict=True)
    tables.table({_("Step {step:,}").format(step=step): [*names], _("What it did"): [*did]})
