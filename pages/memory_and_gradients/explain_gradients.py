"""Short explanations of gradients through time, with the numbers on screen."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.analysis.gradients.reach import Reach
from core.analysis.gradients.spectrum import Spectrum
from core.network.catalogue import NETWORK_NAMES
from core.notation import N_
from pages.language import _, ngettext
from pages.memory_and_gradients.magnitudes import carried, half_within, said, share_said
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import prose
from pages.shared.view.selection import Selection

NEARLY_KEPT = 0.9
"""From this size on, an eigenvalue's direction outlives several steps."""

_WHAT_FALLS = {
    "state": N_(
        "**A line** is the size of $\\partial h_T / \\partial h_t$: how strongly the hidden "
        "state after the chosen token responds to a small change of the one after an earlier "
        "token. It is the Frobenius norm divided by the square root of the number of units: 1 "
        "at the token itself, exactly ρᵏ for a matrix ρQ that turns and shrinks. Dotted: ρᵏ, "
        "what is left if each step keeps ρ. An LSTM has two lines: one for its cell state, "
        "which it carries on, and one for its hidden state."
    ),
    "output": N_(
        "**A line** is the size of the gradient of an output's margin, which is its score minus "
        "the mean of the others' (of two classes, the log-odds; of a single output, that output), "
        "with respect to the state after each earlier token. Compare how the lines fall, not how "
        "high they begin: that depends on the readout's weights."
    ),
    "loss": N_(
        "**A line** is the size of the gradient of the loss with respect to the state after "
        "each token: the signal that training gets there. In a network that predicts the next "
        "token, every later token adds to it; in one that tells classes apart, only the last "
        "opinion counts here."
    ),
}


_COLOURS = {
    "strength": N_(
        "**The colour** of a token is the size of ∂y/∂x: how strongly the output's margin y "
        "responds to a small change of the token's vector x, relative to the token that it "
        "hears most. All pairs of output and token are differentiated, none is estimated."
    ),
    "signed": N_(
        "**The colour** of a token is (∂y/∂x)·x, gradient times input (Shrikumar et al. 2016): "
        "blue speaks for the output, red against it, to first order. A token whose vector "
        "hardly matters is pale, however well it is heard."
    ),
}


def explain_reach(aim: str, found: Mapping[str, Reach], at: int) -> None:
    """Say what the lines are, and in which network most is left.

    Args:
        aim: what the gradients are of.
        found: the gradients of each network.
        at: the position that is looked back from.
    """
    prose.say(_(_WHAT_FALLS[aim]))
    lines = {name: carried(one) for name, one in found.items()}
    lost = {name: float(line[0] - line[at]) for name, line in lines.items() if line[at] > -np.inf}
    if at and len(lost) > 1 and aim != "loss":
        order = sorted(lost, key=lost.__getitem__)
        words = _(
            "Here, {steps:d} steps back, most is left in: {most} ({much}); least in: {least} "
            "({little}). The less is left, the less training hears of the first token, and the "
            "less it can learn from it (Hochreiter 1991; Bengio, Simard and Frasconi 1994)."
        )
        most, least = order[-1], order[0]
        prose.say(
            words,
            steps=at,
            most=carried_name(most, found[most]),
            much=share_said(lost[most]),
            least=carried_name(least, found[least]),
            little=share_said(lost[least]),
        )


def carried_name(name: str, one: Reach) -> str:
    """Return the name of what a network passes on: for an LSTM, its cell state."""
    if one.memory is None:
        return _(NETWORK_NAMES[name])
    return _("{network}, cell state").format(network=_(NETWORK_NAMES[name]))


def explain_paths(gated: Mapping[str, Reach], at: int) -> None:
    """Say what the two ways are, and which one brought more from the first token.

    Args:
        gated: the gradients of each network that has a memory.
        at: the position that is looked back from.
    """
    prose.say(
        _(
            "**Along the memory** the gradient is only multiplied by what each step keeps: f "
            "in the LSTM, z in PyTorch's GRU, 1 − z in the papers'. That is the constant error "
            "carousel (Hochreiter and Schmidhuber 1997). **Through the gates** is everything "
            "else: what went through a gate or a candidate at least once. The two vectors add "
            "up to the whole; their sizes do not. An RNN has no path along the memory."
        )
    )
    if not at:
        return
    for name, one in gated.items():
        along, gates = float(one.along_memory[0]), float(one.through_gates[0])
        words = _(
            "{network}, at the first token: {along} came along the memory, {gates} through the "
            "gates."
        )
        network = _(NETWORK_NAMES[name])
        prose.say(words, network=network, along=said(along), gates=said(gates))


def explain_spectrum(found: Mapping[str, Spectrum], number: int) -> None:
    """Say which matrix the eigenvalues belong to.

    Args:
        found: the spectrum of each network's step.
        number: the step's token, from 1.
    """
    text = _(
        "The step at token {number:d} multiplies a small change of the state by a matrix, its "
        "Jacobian. Inside the dotted circle a direction shrinks, outside it grows; at 1 it is "
        "kept. Every step has a different matrix: gradients vanish where most of them shrink."
    )
    prose.say(text, number=number)
    kept = {name: int((np.abs(one.eigenvalues) > NEARLY_KEPT).sum()) for name, one in found.items()}
    for name, count in kept.items():
        words = _("{network}: {count:d} of {total:d} eigenvalues with a size above {level:.1f}.")
        told = {"count": count, "total": len(found[name].eigenvalues), "level": NEARLY_KEPT}
        prose.say(words, network=_(NETWORK_NAMES[name]), **told)


def explain_connections(measure: str, strengths: Mapping[str, np.ndarray]) -> None:
    """Say what the colours mean, and how far back the chosen output reaches.

    Args:
        measure: ``strength`` or ``signed``.
        strengths: for each network, log2 of the output's dependence on each token, ``(T,)``.
    """
    prose.say(_(_COLOURS[measure]))
    for name, strength in strengths.items():
        words = ngettext(
            "{network}: at least half of what this output hears comes from the last token.",
            "{network}: at least half of what this output hears comes from the last {count:d} "
            "tokens.",
            count := half_within(strength[strength > -np.inf]),
        )
        prose.say(words, network=_(NETWORK_NAMES[name]), count=count)


def explain_built(selection: Selection, found: Mapping[str, Reach]) -> None:
    """Say what the sliders do to what is left of a gradient."""
    view = selection.of(MemoryAndGradientsView)
    back = view.steps - 1
    told: dict[str, Any] = {name: said(float(carried(one)[0])) for name, one in found.items()}
    words = _(
        "{back} steps back, the RNN has {rnn} left, the LSTM's cell state {lstm}, the GRU "
        "{gru}. ρ below 1: it vanishes; above 1: it explodes (Pascanu, Mikolov and Bengio "
        "2013). The cure: σ(b) of the memory is kept, {gate} here, and a bias that opens the "
        "forget gate brings it near 1, whatever ρ is (Gers, Schmidhuber and Cummins 2000)."
    )
    gate = 1 / (1 + np.exp(-view.forget_bias / 10))
    prose.say(words, back=back, gate=f"{gate:.3f}", **told)
    if view.drive:
        text = _(
            "The input is on: it moves the gates and pushes the tanh to where its slope is "
            "below 1, so the measured values depart from the formulas. The RNN can only lose "
            "by that."
        )
    else:
        text = _(
            "No input comes in, all states stay 0, and the formulas hold exactly; the dots of "
            "the LSTM and the GRU coincide. Raise the strength of the input to see a cell that "
            "reads something."
        )
    prose.say(text)
