"""Models for the tests: records of every size, and models of small sizes whose layers fit."""

from hypothesis import strategies as st

from core.model_builder import (
    MAXIMUM_LAYERS,
    MAXIMUM_SIZES,
    Conv1D,
    Dense,
    Dropout,
    Embedding,
    Input,
    Layer,
    Model,
    Recurrent,
)

CELLS = st.sampled_from(("rnn", "lstm", "gru"))
RATES = st.integers(0, 99).map(lambda percent: percent / 100)
SMALL = st.integers(1, 5)


def sizes(name: str) -> st.SearchStrategy[int]:
    """Every size that the field ``name`` may have, both ends often."""
    most = MAXIMUM_SIZES[name]
    return st.integers(1, most) | st.sampled_from((1, most))


def layers() -> st.SearchStrategy[Layer]:
    """One layer of any kind and size."""
    recurrent = (CELLS, sizes("units"), sizes("num_layers"), st.booleans(), st.booleans())
    return st.one_of(
        st.builds(Embedding, sizes("vocabulary_size"), sizes("size")),
        st.builds(Conv1D, sizes("filters"), sizes("kernel_size")),
        st.builds(Recurrent, *recurrent),
        st.builds(Dropout, RATES),
        st.builds(Dense, sizes("units")),
    )


def models() -> st.SearchStrategy[Model]:
    """Models of any layers, whether they fit or not."""
    entry = st.builds(Input, sizes("length"), st.none() | sizes("size"))
    return st.builds(Model, entry, st.lists(layers(), max_size=MAXIMUM_LAYERS).map(tuple))


@st.composite
def fitting(draw: st.DrawFn) -> Model:
    """Small models whose layers fit, as worked out here and not by the code under test."""
    length, vectors = draw(st.integers(1, 8)), draw(st.booleans())
    entry = Input(length, draw(SMALL) if vectors else None)
    chosen: list[Layer] = [] if vectors else [draw(st.builds(Embedding, st.integers(1, 9), SMALL))]
    steps = length
    for kind in draw(
        st.lists(st.sampled_from(("conv", "recurrent", "dropout", "dense")), max_size=5)
    ):
        if kind == "conv" and steps:
            layer = Conv1D(draw(SMALL), draw(st.integers(1, steps)))
            steps -= layer.kernel_size - 1
        elif kind == "recurrent" and steps:
            more = (draw(st.integers(1, 3)), draw(st.booleans()), draw(st.booleans()))
            layer = Recurrent(draw(CELLS), draw(SMALL), *more)
            steps = steps if layer.return_sequences else 0
        else:
            layer = Dropout(draw(RATES)) if kind == "dropout" else Dense(draw(SMALL))
        chosen.append(layer)
    return Model(entry, tuple(chosen))
