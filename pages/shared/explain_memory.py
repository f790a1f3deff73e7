"""What the numbers of memory and gradients mean, in a few lines each, with those on screen."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from core.analysis.gradients.reach import Reach
from core.analysis.gradients.spectrum import Spectrum
from core.analysis.ledger import Carry, left
from core.analysis.shares import Shares
from core.notation import N_, TITLES
from pages.shared.beside import NETWORK_NAMES
from pages.shared.language import _
from pages.shared.selection import Selection
from pages.shared.small_numbers import carried, said, share_said

NEARLY_KEPT = 0.9
"""From this size on, an eigenvalue's direction outlives several steps."""

_WHAT_FALLS = {
    "state": N_(
        "**A line** is the size of ∂h_T/∂h_t: how strongly the hidden state that is looked back "
        "from answers to a small change of the one after an earlier token. It is the Frobenius "
        "norm over the root of the number of units: 1 at the token itself, exactly ρᵏ for a "
        "matrix ρQ that turns and shrinks. Dotted: ρᵏ, what is left if each step keeps ρ. An LSTM "
        "has two lines: one for its cell state, which it carries on, and one for its hidden state."
    ),
    "output": N_(
        "**A line** is the size of the gradient of an output's margin, which is its score minus "
        "the mean of the others' (of two classes, the log-odds), with respect to the state after "
        "each earlier token. Compare how the lines fall, not how high they begin: that depends on "
        "the readout's weights."
    ),
    "loss": N_(
        "**A line** is the size of the gradient of the loss with respect to the state after each "
        "token: what a training would hear there. Of a network that foretells the next token, "
        "every later token adds to it; of one that tells classes apart, only the last opinion "
        "counts here."
    ),
}


def explain_reach(aim: str, found: Mapping[str, Reach], at: int) -> None:
    """Say what the lines are, and in which network most is left.

    Args:
        aim: what the gradients are of.
        found: the gradients of each network.
        at: the position that is looked back from.
    """
    st.markdown(_(_WHAT_FALLS[aim]))
    lines = {name: carried(one) for name, one in found.items()}
    lost = {name: float(line[0] - line[at]) for name, line in lines.items() if line[at] > -np.inf}
    if at and len(lost) > 1 and aim != "loss":
        order = sorted(lost, key=lost.__getitem__)
        words = _(
            "Here, {steps:d} steps back, most is left in: {most} ({much}); least in: {least} "
            "({little}). So much smaller is what a training hears of the first token, and it "
            "learns so much less from it (Hochreiter 1991; Bengio, Simard and Frasconi 1994)."
        )
        names = {"most": _(NETWORK_NAMES[order[-1]]), "least": _(NETWORK_NAMES[order[0]])}
        shares = {"much": share_said(lost[order[-1]]), "little": share_said(lost[order[0]])}
        st.markdown(words.format(steps=at, **names, **shares))


def explain_paths(gated: Mapping[str, Reach], at: int) -> None:
    """Say what the two ways are, and which one brought more from the first token.

    Args:
        gated: the gradients of each network that has a memory.
        at: the position that is looked back from.
    """
    st.markdown(
        _(
            "**Along the memory** the gradient is only multiplied by what each step keeps: f in "
            "the LSTM, z in PyTorch's GRU, 1 − z in the papers'. That is the constant error "
            "carousel (Hochreiter and Schmidhuber 1997). **Through the gates** is all the rest, "
            "what went through a gate or a candidate at least once. The two vectors add up to the "
            "whole; their sizes do not. An RNN has no way along the memory."
        )
    )
    if not at:
        return
    for name, one in gated.items():
        along, gates = float(one.along_memory[0]), float(one.through_gates[0])
        words = _(
            "{network}: {along} of the first token's came along the memory, {gates} otherwise."
        )
        told = {"along": said(along), "gates": said(gates)}
        st.markdown(words.format(network=_(NETWORK_NAMES[name]), **told))


def explain_spectrum(found: Mapping[str, Spectrum], number: int) -> None:
    """Say what the eigenvalues are of.

    Args:
        found: the spectrum of each network's step.
        number: the step's token, from 1.
    """
    text = _(
        "The step at token {number:d} multiplies a small change of the state by a matrix, its "
        "Jacobian. Inside the dotted circle a direction shrinks, outside it grows; at 1 it is "
        "kept. Every step has another matrix: gradients vanish where most of them shrink."
    )
    st.markdown(text.format(number=number))
    kept = {name: int((np.abs(one.eigenvalues) > NEARLY_KEPT).sum()) for name, one in found.items()}
    for name, count in kept.items():
        words = _("{network}: {count:d} of {total:d} eigenvalues are above {level:.1f} in size.")
        told = {"count": count, "total": len(found[name].eigenvalues), "level": NEARLY_KEPT}
        st.markdown(words.format(network=_(NETWORK_NAMES[name]), **told))


def explain_ledger(
    carry: Carry, unit: int, position: int, labels: Sequence[str], quantity: str
) -> None:
    """Say what the areas are, and who wrote most of what is remembered.

    Args:
        carry: what the network kept and wrote.
        unit: the unit.
        position: the step, from 0.
        labels: how the tokens are shown.
        quantity: which quantity is the memory.
    """
    entries = left(carry, position)[: position + 2, unit]
    most = int(np.abs(entries).argmax())
    words = _(
        "After “{here}”, the {memory} of unit {unit} is {value}. Most of it was written by "
        "“{token}”, token {number}: {part} is left of {written}."
    )
    told = {"value": f"{carry.memory[position, unit]:+.3f}", "part": f"{entries[most]:+.3f}"}
    if most:  # else nothing was ever written
        written = f"{carry.written[most - 1, unit]:+.3f}"
        names = {"here": labels[position], "token": labels[most - 1], "memory": _(TITLES[quantity])}
        st.text(words.format(unit=unit, number=most, written=written, **names, **told))
    kept = float(np.mean(carry.kept[: position + 1, unit]))
    text = _(
        "**An area** is one token's entry: what it wrote, times everything that was kept since. "
        "Up is positive, down negative, and at each step all areas add up to the line, exactly. "
        "Unit {unit:d} keeps {kept:.0%} of its memory a step on average so far. Gates are taken as "
        "they were: a token that made a later gate open gets no credit for that here."
    )
    st.markdown(text.format(unit=unit, kept=kept))


def explain_rnn_ledger(unit: int) -> None:
    """Say why an RNN has no ledger."""
    text = _(
        "An RNN keeps no books. Its h is made anew at every step, tanh of a mixture of all units: "
        "nothing that unit {unit:d} held is carried over as it was, so no part of it can be said "
        "to be left. Choose an LSTM or a GRU above, whose memory is a sum."
    )
    st.info(text.format(unit=unit), icon=":material/info:")


def explain_shares(found: Shares, number: int) -> None:
    """Say what the bars add up to, and whether they are exact."""
    text = _(
        "The bars add up to the output's margin after token {number:d}: {total:+.3f}. A margin is "
        "the score minus the mean of the other outputs' scores; of two classes, the log-odds."
    )
    st.markdown(text.format(number=number, total=found.total))
    st.caption(
        _("Exact, with the gates as they were: the readout adds up what the ledger has.")
        if found.exact
        else _(
            "An approximation: the LSTM reads its cell state through a tanh, here replaced by the "
            "straight line from 0 through its point (the rescale rule, Shrikumar and others 2017). "
            "The sum is exact all the same."
        )
    )


def explain_built(selection: Selection, found: Mapping[str, Reach]) -> None:
    """Say what the sliders do to what is left of a gradient."""
    back = selection.steps - 1
    told = {name: said(float(carried(one)[0])) for name, one in found.items()}
    words = _(
        "After {back} steps back, the RNN has {rnn} left, the LSTM's cell state {lstm}, the GRU "
        "{gru}. ρ below 1: it vanishes; above 1: it explodes (Pascanu, Mikolov and Bengio 2013). "
        "The cure: σ(b) of the memory is kept, {gate} here, and a bias that opens the forget gate "
        "brings it near 1, whatever the other weights are (Gers, Schmidhuber and Cummins 2000)."
    )
    gate = 1 / (1 + np.exp(-selection.forget_bias / 10))
    st.markdown(words.format(back=back, gate=f"{gate:.3f}", **told))
    if selection.drive:
        text = _(
            "The input is on: it moves the gates and bends the tanh, whose slope is below 1, so "
            "what is measured leaves the formulas. The RNN can only lose by that."
        )
    else:
        text = _(
            "No input comes in, all states stay 0, and the formulas hold exactly. Raise the drive "
            "to see what happens to a cell that reads something."
        )
    st.markdown(text)
