"""Short explanations of gradients through time, with the numbers on screen."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.analysis.gradients.reach import Reach
from core.analysis.gradients.spectrum import Spectrum
from core.notation import N_
from pages.language import _, ngettext
from pages.memory_and_gradients.magnitudes import half_within, memory_norms, number_text, share_text
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared import network_names, prose
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
        "**A line** says how much an output depends on what was remembered at each earlier token. "
        "In numbers: the size of the gradient of the output's margin (its score minus the mean of "
        "the others'; of two classes, the log-odds; of a single output, that output) with respect "
        "to the state there, divided by its size where the line begins, which depends on the "
        "readout's weights."
    ),
    "loss": N_(
        "**A line** is the signal that training gets at each token: the size of the gradient of "
        "the loss with respect to the state after it. In a network that predicts the next token, "
        "every later token adds to it; in one that tells classes apart, only the last opinion "
        "counts here."
    ),
}


_COLOURS = {
    "strength": N_(
        "**The colour** of a token says how strongly the output responds to it, compared with the "
        "token that it hears most. In numbers: the size of ∂y/∂x, of the output's margin y and the "
        "token's vector x. All pairs of output and token are differentiated, none is estimated."
    ),
    "signed": N_(
        "**The colour** of a token says what it speaks for: blue for the output, red against it. "
        "In numbers: (∂y/∂x)·x, gradient times input, to first order (Shrikumar et al. 2016). A "
        "token whose vector hardly matters is pale, however well it is heard."
    ),
}


_OF_THE_CELL_STATE = {
    False: N_(
        "**The LSTM's cell state** is changed here while the $h_t$ of the same step stays as it "
        "was: $\\partial y / \\partial c_t$ at fixed $h_t$, y being what the gradient is of. So "
        "only what c hands on itself counts. Let h follow c, above, for the total derivative, "
        "which PyTorch's autograd gives."
    ),
    True: N_(
        "**The LSTM's cell state** is changed here and $h_t$ with it: the total derivative, which "
        "PyTorch's autograd gives where $c_t$ is a leaf. It is $\\partial y / \\partial c_t$ at "
        "fixed $h_t$, plus $\\partial y / \\partial h_t \\odot o_t \\odot \\tanh'(c_t)$, y being "
        "what the gradient is of."
    ),
}


def explain_reach(aim: str, reaches: Mapping[str, Reach], at: int, total: bool) -> None:
    """Say what the lines are, and in which network most is left.

    Args:
        aim: what the gradients are of.
        reaches: the gradients of each network.
        at: the position that is looked back from.
        total: whether h follows from c in the gradients at an LSTM's cell state.
    """
    prose.say(_(_WHAT_FALLS[aim]))
    if any(reach.memory is not None for reach in reaches.values()):
        prose.say(_(_OF_THE_CELL_STATE[total]))
    lines = {name: memory_norms(reach) for name, reach in reaches.items()}
    lost = {name: float(line[0] - line[at]) for name, line in lines.items() if line[at] > -np.inf}
    if at and lost:
        prose.caption(
            _(
                "Each line is divided by its own value at the chosen token, where it begins: the "
                "percentage at its left end is what is left."
            )
        )
    if at and len(lost) > 1 and aim != "loss":
        order = sorted(lost, key=lost.__getitem__)
        words = _(
            "At the first token, most is left in: {most} ({much}); least in: {least} ({little}). "
            "Steps back: {steps:d}. The less is left, the less training hears of the first token, "
            "and the less it can learn from it (Hochreiter 1991; Bengio, Simard and Frasconi 1994)."
        )
        most, least = order[-1], order[0]
        prose.say(
            words,
            steps=at,
            most=memory_name(most, reaches[most]),
            much=share_text(lost[most]),
            least=memory_name(least, reaches[least]),
            little=share_text(lost[least]),
        )


def memory_name(name: str, reach: Reach) -> str:
    """Return a network's name; for an LSTM, with its cell state, which is its memory."""
    if reach.memory is None:
        return network_names.of_network(name)
    return _("{network}, cell state").format(network=network_names.of_network(name))


def explain_paths(gated: Mapping[str, Reach], at: int) -> None:
    """Say what the two paths are, and how much came along each from the first token.

    Args:
        gated: the gradients of each network that has a memory.
        at: the position that is looked back from.
    """
    prose.say(
        _(
            "A gradient comes back to a token in two ways. **Along the memory** it is only "
            "multiplied by what each step keeps: f in the LSTM, z in PyTorch's GRU, 1 − z in the "
            "papers'. That is the constant error carousel (CEC; Hochreiter and Schmidhuber 1997). "
            "**Through the gates** is everything "
            "else: what went through a gate or a candidate at least once. The two vectors add "
            "up to the whole; their sizes do not. An RNN has no path along the memory."
        )
    )
    if not at:
        return
    for name, reach in gated.items():
        along, gates = float(reach.along_memory[0]), float(reach.through_gates[0])
        words = _(
            "{network}, at the first token: {along} came along the memory, {gates} through the "
            "gates."
        )
        network = network_names.of_network(name)
        prose.say(words, network=network, along=number_text(along), gates=number_text(gates))


def explain_spectrum(spectra: Mapping[str, Spectrum], number: int) -> None:
    """Say which matrix the eigenvalues belong to.

    Args:
        spectra: the spectrum of each network's step.
        number: the step's token, from 1.
    """
    text = _(
        "One step makes some small changes of the state smaller and others larger: at token "
        "{number:d} it multiplies them by a matrix, its Jacobian. Inside the dotted circle a "
        "direction shrinks, outside it grows; at 1 it is kept. Every step has a different matrix: "
        "gradients vanish where most of them shrink."
    )
    prose.say(text, number=number)
    for name, spectrum in spectra.items():
        words = _("{network}: {count:d} of {total:d} eigenvalues with a size above {level:.1f}.")
        sizes = np.abs(spectrum.eigenvalues)
        count = int((sizes > NEARLY_KEPT).sum())
        values = {"count": count, "total": len(sizes), "level": NEARLY_KEPT}
        prose.say(words, network=network_names.of_network(name), **values)


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
        prose.say(words, network=network_names.of_network(name), count=count)


def explain_constructed(selection: Selection, reaches: Mapping[str, Reach]) -> None:
    """Say what the sliders do to what is left of a gradient."""
    view = selection.of(MemoryAndGradientsView)
    back = view.steps - 1
    left: dict[str, Any] = {
        name: number_text(float(memory_norms(reach)[0])) for name, reach in reaches.items()
    }
    words = _(
        "At the first step the RNN has {rnn} left, the LSTM's cell state {lstm}, the GRU {gru}. "
        "Steps back: {back}. ρ below 1: it vanishes; above 1: it explodes (Pascanu, Mikolov and "
        "Bengio 2013). The cure: σ(b) of the memory is kept, {gate} here, and a bias that opens "
        "the forget gate brings it near 1, whatever ρ is (Gers, Schmidhuber and Cummins 2000)."
    )
    gate = 1 / (1 + np.exp(-view.forget_bias / 10))
    prose.say(words, back=back, gate=f"{gate:.3f}", **left)
    if view.relu and view.drive:
        text = _(
            "The input is on: it moves the gates and turns units of the RNN off. A unit that is on "
            "passes the gradient on, ρ times; one that is off passes nothing on. So the RNN loses "
            "units, not slope."
        )
    elif view.relu:
        text = _(
            "No input comes in. All units of the RNN are on by their bias, so that their slope is "
            "exactly 1, and LSTM and GRU stay 0: the formulas hold exactly. Raise the strength of "
            "the input to see units that are turned off."
        )
    elif view.drive:
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
