"""The cell that a network's kind and the answers to its questions make together."""

from collections.abc import Mapping

from torch import Tensor

from ..cells import (
    GRUCell,
    LSTMCell,
    PaperGRUCell,
    ProjectedLSTMCell,
    ReluRNNCell,
    RNNCell,
)
from .groups import Group


def cell_of(kind: str, answers: Mapping[str, str], group: Group) -> str:
    """Return a cell's name.

    Args:
        kind: ``rnn``, ``gru`` or ``lstm``.
        answers: by the questions' names, given or guessed.
        group: its layers.
    """
    hard = "hard-sigmoid-" if answers.get("gates") == "hard-sigmoid" else ""
    if kind == "rnn":
        return ReluRNNCell.name if answers.get("nonlinearity") == "relu" else RNNCell.name
    if kind == "gru":
        before = answers.get("reset") == "before"
        return hard + (PaperGRUCell.name if before else GRUCell.name)
    projected = kind == "lstm" and group.projected_size is not None
    return hard + (ProjectedLSTMCell if projected else LSTMCell).name


def for_cell(cell: str, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return weights in PyTorch's layout as the cell has them.

    The papers' z takes what PyTorch's keeps: σ(−a) = 1 − σ(a), so its rows are negated.
    """
    if cell != PaperGRUCell.name:
        return weights
    return {name: _update_gate_negated(weight) for name, weight in weights.items()}


def _update_gate_negated(weight: Tensor) -> Tensor:
    negated = weight.clone()
    negated.chunk(3)[1].neg_()
    return negated
