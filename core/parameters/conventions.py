"""How books and libraries count, name and lay out the parameters of the same layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..notation import N_

FROM_X, FROM_H, BIAS = N_("from x"), N_("from h"), N_("bias")
KINDS = {"weight_ih": FROM_X, "weight_hh": FROM_H, "bias_ih": BIAS, "bias_hh": BIAS}
"""PyTorch's name of a tensor -> the input it is multiplied with; a bias is only added."""


@dataclass(frozen=True)
class Convention:
    """One way to count and lay out parameters, described by its differences from PyTorch's.

    Attributes:
        tensors: PyTorch's name of a tensor -> this convention's; tensors not listed do not exist.
        double_bias: cells whose single bias tensor holds two vectors, for x and for h.
        transposed: whether a weight is ``(columns, blocks × hidden_size)``.
        blocks: cell -> its blocks in order, if that is not PyTorch's order.
    """

    tensors: Mapping[str, str]
    double_bias: frozenset[str] = frozenset()
    transposed: bool = False
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TEXTBOOK = {"weight_ih": "weight_ih", "weight_hh": "weight_hh", "bias_ih": "bias"}
_KERAS = {"weight_ih": "kernel", "weight_hh": "recurrent_kernel", "bias_ih": "bias"}
_KERAS_BLOCKS = {"gru": ("update_gate", "reset_gate", "candidate")}

CONVENTIONS: Mapping[str, Convention] = {
    "textbook": Convention(_TEXTBOOK),
    "pytorch": Convention({name: name for name in KINDS}),
    "keras": Convention(_KERAS, frozenset({"gru"}), transposed=True, blocks=_KERAS_BLOCKS),
    "keras-reset-before": Convention(_KERAS, transposed=True, blocks=_KERAS_BLOCKS),
}
"""Every convention, by the name that links use."""


def biases_per_block(cell: str, convention: str) -> int:
    """Return how many bias vectors each block of a cell has: 1 or 2.

    >>> [biases_per_block("gru", convention) for convention in CONVENTIONS]
    [1, 2, 2, 1]
    """
    rules = CONVENTIONS[convention]
    tensors = sum(KINDS[name] == BIAS for name in rules.tensors)
    return tensors * (2 if cell in rules.double_bias else 1)
