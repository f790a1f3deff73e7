"""Whole models as lists of layers: their shapes and counts, PyTorch modules, scripts and links.

>>> from core.model_builder import Dense, Embedding, Input, Model, Recurrent, summarise
>>> model = Model(Input(200), (Embedding(10_000, 64), Recurrent("lstm", 64), Dense(2)))
>>> [row.parameters for row in summarise(model).rows]
[0, 640000, 33280, 130]
"""

from .layers import (
    MAXIMUM_LAYERS,
    MAXIMUM_RATE,
    MAXIMUM_SIZES,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Layer,
    Model,
    Recurrent,
    with_cell,
)
from .modules import build
from .shapes import ShapeError
from .source import to_keras, to_pytorch
from .summary import (
    ModelSummary,
    SummaryRow,
    name_of,
    summarise,
    summarise_fitting,
    to_csv,
)
from .text import DEFAULT_STACK, from_text, to_text

__all__ = [
    "DEFAULT_STACK",
    "MAXIMUM_LAYERS",
    "MAXIMUM_RATE",
    "MAXIMUM_SIZES",
    "Conv1D",
    "Dense",
    "Dropout",
    "Embedding",
    "Input",
    "Layer",
    "Model",
    "ModelSummary",
    "Recurrent",
    "ShapeError",
    "SummaryRow",
    "build",
    "from_text",
    "name_of",
    "summarise",
    "summarise_fitting",
    "to_csv",
    "to_keras",
    "to_pytorch",
    "to_text",
    "with_cell",
]
