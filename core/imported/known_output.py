"""Whether an opened network computes what its own program does: one output that somebody knows."""

import re
from typing import NamedTuple

import numpy as np
import torch

from ..network import Network
from ..notation import N_, Message
from .refusals import refused

MOST_NUMBERS = 100_000
_NUMBER = re.compile(
    r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf)(?:inity)?", re.IGNORECASE
)
_SHAPE = re.compile(r"(?:dtype|device|grad_fn|size|shape)\s*=\s*(?:[\w.]*\([^()]*\)|[^,\s)\]]+)")

_NO_NUMBERS = N_("There is no number in this output. Paste what your program prints.")
_MANY = N_("An output has at most {most} numbers here; this one has {got}. Paste one step's.")
_NO_SUCH = N_(
    "Numbers in this output: {got}. What the network has to compare it with has {lengths}; paste "
    "one of these."
)


class Known(NamedTuple):
    """What an output that somebody knows was compared with.

    Attributes:
        name: of the network's own numbers that have as many and are closest.
        difference: the largest one between the two.
        largest: the largest absolute value of what was compared with.
        numbers: how many were compared.
    """

    name: Message
    difference: float
    largest: float
    numbers: int


def numbers_in(text: str) -> np.ndarray:
    """Return the numbers of what a program prints, ``(n,)`` float64; words between them are left.

    >>> numbers_in("tensor([[ 0.25, -1.5e-3]], grad_fn=<AddmmBackward0>)").tolist()
    [0.25, -0.0015]

    Raises:
        Refusal: if there is none, or there are too many.
    """
    found = [*_NUMBER.finditer(_SHAPE.sub(" ", text))]
    plain = [each[0] for each in found if not _in_a_word(each)]
    if not plain:
        raise refused(_NO_NUMBERS)
    if len(plain) > MOST_NUMBERS:
        raise refused(_MANY, most=MOST_NUMBERS, got=len(plain))
    return np.array([float(each) for each in plain])


def compare_output(network: Network, text: str, output: str) -> Known:
    """Compare an output that somebody knows with the network's own numbers for the same text.

    Args:
        network: an opened network.
        text: what its own program read.
        output: what that program printed: the last hidden or cell state, the readout's scores, or
            what follows from them, after the last token or after every one.

    Raises:
        Refusal: if the output has no numbers, or as many as none of these.
    """
    given = numbers_in(output)
    own = _own(network, text)
    fitting = {name: values for name, values in own.items() if values.size == given.size}
    if not fitting:
        lengths = ", ".join(str(size) for size in sorted({each.size for each in own.values()}))
        raise refused(_NO_SUCH, got=given.size, lengths=lengths)
    differences = {name: _difference(given, each.ravel()) for name, each in fitting.items()}
    name = min(differences, key=differences.__getitem__)
    largest = float(np.abs(fitting[name]).max())
    return Known(name, differences[name], largest, given.size)


@torch.inference_mode()
def _own(network: Network, text: str) -> dict[Message, np.ndarray]:
    """Return all that the network's own program may have printed; nothing without a step."""
    encoded = network.encode(text)
    trace = network.trace_encoded(encoded)
    if not len(trace):
        return {}
    every = {N_("hidden states"): trace["hidden_state"]}
    if "cell_state" in trace.activations:
        every[N_("cell states")] = trace["cell_state"]
    if network.outputs and network.readout_reads_cell:
        every[N_("scores of the readout")] = network.scores(trace, encoded.codes)
        every[N_("outputs")] = network.opinions(trace, encoded.codes)
    last = {_AFTER_THE_LAST[name]: values[-1] for name, values in every.items()}
    return {**last, **every}


_AFTER_THE_LAST = {
    N_("hidden states"): N_("hidden state after the last token"),
    N_("cell states"): N_("cell state after the last token"),
    N_("scores of the readout"): N_("scores of the readout after the last token"),
    N_("outputs"): N_("output after the last token"),
}


def _difference(given: np.ndarray, own: np.ndarray) -> float:
    difference = np.abs(given - own.astype(np.float64))
    return float(difference.max()) if np.isfinite(difference).all() else float("inf")


def _in_a_word(found: re.Match[str]) -> bool:
    """Return whether a number is part of a name, such as ``float32`` or ``Backward0``."""
    before = found.string[: found.start()][-1:]
    return before.isalpha() or before == "_"
