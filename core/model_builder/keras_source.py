"""A model as Python code to copy, in Keras."""

from collections.abc import Iterator

from ..parameters.conventions import CONVENTIONS
from ..parameters.count import check_name
from .layers import (
    BatchNorm,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Layer,
    LayerNorm,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
)
from .scripts import ONE_HOT, indented
from .shapes import walk
from .summary import check_convention

_KERAS_NAMES = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}
_OTHER_NAMES = {LayerNorm: "LayerNormalization", BatchNorm: "BatchNormalization"}
_RESET_BEFORE = "keras-reset-before"

_SCRIPT = """\
import keras
from keras import layers
{before}
model = keras.Sequential(
    [
        {input}
{layers}
    ]
)
"""
_TIED = '''

class TiedDense(layers.Layer):
    """A Dense layer with an embedding's weights, and a bias of its own."""

    def __init__(self, embedding, activation=None):
        super().__init__()
        self.embedding = embedding
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.bias = self.add_weight(shape=(self.embedding.input_dim,), initializer="zeros")

    def call(self, x):
        weights = keras.ops.transpose(self.embedding.embeddings)
        return self.activation(keras.ops.matmul(x, weights) + self.bias)


embedding = layers.Embedding({vocabulary}, {size})
'''


def to_keras(model: Model, convention: str = "keras") -> str:
    """Return a script that creates ``model``, a ``keras.Sequential`` with these layers.

    Args:
        model: a model whose layers fit.
        convention: a key of ``conventions.CONVENTIONS``. ``"keras-reset-before"`` creates each
            GRU with ``reset_after=False``; any other uses Keras's own default, ``"keras"``.

    Raises:
        LayerError: if a layer cannot take its input, or Keras does not have it.
        ValueError: if the convention is unknown.
    """
    check_name("to_keras", "convention", convention, CONVENTIONS)
    lines, before = [], ""
    tied = any(isinstance(layer, Dense) and layer.tied for layer in model.layers)
    for position, (layer, _, _) in enumerate(walk(model)):
        check_convention(position, layer, "keras")
        if tied and isinstance(layer, Embedding):
            before = _TIED.format(vocabulary=layer.vocabulary_size, size=layer.size)
            lines.append("embedding,")
        else:
            lines += (f"{line}," for line in _created(layer, convention == _RESET_BEFORE))
    filled = {"input": _input(model.input), "layers": indented(lines, 8)}
    return _SCRIPT.format(before=before, **filled)


def _input(entry: Input) -> str:
    if entry.size is None:
        return f'keras.Input(({entry.length},), dtype="int32"),'
    comment = f"  # {ONE_HOT.format(size=entry.size)}" if entry.one_hot else ""
    return f"keras.Input(({entry.length}, {entry.size})),{comment}"


def _created(layer: Layer, reset_before: bool) -> Iterator[str]:
    """Yield the call that creates the layer, or one for each of a stack."""
    match layer:
        case Recurrent():
            yield from _recurrent(layer, reset_before)
        case Embedding(vocabulary_size, size):
            yield f"layers.Embedding({vocabulary_size}, {size})"
        case Conv1D():
            yield _convolution(layer)
        case MaxPooling1D(size, stride):
            yield f"layers.MaxPooling1D({size}{'' if stride is None else f', strides={stride}'})"
        case RepeatVector(n):
            yield f"layers.RepeatVector({n})"
        case Dropout(rate):
            yield f"layers.Dropout({rate})"
        case Dense(units, activation, tied):
            named = "" if activation == "linear" else f', activation="{activation}"'
            yield f"TiedDense(embedding{named})" if tied else f"layers.Dense({units}{named})"
        case TimeDistributed(inner):
            (call,) = _created(inner, reset_before)
            yield f"layers.TimeDistributed({call})"
        case _:
            yield f"layers.{_OTHER_NAMES.get(type(layer), type(layer).__name__)}()"


def _convolution(layer: Conv1D) -> str:
    options = f", strides={layer.stride}" if layer.stride > 1 else ""
    options += f', padding="{layer.padding}"' if layer.padding != "valid" else ""
    options += f", dilation_rate={layer.dilation}" if layer.dilation > 1 else ""
    options += f', activation="{layer.activation}"' if layer.activation != "linear" else ""
    return f"layers.Conv1D({layer.filters}, {layer.kernel_size}{options})"


def _recurrent(layer: Recurrent, reset_before: bool) -> Iterator[str]:
    options = ', activation="relu"' if layer.activation == "relu" else ""
    gru = ", reset_after=False" if layer.cell == "gru" and reset_before else ""
    merge = f', merge_mode="{layer.merge}"' if layer.merge != "concat" else ""
    for index in range(layer.num_layers):
        every = layer.return_sequences or index < layer.num_layers - 1
        steps = ", return_sequences=True" if every else ""
        call = f"layers.{_KERAS_NAMES[layer.cell]}({layer.units}{options}{steps}{gru})"
        yield f"layers.Bidirectional({call}{merge})" if layer.bidirectional else call
