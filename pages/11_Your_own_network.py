"""Your own network: weights of somebody's own, opened on every screen, with a proof of the numbers.

In ten seconds, a researcher drops a safetensors file, reads what was found in it, and opens it.
"""

import pages.every_view  # noqa: F401
from pages.language import _
from pages.own_network import brought, check, choice, explain, opening, vocabulary
from pages.shared import frame, prose, session_networks_panel

# Choose
selection = frame.start(frame.OWN_NETWORK)
frame.heading(frame.OWN_NETWORK, selection)
prose.say(_("Bring the weights of your own RNN, LSTM or GRU, and look inside on every screen."))
file = brought.pick()
explain.snippets(file)
is_known = file is not None and choice.pick(file)

# Compute
if file is not None and is_known:
    tokens = vocabulary.pick()
    choice.ask(file, tokens is not None)
    opening.offer(file, tokens)

# Show
key = opening.opened()
if key is not None:
    opening.show(key)
    check.show(key)
prose.heading(_("Networks of this session"))
session_networks_panel.show()

# Explain
explain.show()
