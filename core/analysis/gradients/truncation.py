"""Truncated backpropagation through time: the part of the gradient that it loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...network import Network
from ...text.padding import Code
from ...trace import Trace
from .backward import backward
from .clipping import total_norm
from .objectives import Objective
from .parameter_gradients import cell_gradients, cell_like, vectors
from .scaling import log2_norms


@dataclass(frozen=True, eq=False)
class Truncation:
    """The gradient of an objective through all steps, and through those of a chunk only.

    Attributes:
        whole: log₂ of ‖∂L/∂x_t‖, the norm of the gradient at each token's vector, ``(T,)`` float64;
            −inf where it is 0.
        kept: the same with no gradient across a cut; −inf where all of it is lost.
        cuts: the first position of each chunk but the first one's.
        cosine: of the angle between the gradients of the recurrent layer's parameters, whole and
            truncated, −1..1: 1 is the same direction. NaN where one of them is zero.
        share_kept: length of the truncated gradient ÷ length of the whole one; above 1 where the
            lost part pointed the other way, NaN where the whole is zero.
    """

    whole: np.ndarray
    kept: np.ndarray
    cuts: tuple[int, ...]
    cosine: float
    share_kept: float


def truncated(
    network: Network, codes: Sequence[Code], trace: Trace, objective: Objective, length: int
) -> Truncation:
    """Compare the whole gradient with that of training that cuts it every ``length`` tokens.

    Williams and Peng (1990), in the form of today's training loops: a text is read in chunks from
    its start, states are passed on from one to the next, and gradients end at a chunk's first
    token. Chunks are counted from the start, so the last one may be shorter; an error at the last
    token of a chunk goes back ``length`` − 1 steps, one at its first token goes back none. The
    readout's gradient loses nothing and is left out.

    Args:
        network: the network, looked at from one of its cells.
        codes: the T codes that ``trace`` is of.
        trace: of that cell, from a zero state.
        objective: of that trace.
        length: tokens of a chunk, 1 or more.

    Raises:
        ValueError: if the length is below 1.
    """
    if length < 1:
        raise ValueError(f"truncated expected chunks of at least 1 token, got {length}.")
    cuts = tuple(range(length, len(trace), length))
    cell, inputs = cell_like(network, trace), vectors(network, codes)
    norms, gradients = [], []
    for each in ((), cuts):
        back = backward(cell, trace, objective.seeds, cuts=each)
        at_tokens = back.preactivations @ cell.weight_ih.detach().numpy()
        norms.append(log2_norms(at_tokens, back.exponents))
        gradients.append(cell_gradients(cell, inputs, trace, back))
    whole, kept = norms
    cosine, share = _compared(*gradients)
    return Truncation(whole, kept, cuts, cosine, share)


def _compared(
    whole: Mapping[str, np.ndarray], kept: Mapping[str, np.ndarray]
) -> tuple[float, float]:
    """Return the cosine of the angle between two gradients, and the ratio of their lengths."""
    lengths = total_norm(whole), total_norm(kept)
    if not lengths[0]:
        return np.nan, np.nan
    if not lengths[1]:
        return np.nan, 0.0
    products = (np.vdot(whole[name] / lengths[0], kept[name] / lengths[1]) for name in whole)
    return float(np.clip(sum(products), -1, 1)), lengths[1] / lengths[0]
