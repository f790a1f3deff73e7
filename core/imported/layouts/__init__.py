"""The layouts of all frameworks, each in a file of its own, and a table of them by name.

Where a layout's equations come from stands in its file; ``tests/core/imported/layouts`` has them
once more, written independently, and compares the states.
"""

from collections.abc import Mapping

from .equinox import EQUINOX
from .flax import FLAX, FLAX_NNX
from .haiku import HAIKU
from .keras import KERAS, KERAS_CUDNN
from .layout import Layout
from .mlx import MLX
from .onnx import ONNX
from .pytorch import PYTORCH
from .tensorflow_1 import TENSORFLOW_1

_ALL = (
    PYTORCH,
    KERAS,
    KERAS_CUDNN,
    ONNX,
    TENSORFLOW_1,
    FLAX,
    FLAX_NNX,
    EQUINOX,
    MLX,
    HAIKU,
)
LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _ALL}
"""Every layout, by the framework's name."""
