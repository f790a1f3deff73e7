"""Whole models as lists of layers: their shapes and counts, PyTorch modules, scripts and links.

>>> from core.model_builder import Dense, Embedding, Input, Model, Recurrent, summarise
>>> model = Model(Input(200), (Embedding(10_000, 64), Recurrent("lstm", 64), Dense(2)))
>>> [row.parameters for row in summarise(model).rows]
[0, 640000, 33280, 130]
"""

from .building import build
from .errors import LayerError, MemoryLimitError, SettingError, ShapeError
from .keras_source import to_keras
from .layers import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Input,
    Layer,
    LayerNorm,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
    with_cell,
)
from .limits import (
    MAXIMUM_BYTES,
    MAXIMUM_LAYERS,
    MAXIMUM_PARAMETERS,
    MAXIMUM_RATE,
    MAXIMUM_SIZES,
)
from .names import name_of
from .pytorch_source import to_pytorch
from .record import ACTIVATIONS, MERGES, PADDINGS
from .summary import (
    ModelSummary,
    SummaryRow,
    summarise,
    summarise_fitting,
    to_csv,
    total_parameters,
)
from .text import DEFAULT_STACK, from_text, to_text

__all__ = [
    "ACTIVATIONS",
    "DEFAULT_STACK",
    "MAXIMUM_BYTES",
    "MAXIMUM_LAYERS",
    "MAXIMUM_PARAMETERS",
    "MAXIMUM_RATE",
    "MAXIMUM_SIZES",
    "MERGES",
    "PADDINGS",
    "BatchNorm",
    "Conv1D",
    "Dense",
    "Dropout",
    "Embedding",
    "Flatten",
    "GlobalMaxPooling1D",
    "Input",
    "Layer",
    "LayerError",
    "LayerNorm",
    "MaxPooling1D",
    "MemoryLimitError",
    "Model",
    "ModelSummary",
    "Recurrent",
    "RepeatVector",
    "SettingError",
    "ShapeError",
    "SummaryRow",
    "TimeDistributed",
    "build",
    "from_text",
    "name_of",
    "summarise",
    "summarise_fitting",
    "to_csv",
    "to_keras",
    "to_pytorch",
    "to_text",
    "total_parameters",
    "with_cell",
]
