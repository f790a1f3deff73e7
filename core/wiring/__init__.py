"""A recurrent model as a graph of arrows: on each, its shape, its values and its names.

>>> from core.wiring import Wiring, random_inputs, wire
>>> wiring = Wiring("lstm", input_size=3, hidden_size=4, bidirectional=True, kind="many-to-one")
>>> wired = wire(wiring, random_inputs(wiring, length=5, batch_size=2))
>>> wired.is_trained, wired.output.shape, wired.h_n.shape, wired.c_n.shape
(False, (2, 8), (2, 2, 4), (2, 2, 4))
>>> for arrow in wired.arrows:
...     if arrow.folded and arrow.target == "output":
...         print(arrow.source, arrow.shape, arrow.keras, arrow.pytorch, sep=" | ")
merge:0:last | (2, 8) | return_sequences=False | torch.cat([h_n[-2], h_n[-1]], dim=-1)

The unrolled drawing has a cell for every step; the backward direction ends at the first one.

>>> [arrow.source for arrow in wired.arrows if not arrow.folded and arrow.target == "merge:0:last"]
['cell:0:forward:4', 'cell:0:backward:0']
"""

from .arrows import Arrow, Node
from .convolution import Conv
from .inputs import batch_of, random_inputs, token_vectors
from .kinds import KINDS, MERGES
from .names import Name, switch_name
from .source import SourceLine, source, text_of
from .wired import Wired, wire
from .wiring import Wiring

__all__ = [
    "KINDS",
    "MERGES",
    "Arrow",
    "Conv",
    "Name",
    "Node",
    "SourceLine",
    "Wired",
    "Wiring",
    "batch_of",
    "random_inputs",
    "source",
    "switch_name",
    "text_of",
    "token_vectors",
    "wire",
]
