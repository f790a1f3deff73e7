"""Why a layer cannot be where it is, in words: what it expected, what it got and what to do."""

from ..notation import N_, Notice
from .layers import (
    Conv1D,
    Dense,
    Embedding,
    Flatten,
    GlobalMaxPooling1D,
    Layer,
    MaxPooling1D,
    Model,
    Recurrent,
    RepeatVector,
    TimeDistributed,
)
from .shape import Shape
from .windows import span

_NOT_IDS = N_(
    "Layer {layer} expected vectors; it got token ids, {length} in all. Put an Embedding before "
    "it, or choose vectors as the input."
)
_NOT_OPEN_IDS = N_(
    "Layer {layer} expected vectors; it got token ids. Put an Embedding before it, or choose "
    "vectors as the input."
)
_NOT_VECTORS = N_(
    "Layer {layer} expected token ids, to look up their vectors; it got vectors of length {size}. "
    "An Embedding can only be the first layer, with token ids as the input: move it or remove it."
)
_NO_STEPS = N_(
    "Layer {layer} expected a vector for every step; it got a single vector of length {size}. "
    "Let the recurrent layer before it return every step, or move layer {layer} before that one."
)
_STEPS_GONE = N_(
    "Layer {layer} expected a vector for every step; it got a single vector of length {size}. "
    "Move it before layer {before}, which leaves a single vector, or put a RepeatVector before it."
)
_TOO_SHORT = N_(
    "Layer {layer} expected {kernel} steps or more, as many as its kernel is wide; it got "
    "{length}. Choose a smaller kernel or a longer input."
)
_TOO_SHORT_TO_POOL = N_(
    "Layer {layer} expected {size} steps or more, as many as its window is wide; it got {length}. "
    "Choose a smaller window or a longer input."
)
_TOO_WIDE_APART = N_(
    "Layer {layer} expected {kernel} steps or more, which its kernel of {kernel_size} spans with a "
    "dilation of {dilation}; it got {length}. Choose a smaller kernel or dilation, another padding "
    "or a longer input."
)
_OPEN_LENGTH = N_(
    "Layer {layer} expected a known number of steps, to put their vectors one after another; it "
    "got an open one. Choose a length for the input, or put a GlobalMaxPooling1D in its place."
)
_HAS_STEPS = N_(
    "Layer {layer} expected a single vector to repeat; it got one of length {size} for every step. "
    "Let the recurrent layer before it return only the last step, or put a GlobalMaxPooling1D "
    "before it."
)
_NO_EMBEDDING = N_(
    "Layer {layer} expected an Embedding as the first layer, to share its weights; there is none. "
    "Put one there, or switch off that layer {layer} shares its weights."
)
_TIED_SIZES = N_(
    "Layer {layer} shares the weights of the Embedding, {vocabulary:,} × {size:,}. It expected "
    "vectors of length {size:,} and {vocabulary:,} units; it got vectors of length {got:,} and "
    "{units:,} units. Make them equal, or switch off that layer {layer} shares its weights."
)
_STRIDE_AND_DILATION = N_(
    "Layer {layer} expected a stride or a dilation of 1, since Keras refuses both at once; it got "
    "a stride of {stride:,} and a dilation of {dilation:,}. Set one of them to 1."
)
_PROJECTION_TOO_LONG = N_(
    "Layer {layer} expected a projection shorter than its {units:,} units; it got {projection:,}. "
    "Choose a smaller one, or 0 for none."
)
_MERGED_STACK = N_(
    "Layer {layer} expected its directions to be concatenated, as PyTorch does between stacked "
    "layers; it got another merge. Choose concat, or 1 layer and add another one after it."
)


def contradiction(number: int, layer: Layer) -> Notice | None:
    """Return which settings of the ``number``-th layer exclude each other; ``None`` if none do."""
    match layer:
        case Conv1D(stride=stride, dilation=dilation) if min(stride, dilation) > 1:
            values = {"stride": stride, "dilation": dilation}
            return Notice(_STRIDE_AND_DILATION, {"layer": number, **values})
        case Recurrent(units=units, proj_size=projection) if projection >= units:
            values = {"units": units, "projection": projection}
            return Notice(_PROJECTION_TOO_LONG, {"layer": number, **values})
        case Recurrent(bidirectional=True, merge=merge, num_layers=layers):
            if layers > 1 and merge != "concat":
                return Notice(_MERGED_STACK, {"layer": number})
    return None


def mismatch(position: int, model: Model, shape: Shape) -> Notice | None:
    """Return why the layer at ``position`` cannot take ``shape``; ``None`` if it can."""
    number, layer = position + 1, model.layers[position]
    if isinstance(layer, Embedding):
        if shape.size is None:
            return None
        return Notice(_NOT_VECTORS, {"layer": number, "size": shape.size})
    if shape.size is None:
        if shape.length is None:
            return Notice(_NOT_OPEN_IDS, {"layer": number})
        return Notice(_NOT_IDS, {"layer": number, "length": shape.length})
    if isinstance(layer, _OVER_STEPS) and not shape.has_steps:
        return _without_steps(position, model, shape.size)
    return _misfit(number, layer, shape, shape.size) or _untied(number, layer, model, shape.size)


_OVER_STEPS = (Conv1D, MaxPooling1D, GlobalMaxPooling1D, Recurrent, TimeDistributed)


def _misfit(number: int, layer: Layer, shape: Shape, vector_size: int) -> Notice | None:
    """Return why a layer cannot take vectors, with or without steps, of this shape."""
    match layer:
        case Flatten() if shape.open_length:
            return Notice(_OPEN_LENGTH, {"layer": number})
        case RepeatVector() if shape.has_steps:
            return Notice(_HAS_STEPS, {"layer": number, "size": vector_size})
        case Conv1D() if shape.length is not None:
            return _too_short(number, layer, shape.length)
        case MaxPooling1D(size) if shape.length is not None and size > shape.length:
            values = {"size": size, "length": shape.length}
            return Notice(_TOO_SHORT_TO_POOL, {"layer": number, **values})
    return None


def _too_short(number: int, layer: Conv1D, length: int) -> Notice | None:
    kernel = span(layer)
    if layer.padding != "valid" or kernel <= length:
        return None
    values = {"layer": number, "kernel": kernel, "length": length}
    if layer.dilation == 1:
        return Notice(_TOO_SHORT, values)
    sizes = {"kernel_size": layer.kernel_size, "dilation": layer.dilation}
    return Notice(_TOO_WIDE_APART, values | sizes)


def _without_steps(position: int, model: Model, size: int) -> Notice:
    """Return what to do about a layer that needs steps and gets a single vector."""
    ends = (Recurrent, Flatten, GlobalMaxPooling1D)
    before = max(at for at in range(position) if isinstance(model.layers[at], ends))
    values = {"layer": position + 1, "size": size}
    if isinstance(model.layers[before], Recurrent):
        return Notice(_NO_STEPS, values)
    return Notice(_STEPS_GONE, {**values, "before": before + 1})


def _untied(number: int, layer: Layer, model: Model, size: int) -> Notice | None:
    """Return why a layer cannot share the embedding's weights; ``None`` if it can or need not."""
    if not (isinstance(layer, Dense) and layer.tied):
        return None
    first = model.layers[0]
    if not isinstance(first, Embedding):
        return Notice(_NO_EMBEDDING, {"layer": number})
    if (size, layer.units) == (first.size, first.vocabulary_size):
        return None
    values = {"vocabulary": first.vocabulary_size, "size": first.size, "units": layer.units}
    return Notice(_TIED_SIZES, {"layer": number, "got": size, **values})
