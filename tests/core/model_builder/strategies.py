"""Models for the tests: records of every size, and models of small sizes whose layers fit."""

from hypothesis import strategies as st

from core.model_builder import (
    ACTIVATIONS,
    MAXIMUM_LAYERS,
    MAXIMUM_SIZES,
    MERGES,
    PADDINGS,
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
)

CELLS = st.sampled_from(("rnn", "lstm", "gru"))
RATES = st.integers(0, 990_000).map(lambda millionths: millionths / 1_000_000)
RATES |= st.sampled_from((0.125, 0.2, 0.5, 0.99))
SMALL = st.integers(1, 5)
ACTIVATION, PADDING, MERGE = map(st.sampled_from, (ACTIVATIONS, PADDINGS, MERGES))


def sizes(name: str) -> st.SearchStrategy[int]:
    """Every size that the field ``name`` may have, both ends often."""
    most = MAXIMUM_SIZES[name]
    return st.integers(1, most) | st.sampled_from((1, most))


@st.composite
def recurrent(draw: st.DrawFn, units: st.SearchStrategy[int], layers: int) -> Recurrent:
    """A recurrent layer of any cell, with all that this cell has."""
    cell, own_units = draw(CELLS), draw(units)
    both, every = draw(st.booleans()), draw(st.booleans())
    num_layers, merge = draw(st.integers(1, layers)), draw(MERGE)
    projection = draw(st.integers(0, own_units - 1)) if cell == "lstm" else 0
    activation = draw(st.sampled_from(("tanh", "relu"))) if cell == "rnn" else "tanh"
    return Recurrent(cell, own_units, num_layers, both, every, merge, projection, activation)


def step_layers(units: st.SearchStrategy[int]) -> st.SearchStrategy[TimeDistributed]:
    """A layer that is applied to every step."""
    dense, dropout = st.builds(Dense, units, ACTIVATION), st.builds(Dropout, RATES)
    inner = dense | dropout | st.just(LayerNorm()) | st.just(BatchNorm())
    return inner.map(TimeDistributed)


def layers() -> st.SearchStrategy[Layer]:
    """One layer of any kind and size."""
    convolution = (sizes("filters"), sizes("kernel_size"), sizes("stride"), PADDING)
    without_sizes = (Flatten(), GlobalMaxPooling1D(), LayerNorm(), BatchNorm())
    return st.one_of(
        st.builds(Embedding, sizes("vocabulary_size"), sizes("size")),
        st.builds(Conv1D, *convolution, sizes("dilation"), ACTIVATION),
        st.builds(MaxPooling1D, sizes("size"), st.none() | sizes("stride")),
        st.builds(RepeatVector, sizes("n")),
        recurrent(sizes("units"), MAXIMUM_SIZES["num_layers"]),
        st.builds(Dropout, RATES),
        st.builds(Dense, sizes("units"), ACTIVATION, st.booleans()),
        st.sampled_from(without_sizes),
        step_layers(sizes("units")),
    )


def models() -> st.SearchStrategy[Model]:
    """Models of any layers, whether they fit or not."""
    length = st.none() | sizes("length")
    entry = st.builds(Input, length, st.none() | sizes("size"))
    entry |= st.builds(Input, length, sizes("size"), st.just(True))
    return st.builds(Model, entry, st.lists(layers(), max_size=MAXIMUM_LAYERS).map(tuple))


def convolutions(steps: int) -> st.SearchStrategy[Conv1D]:
    """A convolution that fits ``steps`` steps."""
    kernels, strides = st.integers(1, steps), st.integers(1, 3)
    padded = st.builds(Conv1D, SMALL, SMALL, strides, st.sampled_from(("same", "causal")))
    dilated = st.builds(Conv1D, SMALL, SMALL, st.just(1), st.just("causal"), strides, ACTIVATION)
    return st.builds(Conv1D, SMALL, kernels, strides) | padded | dilated


def steps_after(layer: Conv1D | MaxPooling1D, steps: int) -> int:
    """Return the number of steps that are left, counted one window after the other."""
    if isinstance(layer, MaxPooling1D):
        return len(range(0, steps - layer.size + 1, layer.stride or layer.size))
    window = 1 if layer.padding != "valid" else layer.dilation * (layer.kernel_size - 1) + 1
    return len(range(0, steps - window + 1, layer.stride))


OVER_STEPS = ("conv", "recurrent", "pool", "largest", "distributed")
KINDS = (*OVER_STEPS, "flatten", "repeat", "dropout", "dense", "layernorm", "batchnorm")


@st.composite
def fitting(draw: st.DrawFn, projections: bool = True) -> Model:
    """Small models whose layers fit, as worked out here and not by the code under test."""
    length, vectors = draw(st.integers(1, 8)), draw(st.booleans())
    entry = Input(length, draw(SMALL) if vectors else None)
    chosen: list[Layer] = [] if vectors else [draw(st.builds(Embedding, st.integers(1, 9), SMALL))]
    steps = length
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=5)):
        if (kind in OVER_STEPS and not steps) or (kind == "repeat" and steps):
            continue
        chosen.append(draw(_layer(kind, steps, projections)))
        steps = _left(chosen[-1], steps)
    return Model(entry, tuple(chosen))


def _left(layer: Layer, steps: int) -> int:
    """Return the number of steps after a layer; 0 for a single vector."""
    match layer:
        case Conv1D() | MaxPooling1D():
            return steps_after(layer, steps)
        case Flatten() | GlobalMaxPooling1D() | Recurrent(return_sequences=False):
            return 0
        case RepeatVector(n):
            return n
    return steps


def _layer(kind: str, steps: int, projections: bool) -> st.SearchStrategy[Layer]:
    """Return a small layer of this kind that fits."""
    own = {
        "conv": lambda: convolutions(steps),
        "pool": lambda: st.builds(MaxPooling1D, st.integers(1, steps), st.none() | SMALL),
        "recurrent": lambda: recurrent(SMALL, 3).filter(
            lambda layer: (
                (projections or not layer.proj_size)
                and not (layer.bidirectional and layer.num_layers > 1 and layer.merge != "concat")
            )
        ),
        "largest": lambda: st.just(GlobalMaxPooling1D()),
        "distributed": lambda: step_layers(SMALL),
        "flatten": lambda: st.just(Flatten()),
        "repeat": lambda: st.builds(RepeatVector, SMALL),
        "dropout": lambda: st.builds(Dropout, RATES),
        "dense": lambda: st.builds(Dense, SMALL, ACTIVATION),
        "layernorm": lambda: st.just(LayerNorm()),
        "batchnorm": lambda: st.just(BatchNorm()),
    }
    return own[kind]()
