"""Explanations of the effect on screen, with its numbers, and of what an edit is and is not."""

import numpy as np
import streamlit as st

from core.analysis.what_if import WhatIf, at_typed, difference
from core.notation import N_
from pages.language import _
from pages.shared import prose
from pages.shared.view.selection import Selection
from pages.what_if.outcome import output_in_question
from pages.what_if.view import WhatIfView

SEEN = 0.1
"""The smallest change of a hidden state, which lies between -1 and 1 in most cells, that counts."""
LEAST = 0.001
"""The smallest change of the network's output that counts."""

PARTS = (
    N_(
        "**An edit** overrides one thing and leaves the rest to the cell's own equations. The "
        "next step reads the changed state, so a change travels on by itself: it may grow, or "
        "be forgotten. Edits are made in the order of the list; if two change the same number, "
        "the later one counts."
    ),
    N_(
        "**To silence a unit** is to hold its h at 0: neither the next step nor the readout "
        "hears of it. An LSTM's c goes on inside the unit. Lakretz et al. (2019) used this to "
        "find the two units that an LSTM's grammar depends on."
    ),
    N_(
        "**To swap the state** is to read on with the h and c of another sentence. Take one "
        "that differs in a single word, and what changes is what the state knows of that word: "
        "an interchange intervention (Geiger et al. 2021)."
    ),
    N_(
        "**What it does not show.** A held value may be one that the network never met in "
        "training. An effect says that the network uses this number, not what the number "
        "means; if there is none, other units may simply know the same."
    ),
)
CELLS = {
    "rnn": N_("**The RNN** has no gates: its hidden state is all that can be held."),
    "lstm": N_(
        "**The LSTM's forget gate** at 0 drops the old c, at 1 keeps all of it; h still speaks to "
        "the gates of the next step. Hold the input gate at 0 and nothing new is written."
    ),
    "gru": N_(
        "**The GRU's update gate** is PyTorch's: at 1 the old h is kept and nothing is written, "
        "at 0 the candidate takes its place. The reset gate acts after the product with W; at 1 "
        "the candidate sees all of the old state."
    ),
    "paper-gru": N_(
        "**The update gate** is that of the papers and lecture notes: at 0 the old h is kept and "
        "nothing is written, at 1 the candidate takes its place. The reset gate acts on h before "
        "the product with W; at 1 the candidate sees all of the old state."
    ),
    "min-gru": N_(
        "**The minGRU's update gate** at 0 keeps the old h and writes nothing, at 1 the candidate "
        "takes its place. Neither sees h: what is held in one unit changes no other."
    ),
}


def lesson(selection: Selection, what_if: WhatIf) -> None:
    """Explain the view, with the numbers that are on the screen."""
    view = selection.of(WhatIfView)
    if view.effect == "ranking":  # the table has an explanation of its own
        return
    if not view.edits:
        prose.say(_("Choose a token, then an experiment: what follows from it is drawn here."))
    elif not len(what_if.after):
        return
    elif (first := first_change(what_if)) is None:
        prose.say(_("No number has changed: what is held is what the network computes anyway."))
    else:
        _begins(first)
        _LESSONS[view.effect](selection, what_if)


def explain(cell: str) -> None:
    """Say what edits are, and what they do to this cell."""
    with st.expander(_("Explain: what an edit shows"), icon=":material/school:"):
        for part in (PARTS[0], CELLS[cell], *PARTS[1:]):
            prose.say(_(part))


def first_change(what_if: WhatIf) -> int | None:
    """Return the first position at which a quantity differs in any bit, if there is one."""
    names = what_if.before.activations
    changed = [(difference(what_if, name) != 0).any(axis=1) for name in names]  # NaN counts, too
    positions = np.flatnonzero(np.any(changed, axis=0))
    return int(positions[0]) if len(positions) else None


def _begins(first: int) -> None:
    if first:
        text = _("Up to token {before:d} every number is the same to the last bit.")
        prose.say(text, before=first)


def _opinion(selection: Selection, what_if: WhatIf) -> None:
    output = output_in_question(selection, what_if)
    after = at_typed(what_if.places, what_if.opinions_after)[:, output]
    moved = np.abs(after - what_if.opinions_before[:, output])
    most, at = float(np.nanmax(moved)), int(np.nanargmax(moved)) + 1
    if most < LEAST:
        text = _("What the network says moves by less than {least:.3f}, after every token.")
        prose.say(text, least=LEAST)
    elif what_if.opinions_before.shape[1] == 1:
        text = _("The prediction moves most after token {at:d}: by {most:.3f}.")
        prose.say(text, at=at, most=most)
    else:
        text = _("The probability moves most after token {at:d}: by {most:.1f} points.")
        prose.say(text, at=at, most=100 * most)


def _difference(_selection: Selection, what_if: WhatIf) -> None:
    moved = np.abs(difference(what_if, "hidden_state")) > SEEN
    if not moved.any():
        text = _("No hidden state differs by more than {seen:.1f} after any token.")
        prose.say(text, seen=SEEN)
        return
    last = max(place for place, row in enumerate(what_if.places) if row is not None)
    most = int(moved.sum(axis=1).argmax())
    text = _(
        "Of {units:d} hidden states, {most:d} differ by more than {seen:.1f} after token {at:d}, "
        "more than after any other, and {end:d} after the last token."
    )
    ends = {"most": int(moved[most].sum()), "end": int(moved[last].sum())}
    prose.say(text, units=moved.shape[1], seen=SEEN, at=most + 1, **ends)


def _unit(selection: Selection, what_if: WhatIf) -> None:
    was, now = (trace["hidden_state"][-1] for trace in (what_if.before, what_if.after))
    unit = selection.unit
    rank = int((np.abs(now - was) > abs(now[unit] - was[unit])).sum()) + 1
    text = _(
        "After the last token, h of unit {unit:d} is {now:+.2f} where it was {was:+.2f}: number "
        "{rank:d} of {units:d} by how far it moved."
    )
    values = {"now": float(now[unit]), "was": float(was[unit]), "rank": rank, "units": len(now)}
    prose.say(text, unit=unit, **values)


_LESSONS = {
    "opinion": _opinion,
    "difference": _difference,
    "unit": _unit,
}
