"""Explanations of a choice, with its numbers: softmax, temperature, the cuts, the dart."""

import numpy as np
import streamlit as st

from core.generation import GeneratedStep, GenerationRun
from core.notation import N_
from core.text import visible
from pages.generate.stepping import EXPLAINED
from pages.language import _
from pages.shared import prose, tables
from pages.shared.part import part
from pages.shared.view import session

SHOWN = 6
"""Outputs of the table, the likeliest ones and the one that was taken."""
ALWAYS = (
    N_(
        "**Why the same prime and seed give the same text.** The darts are numbers from a list "
        "that the seed alone makes: the dart of token 57 is the 57th number of that list, "
        "whatever was written before. Everything else is arithmetic."
    ),
    N_(
        "**Where the randomness is.** Not in the network: after the same tokens it has the same "
        "state and gives the same probabilities, every time. The only chance is the dart, and "
        "the next state depends on it through the token that it hits."
    ),
    N_(
        "**A branch** puts another token in one place. The tokens before it stay, the network goes "
        "on from the state that it had there, and the darts stay what they were: what differs "
        "afterwards differs because of that one token."
    ),
)


def explain(run: GenerationRun) -> None:
    """Explain how the token on screen was chosen, and what holds of every choice."""
    part(_explanation, run, key=EXPLAINED)


def _explanation(run: GenerationRun) -> None:
    shown = st.expander(
        _("Explain: how this token was chosen"),
        icon=":material/school:",
        key="explain-how",
        on_change="rerun",
    )
    if shown.open:
        with shown:
            _choice(run)
            for text in ALWAYS:
                prose.say(_(text))


def _choice(run: GenerationRun) -> None:
    """Explain the choice of the token that is on screen."""
    position = min(session.selection_now().position, len(run.keys)) - 1
    step, names = run.steps[position], [visible(name) for name in run.network.outputs]
    order = np.argsort(-step.model, kind="stable")
    said = _("Token {place:d} of {total:d}: “{token}”. {origin}")
    origin = _("It was given, so no dart was thrown.") if step.was_given else ""
    token = visible(run.keys[position])
    prose.say(
        said, place=position + 1, total=len(run.keys), token=token, origin=prose.compose(origin)
    )
    _table(step, names, order)
    _softmax(step, names, order)
    _temperature(step, names, order)
    _cuts(step)
    _dart(step, names)


def _table(step: GeneratedStep, names: list[str], order: np.ndarray) -> None:
    rows = [int(number) for number in order[:SHOWN]]
    if step.token is not None and step.token not in rows:
        rows[-1] = step.token
    model, tempered, kept = step.model, step.tempered, step.kept
    tables.table(
        {
            _("output"): [names[row] for row in rows],
            "z": [f"{step.scores[row]:.3f}" for row in rows],
            _("the model"): [f"{model[row]:.2%}" for row in rows],
            _("after temperature"): [f"{tempered[row]:.2%}" for row in rows],
            _("after the cuts"): [f"{kept[row]:.2%}" for row in rows],
        }
    )


def _softmax(step: GeneratedStep, names: list[str], order: np.ndarray) -> None:
    st.latex(r"p_i = \frac{e^{z_i - \max z}}{\sum_j e^{z_j - \max z}}")
    text = _(
        "**Softmax** makes shares of scores: each e to the power of its score, divided by the sum "
        "of all {count:d}. “{first}” has the highest score, {score:.2f}, and so the largest share, "
        "{share:.1%}. Taking the highest score off all of them changes no share and keeps e from "
        "overflowing."
    )
    best = int(order[0])
    values = {"first": names[best], "score": float(step.scores[best])}
    prose.say(text, count=len(names), share=float(step.model[best]), **values)


def _temperature(step: GeneratedStep, names: list[str], order: np.ndarray) -> None:
    temperature = step.sampling.temperature
    if temperature == 0:
        text = _("**Temperature 0** takes the likeliest output, here “{first}”, whatever the dart.")
        prose.say(text, first=names[int(order[0])])
        return
    if len(order) < 2:
        return
    first, second = (int(number) for number in order[:2])
    before = float(step.model[first]) / max(float(step.model[second]), np.finfo(np.float32).tiny)
    text = _TEMPERATURE[int(np.sign(temperature - 1))]
    prose.say(
        _(text),
        temperature=temperature,
        first=names[first],
        second=names[second],
        before=before,
        after=before ** (1 / temperature),
        was=float(step.model[first]),
        now=float(step.tempered[first]),
    )


_TEMPERATURE = {
    -1: N_(
        "**Temperature {temperature:g}** divides every score. Below 1 the differences grow: "
        "“{first}” to “{second}” stood {before:.3g} to 1 and stands {after:.3g} to 1 now; its "
        "share goes from {was:.1%} to {now:.1%}. Colder means surer, and more alike from text to "
        "text."
    ),
    0: N_(
        "**Temperature 1** leaves the scores as they are: “{first}” to “{second}” stays "
        "{before:.3g} to 1, with {now:.1%}. Below 1 the likely becomes likelier, above 1 all "
        "becomes more alike."
    ),
    1: N_(
        "**Temperature {temperature:g}** divides every score. Above 1 the differences shrink: "
        "“{first}” to “{second}” stood {before:.3g} to 1 and stands {after:.3g} to 1 now; its "
        "share goes from {was:.1%} to {now:.1%}. Hotter means more surprising, and more mistakes."
    ),
}


def _cuts(step: GeneratedStep) -> None:
    sampling, count = step.sampling, len(step.model)
    left, out = int((step.kept > 0).sum()), float(step.tempered[step.kept == 0].sum())
    if sampling.top_k is None and sampling.top_p is None:
        text = _(
            "**No cut**: every output may be taken, however unlikely. Top-k keeps the k likeliest."
        )
        prose.say(text)
        return
    if sampling.top_k is not None:
        text = _(
            "**Top-k** keeps the {k:d} likeliest of {count:d} outputs, however likely they are."
        )
        prose.say(text, k=min(sampling.top_k, count), count=count)
    if sampling.top_p is not None:
        text = _(
            "**Top-p** keeps the fewest likeliest outputs whose shares reach {p:.2f} together, the "
            "one that crosses included: few where the network is sure, many where it is not."
        )
        prose.say(text, p=sampling.top_p)
    text = _("Left here: {left:d} of {count:d}; {out:.1%} was cut off and shared out among them.")
    prose.say(text, left=left, count=count, out=out)


def _dart(step: GeneratedStep, names: list[str]) -> None:
    if step.token is None or step.sampling.temperature == 0:
        return
    ends = step.kept.cumsum(dtype=np.float64)
    low, high = float(ends[step.token] - step.kept[step.token]), float(ends[step.token])
    if step.was_given:
        text = _("**The dart** {dart:.4f} was not thrown for this token.")
        prose.say(text, dart=step.dart)
        return
    text = _(
        "**The dart** fell at {dart:.4f}. With all shares laid one behind the other in the order "
        "of the outputs' numbers, “{token}” lies from {low:.4f} to {high:.4f}: hit."
    )
    prose.say(text, dart=step.dart, token=names[step.token], low=low, high=high)
