"""Indexes of the cells of a stack, and cells that no corpus can be read with."""

import numpy as np
import pytest

from core.cells import CELLS
from core.corpus.disk.arrays import from_arrays, to_arrays
from core.corpus.index.build import key_of, traced
from core.corpus.index.quantise import levels
from core.corpus.recompute.quantities import quantities_of, replay
from core.network.place import FIRST, CellPlace
from core.network.windows import Convolution
from tests.core.corpus.networks import corpus_of, network_of
from tests.core.network.shapes import shaped

TEXTS = "hello" * 60, "l", "olleh" * 33


@pytest.mark.parametrize("layer", range(3))
@pytest.mark.parametrize("cell", sorted(set(CELLS) - {"min-gru"}))
def test_the_index_of_a_layer_is_that_of_its_traces(cell: str, layer: int) -> None:
    network = network_of(cell, num_layers=3).at(CellPlace(layer=layer))
    index = traced(network, corpus_of(*TEXTS))
    traces = [network.trace(text) for text in TEXTS]
    hidden = np.concatenate([trace["hidden_state"] for trace in traces])
    off = levels(hidden).astype(int) - np.concatenate(index.blocks, 1).T
    assert np.abs(off).max() <= 1, "the level beside it, where rounding differs at an edge"
    assert (off == 0).mean() > 0.999
    for start, stop in ((0, 5), (140, 160), (297, 310), (420, 466)):
        np.testing.assert_allclose(
            replay(network, index, start, stop), hidden[start:stop], atol=1e-4
        )
        for name, values in quantities_of(network, index, start, stop, [0, 3]).items():
            expected = np.concatenate([trace[name] for trace in traces])[start:stop, [0, 3]]
            np.testing.assert_allclose(values, expected, atol=1e-4)


def test_layers_of_one_network_are_kept_apart_and_come_back_from_the_disk() -> None:
    network, corpus = network_of("lstm", num_layers=2), corpus_of(*TEXTS)
    assert key_of(network, corpus) != key_of(network.at(FIRST), corpus)
    index = traced(network, corpus)
    arrays = to_arrays(index)
    again = from_arrays(index.key, index.hidden_size, index.quantities, index.blocks, arrays)
    assert [*again.checkpoints] == [
        *("0.hidden_state", "0.cell_state"),
        *("hidden_state", "cell_state"),
    ]
    np.testing.assert_array_equal(
        replay(network, again, 130, 150), replay(network, index, 130, 150)
    )


@pytest.mark.parametrize(
    "network",
    [
        shaped(bidirectional=True).at(CellPlace(direction="backward")),
        shaped(layers=2, bidirectional=True),
        shaped(convolution=Convolution(4, 2)),
    ],
)
def test_what_is_not_read_token_by_token_from_the_beginning_is_refused(network) -> None:
    with pytest.raises(ValueError, match="read bit by bit"):
        traced(network, corpus_of("hello"))


def test_the_forward_direction_of_two_reads_a_corpus() -> None:
    network = shaped(bidirectional=True)
    index = traced(network, corpus_of("hello"))
    np.testing.assert_array_equal(
        index.column(2), levels(network.trace("hello")["hidden_state"])[:, 2]
    )
