"""Parameter count: where every number that is learned stands, RNN, LSTM and GRU side by side.

A class guesses how many parameters each cell has, types the sizes, and sees them counted from
PyTorch's own modules, gate by gate, beside the formula: 1 : 4 : 3, and when it is not.
"""

import streamlit as st

from pages.shared import counts, frame, sizes
from pages.shared.language import _

# Choose
selection = frame.start(frame.PARAMETER_COUNT)
frame.heading(frame.PARAMETER_COUNT, selection)
st.caption(
    _("One recurrent layer, counted from PyTorch's own modules and checked against the formula.")
)
sizes.pick(selection)

# Compute
counted = sizes.tables(selection, selection.convention)

# Show
counts.totals(counted)
counts.bars(counted)
st.subheader(_("Where every parameter is"), anchor=False)
counts.details(counted)
counts.share(counted, selection)

# Explain
counts.explain(selection)
