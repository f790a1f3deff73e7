"""How books and libraries count, name and lay out the parameters of the same layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..notation import N_

FROM_X, FROM_H, BIAS = N_("from x"), N_("from h"), N_("bias")
PROJECTION = N_("projection")
KINDS = {
    "weight_ih": FROM_X,
    "weight_hh": FROM_H,
    "bias_ih": BIAS,
    "bias_hh": BIAS,
    "weight_hr": PROJECTION,
}
"""PyTorch's name of a tensor -> the input it is multiplied with; a bias is only added.

A projection, which few have, shortens the hidden state after each step.
"""


@dataclass(frozen=True)
class Convention:
    """One way to count and lay out parameters, described by its differences from PyTorch's.

    Attributes:
        tensors: PyTorch's name of a tensor -> this convention's; tensors not listed do not exist.
        double_bias: cells whose single bias tensor holds two vectors, for x and for h.
        transposed: whether a weight is ``(columns, blocks × hidden_size)``.
        blocks: cell -> its blocks in order, if that is not PyTorch's order.
        second_bias: cell -> the only block that has a second bias, for h, and that tensor's name.
    """

    tensors: Mapping[str, str]
    double_bias: frozenset[str] = frozenset()
    transposed: bool = False
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    second_bias: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_ONE_BIAS = {"weight_ih": "weight_ih", "weight_hh": "weight_hh", "bias_ih": "bias"}
_KERAS = {"weight_ih": "kernel", "weight_hh": "recurrent_kernel", "bias_ih": "bias"}
_KERAS_BLOCKS = {"gru": ("update_gate", "reset_gate", "candidate")}

CONVENTIONS: Mapping[str, Convention] = {
    "textbook": Convention({**_ONE_BIAS, "weight_hr": "weight_hr"}),
    "pytorch": Convention({name: name for name in KINDS}),
    "equinox": Convention(_ONE_BIAS, second_bias={"gru": ("candidate", "bias_n")}),
    "keras": Convention(_KERAS, frozenset({"gru"}), transposed=True, blocks=_KERAS_BLOCKS),
    "keras-reset-before": Convention(_KERAS, transposed=True, blocks=_KERAS_BLOCKS),
}
"""Every convention, by the name that links use.

Equinox's is read off its ``equinox/nn/_rnn.py``: ``GRUCell`` has ``bias``, of 3 × hidden size, and
``bias_n``, of the hidden size. Flax linen counts the same, with other names (``flax/linen/
recurrent.py``: each input has a bias, and of what comes from h the candidate's ``hn`` alone), and
so does its ``SimpleCell`` with one bias; Equinox has no cell without gates. Flax NNX and Haiku
count as the textbook.
"""


def biases_per_block(cell: str, convention: str) -> int:
    """Return how many bias vectors each block of a cell has: 1 or 2; see ``second_biases``.

    >>> [biases_per_block("gru", convention) for convention in CONVENTIONS]
    [1, 2, 1, 2, 1]
    """
    rules = CONVENTIONS[convention]
    tensors = sum(KINDS[name] == BIAS for name in rules.tensors)
    return tensors * (2 if cell in rules.double_bias else 1)


def has_projection(cell: str, convention: str) -> bool:
    """Return whether the library has this cell with a projection: PyTorch's LSTM, and the paper's.

    The textbook count of it is that of Sak, Senior and Beaufays (2014).

    >>> [has_projection("lstm", convention) for convention in CONVENTIONS]
    [True, True, False, False, False]
    """
    return cell == "lstm" and "weight_hr" in CONVENTIONS[convention].tensors


def second_biases(cell: str, convention: str) -> int:
    """Return how many blocks of a cell have one bias vector more than the others: 0 or 1.

    >>> [second_biases("gru", convention) for convention in CONVENTIONS]
    [0, 0, 1, 0, 0]
    """
    return int(cell in CONVENTIONS[convention].second_bias)
