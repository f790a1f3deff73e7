"""Remaining influence of the first token at each step: by its gradient, and by replacing it."""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from ...cells import RecurrentCell
from ...jobs.steps import Steps, run
from ...network import Network
from ...network.network import exact_cell
from ...text import clean
from ...trace import unroll
from ..reading import ShownToken, shortened
from ..replacement import replacement
from .first_token_jacobian import gradient_norms_in_steps


@dataclass(frozen=True, eq=False)
class FirstTokenLeft:
    """The influence that the first token still has on the hidden state after each of T tokens.

    The gradient covers small changes to the token's vector, the differences a large one.

    Attributes:
        gradient: the Frobenius norm of the Jacobian ∂h_t/∂x_1, x_1 being the first token's vector,
            ``(T,)`` float64: the quantity that vanishes or explodes in Pascanu, Mikolov and Bengio
            (2013), section 2.1. It has a unit: a change of h for each unit of x, so networks with
            other token vectors are compared by its share of the first step's. 0 if below 1e-323.
        difference: the Euclidean distance between the hidden states with and without the first
            token replaced, ``(T,)``, at most 2 √hidden_size. Both are computed in float64: in
            float32, rounding would leave a distance of about 1e-6 at all later steps.
        opinion: the largest difference of an output, ``(T,)`` float32: of a probability, in 0..1,
            or of the next value of a series.
        instead: the token that replaced the first; ``None`` for the unknown token, which in a
            series is 0.
        unused: how many further tokens the text given as its replacement had.
    """

    gradient: np.ndarray
    difference: np.ndarray
    opinion: np.ndarray
    instead: ShownToken | None
    unused: int = 0


def first_gradient(network: Network, text: str) -> np.ndarray:
    """Return the ``gradient`` of a ``FirstTokenLeft``, which does not depend on the replacement."""
    return run(first_gradient_in_steps(network, text))


def first_gradient_in_steps(network: Network, text: str) -> Steps[float, np.ndarray]:
    """Do as ``first_gradient`` does; the generator yields the share that is done."""
    exact = exact_cell(network)
    encoded, _notices = shortened(network, clean(text).text)
    return (yield from gradient_norms_in_steps(exact, network.inputs(encoded.codes)))


def first_token_left(
    network: Network, text: str, instead: str = "", gradient: np.ndarray | None = None
) -> FirstTokenLeft:
    """Measure what is left of a text's first token at each of its tokens.

    Args:
        network: the network, looked at from one of its cells.
        text: a text that a person typed; it is cut as ``core.analysis.reading.read`` cuts it.
        instead: a text whose first token replaces that of ``text``; if it has no token, the
            unknown token does.
        gradient: the result of ``first_gradient`` for this text; computed here if ``None``.
    """
    encoded, _notices = shortened(network, clean(text).text)
    replaced = replacement(network, instead)
    codes = encoded.codes
    exact = exact_cell(network)
    changed = codes and (replaced.code, *codes[1:])
    hidden, other = (_hidden(exact, network.inputs(each)) for each in (codes, changed))
    opinions = network.opinions_of(hidden.astype(np.float32), codes)
    others = network.opinions_of(other.astype(np.float32), changed)
    return FirstTokenLeft(
        gradient=first_gradient(network, text) if gradient is None else gradient,
        difference=np.linalg.norm(hidden - other, axis=1),
        opinion=np.abs(opinions - others).max(axis=1, initial=0.0),  # without a readout, of nothing
        instead=replaced.token,
        unused=replaced.unused,
    )


def _hidden(cell: RecurrentCell, inputs: Tensor) -> np.ndarray:
    return unroll(cell, inputs, [""] * len(inputs))["hidden_state"]
