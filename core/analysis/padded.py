"""Effect of padding and truncation on the hidden state: one text masked, unmasked and whole."""

from dataclasses import dataclass

import numpy as np

from ..network import Network
from ..text.padding import Code, Fitted, Side, fit
from ..trace import unroll


@dataclass(frozen=True)
class PaddedReading:
    """A text fitted to a length, read by a network in three ways.

    Attributes:
        fitted: the token or the padding at each step.
        unmasked: the hidden state after each step when padding is read like a token, its vector
            being zero: ``(length, hidden_size)``.
        masked: the same when padding is skipped and the state stays as it was.
        opinions: the network's outputs after the last step: ``whole`` of the text as it is, neither
            padded nor cut, ``masked`` and ``unmasked``; each ``(n_outputs,)``.
    """

    fitted: Fitted
    unmasked: np.ndarray
    masked: np.ndarray
    opinions: dict[str, np.ndarray]


def read_padded(network: Network, text: str, length: int, pad: Side, cut: Side) -> PaddedReading:
    """Fit a text to a length and read it with and without a mask.

    Args:
        network: a network, looked at from its last layer.
        text: the text, cleaned.
        length: number of steps, at least 1.
        pad: ``before`` or ``after``.
        cut: ``before`` or ``after``.

    Raises:
        ValueError: as ``core.text.padding.fit`` does; or if the opinion does not follow from the
            cell's last hidden state alone, or a step is not a token.
    """
    if not is_decided_by_last_state(network):
        raise ValueError(
            "read_padded expected a network of one direction without a convolution, looked at from "
            "its last layer: only there the last hidden state decides the opinion."
        )
    whole = network.encode(text).codes
    fitted = fit(whole, length, pad, cut, network.padding_code)
    unmasked = hidden_states(network, fitted.codes)
    states = hidden_states(network, whole[fitted.kept.start : fitted.kept.stop])
    masked = masked_states(states, fitted)
    last = {
        "whole": with_zero_state(hidden_states(network, whole))[-1],
        "masked": masked[-1],
        "unmasked": unmasked[-1],
    }
    # Each alone: in one product, equal rows may differ in their last digit, as the processor is.
    opinions = {name: network.opinions_of(state[None])[0] for name, state in last.items()}
    return PaddedReading(fitted, unmasked, masked, opinions)


def is_decided_by_last_state(network: Network) -> bool:
    """Return whether the opinion on a text follows from the cell's last hidden state alone."""
    return network.directions == 1 and network.windows is None and network.readout_reads_cell


def hidden_states(network: Network, codes: tuple[Code, ...]) -> np.ndarray:
    """Return the hidden state after each of T codes, ``(T, hidden_size)``."""
    return unroll(network.cell, network.inputs(codes), [""] * len(codes))["hidden_state"]


def masked_states(hidden: np.ndarray, fitted: Fitted) -> np.ndarray:
    """Return the hidden state after each step if padding leaves it as it was.

    Args:
        hidden: after each of the tokens that are left, ``(len(fitted.kept), hidden_size)``.
        fitted: the steps at which they are read.

    Returns:
        ``(length, hidden_size)``; zeros before the first token.
    """
    read = np.cumsum(fitted.mask)  # tokens read after each step
    return with_zero_state(hidden)[read]


def with_zero_state(hidden: np.ndarray) -> np.ndarray:
    """Return T states after the zero state that precedes them, ``(T + 1, hidden_size)``."""
    return np.vstack([np.zeros((1, hidden.shape[1]), hidden.dtype), hidden])
