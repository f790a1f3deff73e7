"""Train: a network learns, and one sees what it has learned so far and how good it can get.

In ten seconds, a lecturer opens the screen on a film of an LSTM that learns brackets, sees the loss
fall past one ruler after the other, and presses Train to have the GRU do it live.
"""

import streamlit as st

import pages.every_view  # noqa: F401
from pages.language import _
from pages.shared import frame, session_networks_panel, share_link
from pages.shared.part import part
from pages.shared.view import parts
from pages.train import controls, explain, gates, own, panel, plans, result, runs

# Choose
selection = frame.start(frame.TRAIN)
result.go()
frame.heading(frame.TRAIN, selection)
controls.pick(selection)

# Compute
wanted = plans.of(selection)
if not wanted:
    st.stop()

# Show
panel.show(selection, wanted)
own.show(wanted)
runs.show(wanted)
gates.show()
with st.expander(_("Networks of this session"), icon=":material/deployed_code:"):
    session_networks_panel.show()
part(share_link.offer, key=parts.LINK)

# Explain
explain.show(wanted[0])
