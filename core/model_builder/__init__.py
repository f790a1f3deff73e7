"""Whole models as a list of layers: their shapes and counts, a module that runs, and their text.

>>> from core.model_builder import Dense, Embedding, Input, Model, Recurrent, summarise
>>> model = Model(Input(200), (Embedding(10_000, 64), Recurrent("lstm", 64), Dense(2)))
>>> [row.parameters for row in summarise(model).rows]
[0, 640000, 33280, 130]
"""

from core.model_builder.layers import (
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
from core.model_builder.modules import build
from core.model_builder.shapes import ShapeError
from core.model_builder.source import to_keras, to_pytorch
from core.model_builder.summary import (
    ModelSummary,
    SummaryRow,
    name_of,
    summarise,
    summarise_fitting,
    to_csv,
)
from core.model_builder.text import DEFAULT_STACK, from_text, to_text

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
