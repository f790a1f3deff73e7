"""Short explanations of the ledger of a memory, with the numbers on screen."""

import math
from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.analysis.memory.half_life import fading, to_follow
from core.analysis.memory.ledger import Carry, left
from core.analysis.memory.output_shares import Shares
from core.notation import TITLES
from pages.language import _
from pages.memory_and_gradients.magnitudes import share_text, signed, small
from pages.shared import prose

WHOLE = 100
"""Half-lives from here on are shown without decimals."""


def explain_ledger(
    carry: Carry, unit: int, position: int, labels: Sequence[str], quantity: str
) -> None:
    """Say what the areas are, and which token wrote the largest part of the memory.

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
        "After “{here}”, the {memory} of unit {unit} is {value}. Its largest part was written by "
        "“{token}”, token {number}: {part} is left of {written}."
    )
    values = {"value": signed(carry.memory[position, unit]), "part": signed(entries[most])}
    if most:  # otherwise, nothing was ever written
        written = signed(carry.written[most - 1, unit])
        names = {"here": labels[position], "token": labels[most - 1], "memory": _(TITLES[quantity])}
        st.text(words.format(unit=unit, number=most, written=written, **names, **values))
    _half_life(carry, unit, position, labels)
    text = _(
        "**An area** is one token's entry: what it wrote, times everything that was kept since. "
        "Up is positive, down negative, and at each step all areas add up to the line, exactly. "
        "Coloured are the tokens with the largest parts at token {number:d}. Gates are taken as "
        "they were: a token that made a later gate open gets no credit for that here."
    )
    prose.say(text, number=position + 1)


def _half_life(carry: Carry, unit: int, position: int, labels: Sequence[str]) -> None:
    """Say how fast the unit forgets, by an entry that the charts show."""
    since = to_follow(carry, unit, position)
    faded = fading(carry, unit, since, position)
    names = {"unit": unit, "token": labels[since], "since": since + 1, "number": position + 1}
    if not faded.steps:
        return
    if faded.left == -math.inf:
        text = _(
            "**Half-life: none.** After “{token}”, token {since:d}, there was a step at which unit "
            "{unit:d} kept nothing, a factor of exactly 0: nothing is left of what it wrote."
        )
    elif faded.half_life == math.inf:
        text = _(
            "**Half-life: endless.** From “{token}”, token {since:d}, to token {number:d}, unit "
            "{unit:d} kept all that it had."
        )
    else:
        half = faded.half_life
        names |= {
            "half": f"{half:.1f}" if half < WHOLE else f"{half:,.0f}",
            "first": signed(carry.written[since, unit]),
            "now": small(left(carry, position)[since + 1, unit]),
            "left": share_text(faded.left),
            "factor": 2 ** (-1 / half),
        }
        text = _(
            "**Half-life: {half} tokens.** In about so many, unit {unit:d} lost half of what it "
            "had. To check it: “{token}”, token {since:d}, wrote {first}; after token {number:d}, "
            "{now} of that is left, its bar below: {left}. What the steps keep multiplies, so its "
            "mean here is the geometric one: {factor:.3f} a step."
        )
    prose.say(text, **names)


def explain_rnn_ledger(unit: int) -> None:
    """Say why an RNN has no ledger."""
    text = _(
        "An RNN has no ledger. Its h is computed from scratch at every step, as tanh of a "
        "mixture of all units: nothing that was in unit {unit:d} is carried over unchanged, so "
        "no part of it can be said to be left. Choose an LSTM or a GRU above, whose memory is "
        "a sum."
    )
    prose.note(text, unit=unit, icon=":material/info:")


def explain_shares(shares: Shares, number: int) -> None:
    """Say what the bars add up to, and whether they are exact."""
    text = _(
        "A bar says how much one token brought to the output's score. All bars add up to the "
        "output's margin after token {number:d}: {total:+.3f}. A margin is the score minus the "
        "mean of the other outputs' scores; of two classes, the log-odds; of a single output, "
        "that output."
    )
    prose.say(text, number=number, total=shares.total)
    prose.caption(
        _("Exact, with the gates as they were: the readout adds up what the ledger has.")
        if shares.exact
        else _(
            "An approximation: the LSTM reads its cell state through a tanh, here replaced by "
            "the straight line from 0 through its point (the rescale rule, Shrikumar et al. "
            "2017). The sum is exact all the same."
        )
    )
