"""Objectives to differentiate: a loss or a margin, computed from the hidden states of a text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...network import Network
from ...network.encoded import first_numbers
from ...text import Vocabulary
from ...text.padding import Code
from ...trace import Trace
from ..readout import margin, over_others, readout


@dataclass(frozen=True, eq=False)
class Objective:
    """A number, and its gradients where backpropagation starts; all in float64.

    Attributes:
        value: the number; NaN for a loss of a text in which nothing is judged.
        seeds: its gradient with respect to the hidden state h_t, as far as it depends on h_t
            directly and not through later ones, ``(T, hidden_size)``.
        scores: its gradient with respect to the readout's scores after each token,
            ``(T, n_outputs)``; ``seeds`` is this times the readout's weights.
    """

    value: float
    seeds: np.ndarray
    scores: np.ndarray


def loss(
    network: Network, codes: Sequence[Code], trace: Trace, right: int | None = None
) -> Objective:
    """Return the loss of a network on one text.

    Of a network that tells classes apart, −log p(right) in nats after the last token, although its
    training judged the earlier opinions, too. Of one that continues a text, the mean of
    −log p(next token) over the tokens whose next one is among its outputs. Of one that continues a
    series, the mean of (next value − prediction)². Nothing is judged in a text without tokens or,
    for the two that continue, in a text of a single token: then the value is NaN, and the seeds
    are zero.

    Args:
        network: the network, looked at from one of its cells.
        codes: the T codes that ``trace`` is of.
        trace: of that cell.
        right: which output is the right class, from 0; the other kinds of network are judged by
            ``codes``.

    Raises:
        ValueError: if there are not as many codes as tokens, or no right class where one is needed.
    """
    if not network.decides_loss:
        raise ValueError(
            "loss expected the last layer of a network of one direction, without a convolution, "
            "that predicts what follows or a text's class: elsewhere, the codes and one cell do "
            "not decide it."
        )
    if len(codes) != len(trace):
        raise ValueError(f"loss expected a code for each of {len(trace)} tokens, got {len(codes)}.")
    scores = _scores(network, trace)
    if network.card.target == "next-value":
        return _squares(network, scores, first_numbers(np.array(codes[1:], dtype=np.float64)))
    if network.card.target == "class":
        rows, targets = _last(network, trace, right)
    else:
        rows, targets = _followed_by(network, codes)
    return _cross_entropy(network, scores, rows, targets)


def margin_at(network: Network, trace: Trace, output: int, position: int) -> Objective:
    """Return the margin of an output after one token (``core.analysis.readout``).

    Args:
        network: the network, looked at from one of its cells.
        trace: of that cell.
        output: which output, from 0.
        position: after which token, from 0.

    Raises:
        ValueError: if there is no such output or token.
    """
    if not 0 <= position < len(trace):
        raise ValueError(
            f"margin_at expected one of {len(trace)} positions, numbered from 0; got {position}. "
            "Give the position of a token of the text."
        )
    direction, bias = margin(network, output)
    gradient = np.zeros((len(trace), len(network.outputs)))
    gradient[position] = over_others(len(network.outputs), output)
    value = float(direction @ trace["hidden_state"][position]) + bias
    return _objective(network, value, gradient)


def _scores(network: Network, trace: Trace) -> np.ndarray:
    """Return the readout's scores after each token, ``(T, n_outputs)``."""
    weight, bias = readout(network)
    return trace["hidden_state"].astype(np.float64) @ weight.T + bias


def _objective(network: Network, value: float, gradient: np.ndarray) -> Objective:
    return Objective(value, gradient @ readout(network)[0], gradient)


def _squares(network: Network, scores: np.ndarray, following: np.ndarray) -> Objective:
    """Return the mean squared error of the values predicted after all tokens but the last."""
    gradient, judged = np.zeros_like(scores), len(following)
    if not judged:
        return _objective(network, np.nan, gradient)
    errors = scores[:-1, 0] - following
    gradient[:-1, 0] = 2 * errors / judged
    return _objective(network, float(np.mean(errors**2)), gradient)


def _last(network: Network, trace: Trace, right: int | None) -> tuple[list[int], list[int]]:
    """Return the only row that is judged, the last, and its right class; nothing without tokens."""
    if right is None or not 0 <= right < len(network.outputs):
        raise ValueError(
            f"loss expected the right class, one of {len(network.outputs)} numbered from 0; got "
            f"{right}. network.outputs has their names in order."
        )
    return ([len(trace) - 1], [right]) if len(trace) else ([], [])


def _followed_by(network: Network, codes: Sequence[Code]) -> tuple[list[int], list[int]]:
    """Return the rows whose next token is among the outputs, and the index of that output."""
    indices = {output: index for index, output in enumerate(network.outputs)}
    keys: dict[Code, str] = dict(enumerate(network.vocabulary.keys, Vocabulary.UNKNOWN + 1))
    targets = [indices.get(keys.get(code, "")) for code in codes[1:]]
    judged = [(row, index) for row, index in enumerate(targets) if index is not None]
    return [row for row, _ in judged], [index for _, index in judged]


def _cross_entropy(
    network: Network, scores: np.ndarray, rows: list[int], targets: list[int]
) -> Objective:
    """Return the mean of −log p(target) over some rows of the scores."""
    gradient = np.zeros_like(scores)
    if not rows:
        return _objective(network, np.nan, gradient)
    judged = scores[rows] - scores[rows].max(axis=1, keepdims=True)
    exponentials = np.exp(judged)
    sums = exponentials.sum(axis=1, keepdims=True)
    nats = np.log(sums[:, 0]) - judged[range(len(rows)), targets]
    gradient[rows] = exponentials / sums / len(rows)
    gradient[rows, targets] -= 1 / len(rows)
    return _objective(network, float(nats.mean()), gradient)
