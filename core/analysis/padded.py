"""Effect of padding and truncation on the hidden state: one text masked, unmasked and whole."""

from dataclasses import dataclass

import numpy as np

from ..network import Network
from ..text.padding import Fitted, Side, fit
from ..trace import unroll


@dataclass(frozen=True)
class PaddedReading:
    """A text fitted to a length, read by a network in three ways.

    Attributes:
        fitted: what stands at each step.
        unmasked: the hidden state after each step when padding is read like a token, its vector
            being zero: ``(length, hidden_size)``.
        masked: the same when padding is passed over and the state stays as it was.
        opinions: what the network says after the last step: ``whole`` of the text as it is, neither
            filled up nor cut, ``masked`` and ``unmasked``; each ``(n_outputs,)``.
    """

    fitted: Fitted
    unmasked: np.ndarray
    masked: np.ndarray
    opinions: dict[str, np.ndarray]


def read_padded(network: Network, text: str, length: int, pad: Side, cut: Side) -> PaddedReading:
    """Fit a text to a length and read it with and without a mask.

    Args:
        network: a network of one layer.
        text: the text, cleaned.
        length: number of steps, at least 1.
        pad: ``before`` or ``after``.
        cut: ``before`` or ``after``.

    Raises:
        ValueError: as ``core.text.padding.fit`` does.
    """
    whole = network.encode(text).codes
    fitted = fit(whole, length, pad, cut)
    unmasked = hidden_states(network, fitted.codes)
    masked = carried(hidden_states(network, whole[fitted.kept.start : fitted.kept.stop]), fitted)
    last = {
        "whole": with_zero_state(hidden_states(network, whole))[-1],
        "masked": masked[-1],
        "unmasked": unmasked[-1],
    }
    said = network.opinions_of(np.stack([*last.values()]))
    return PaddedReading(fitted, unmasked, masked, dict(zip(last, said, strict=True)))


def hidden_states(network: Network, codes: tuple[float, ...]) -> np.ndarray:
    """Return the hidden state after each of T codes, ``(T, hidden_size)``."""
    cell = network.cell  # all that ships has one layer
    return unroll(cell, network.vectors(codes), [""] * len(codes))["hidden_state"]


def carried(hidden: np.ndarray, fitted: Fitted) -> np.ndarray:
    """Return the hidden state at each step where padding leaves it as it was.

    Args:
        hidden: after each of the tokens that are left, ``(len(fitted.kept), hidden_size)``.
        fitted: where they stand.

    Returns:
        ``(length, hidden_size)``; zeros before the first token.
    """
    read = np.cumsum(fitted.mask)  # tokens read after each step
    return with_zero_state(hidden)[read]


def with_zero_state(hidden: np.ndarray) -> np.ndarray:
    """Return the states preceded by that before the first token, ``(T + 1, hidden_size)``."""
    return np.vstack([np.zeros((1, hidden.shape[1]), hidden.dtype), hidden])
