"""Instrumented recurrent cells: one per file, every quantity on the record that a step returns."""

from collections.abc import Mapping

from .base import Preactivation, RecurrentCell
from .gru import GRUCell
from .lstm import LSTMCell
from .paper_gru import PaperGRUCell
from .rnn import RNNCell

CELLS: Mapping[str, type[RecurrentCell]] = {
    cell.name: cell for cell in (RNNCell, LSTMCell, GRUCell, PaperGRUCell)
}
"""Every cell, by the name that links and files use."""

__all__ = [
    "CELLS",
    "GRUCell",
    "LSTMCell",
    "PaperGRUCell",
    "Preactivation",
    "RNNCell",
    "RecurrentCell",
]
