"""Instrumented recurrent cells: one per file, every quantity on the record that a step returns."""

from collections.abc import Mapping

from .base import Preactivation, RecurrentCell
from .feedback import FeedbackCell
from .gru import GRUCell
from .lstm import LSTMCell
from .min_gru import MinGRUCell
from .of_torch import from_torch
from .paper_gru import PaperGRUCell
from .projected_lstm import ProjectedLSTMCell
from .relu_rnn import ReluRNNCell
from .rnn import RNNCell

CELLS: Mapping[str, type[RecurrentCell]] = {
    cell.name: cell for cell in (RNNCell, LSTMCell, GRUCell, PaperGRUCell, MinGRUCell)
}
"""Every cell that networks are trained with here, by the name that links and files use."""

ALL_CELLS: Mapping[str, type[RecurrentCell]] = {
    **CELLS,
    **{cell.name: cell for cell in (ReluRNNCell, ProjectedLSTMCell)},
}
"""Every cell that a network can have: also those that only networks of others have."""

__all__ = [
    "ALL_CELLS",
    "CELLS",
    "FeedbackCell",
    "GRUCell",
    "LSTMCell",
    "MinGRUCell",
    "PaperGRUCell",
    "Preactivation",
    "ProjectedLSTMCell",
    "RNNCell",
    "RecurrentCell",
    "ReluRNNCell",
    "from_torch",
]
