"""Sentences worth comparing cells on."""

from core.network.catalogue import CONVERTED, TASKS
from core.notation import N_
from pages.shared.example import Example
from pages.shared.view.selection import Selection

COMPARISONS = (
    Example(
        N_("Which one changes its mind?"),
        N_("“I thought it would be dull, but it was fun.” At the end the RNN hardly believes it."),
        Selection(text="재미없을 줄 알았는데 재미있었다.", model="korean-reviews", position=10),
    ),
    Example(
        N_("Equal parameter count"),
        N_("542 units for the RNN, 256 for the LSTM. Which forgets the first letter first?"),
        Selection(
            text=TASKS["shakespeare"].example,
            model="shakespeare",
            position=84,
            networks=("rnn-equal", "lstm", "gru-equal"),
        ),
    ),
    Example(
        N_("One set of weights, two GRUs"),
        N_("PyTorch resets after the product, the papers before it. Where do they diverge?"),
        Selection(position=6, networks=("gru", CONVERTED)),
    ),
)
"""Sentences worth reading with several networks at once."""
