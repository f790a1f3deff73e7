"""Memories worth looking back on."""

from core.network.catalogue import TASKS
from core.notation import N_
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.shared.example import Example
from pages.shared.view.selection import Selection

MEMORIES = (
    Example(
        N_("Vanished"),
        N_("83 characters back, the RNN has 3 · 10⁻¹¹ of its gradient left. And the LSTM and GRU?"),
        Selection(text=TASKS["shakespeare"].example, model="shakespeare", position=84),
    ),
    Example(
        N_("Who wrote this?"),
        N_("Unit 21 at the end: after 17 more words, “loved” is still its largest entry."),
        Selection(
            text="I loved this film from its first scene on the train to the last shot of the sea.",
            position=19,
            unit=21,
            screens=(MemoryAndGradientsView(lens="ledger"),),
        ),
    ),
    Example(
        N_("Cut off"),
        N_("Backpropagation goes eight tokens back. Training learns nothing from the first eight."),
        Selection(position=11, screens=(MemoryAndGradientsView(lens="training", truncation=8),)),
    ),
)
"""Examples of gradients and memories, on sentences that show them well."""
