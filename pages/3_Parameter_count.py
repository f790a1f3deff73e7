"""Parameter count: where every learned number is, RNN, LSTM and GRU side by side.

In ten seconds, a lecturer types two sizes, lets the class guess, and points at the answer:
1 : 4 : 3. One click more, and all three may have the same number instead: who gets how many units?
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.language import _
from pages.parameter_count import breakdown, charts, explain, guess, sizes, totals
from pages.shared import frame, prose
from pages.shared.part import part_in_view

# Choose
selection = frame.start(frame.PARAMETER_COUNT)
frame.heading(frame.PARAMETER_COUNT, selection)
prose.caption(
    _("Recurrent layers, counted from PyTorch's own modules and checked against the formula.")
)
sizes.pick(selection)
if not guess.answered(selection):
    st.stop()

# Compute
units = sizes.units(selection)
counted = sizes.tables(selection, units, selection.convention)

# Show
totals.compare(counted, units, selection)
placeholders = totals.show(counted, units, selection)
if counted:
    breakdown.bars(counted, selection)
    prose.heading(_("The weight matrices, to scale"))
    part_in_view(charts.show_matrices, counted, selection, key="matrices")
prose.heading(_("More units, more parameters"))
part_in_view(charts.show_curves, units, selection, key="curves")
if counted:
    prose.heading(_("Where every parameter is"))
    part_in_view(breakdown.details, counted, key="details")
breakdown.share(counted, units, selection)

# Explain
if counted:
    explain.ratios(units, selection)
    explain.disagreement(units, selection)

# What takes a while comes last: by now all else is on the screen.
totals.times(placeholders, units, selection)
