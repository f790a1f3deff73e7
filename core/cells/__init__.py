"""Instrumented recurrent cells: one per file, every quantity on the record that a step returns."""

from collections.abc import Mapping

from .base import Preactivation, RecurrentCell
from .feedback import FeedbackCell
from .gru import GRUCell
from .lstm import LSTMCell
from .min_gru import MinGRUCell
from .paper_gru import PaperGRUCell
from .rnn import RNNCell

CELLS: Mapping[str, type[RecurrentCell]] = {
    cell.name: cell for cell in (RNNCell, LSTMCell, GRUCell, PaperGRUCell, MinGRUCell)
}
"""Every cell, by the name that links and files use."""

__all__ = [
    "CELLS",
    "FeedbackCell",
    "GRUCell",
    "LSTMCell",
    "MinGRUCell",
    "PaperGRUCell",
    "Preactivation",
    "RNNCell",
    "RecurrentCell",
]
