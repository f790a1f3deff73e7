"""How large a model may be: its parameters fit in memory, and everything else follows from that."""

from collections.abc import Mapping

from ..parameters.cost import FLOAT32

MAXIMUM_BYTES = 2 * 2**30
"""The memory that a model's parameters may take in float32."""
MAXIMUM_PARAMETERS = MAXIMUM_BYTES // FLOAT32
MAXIMUM_LAYERS = 32
"""Of a model; a recurrent layer can hold several."""
MAXIMUM_SIZES: Mapping[str, int] = {
    "length": MAXIMUM_PARAMETERS,
    "size": MAXIMUM_PARAMETERS,
    "vocabulary_size": MAXIMUM_PARAMETERS,
    "filters": MAXIMUM_PARAMETERS,
    "kernel_size": MAXIMUM_PARAMETERS,
    "stride": MAXIMUM_PARAMETERS,
    "dilation": MAXIMUM_PARAMETERS,
    "n": MAXIMUM_PARAMETERS,
    "units": MAXIMUM_PARAMETERS,
    "proj_size": MAXIMUM_PARAMETERS,
    "num_layers": 8,
}
"""The largest value of each size, by the name of its field; the smallest is 1.

One vector of ``MAXIMUM_PARAMETERS`` numbers fills the memory: a longer one cannot have a bias.
"""
MAXIMUM_RATE, RATE_DECIMALS = 0.99, 6
"""The largest rate of a dropout, and the decimals that a rate may have."""
