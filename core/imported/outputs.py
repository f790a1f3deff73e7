"""What an opened network tells: its readout's weights, and the names of its outputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..notation import N_
from .found import FoundNetwork
from .inputs import Inputs
from .readouts import NONE, Linear
from .refusals import refused

NOT_AND_YES = ("no", "yes")
"""Names of the outputs of a network that tells a single probability."""

_NAMES = N_(
    "Outputs of the readout: {expected}; names given: {got}. Give each output a name of its own."
)
_NEXT = N_(
    "The next token can be predicted by a readout with an output for each of the {expected} "
    "tokens; it has {got}. Choose what else it tells."
)
_VALUES = N_(
    "A network that predicts numbers is shown with one number, and this readout gives {got}. Open "
    "it without a readout, or choose what else it tells."
)


@dataclass(frozen=True)
class Outputs:
    """What a network tells.

    Attributes:
        target: what it predicts, as on its card.
        names_of_outputs: in order.
        size: length of the state that the readout reads.
        linear: the readout's weights; ``None`` if there is none.
    """

    target: str
    names_of_outputs: tuple[str, ...]
    size: int
    linear: Linear | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The plain names of the readout's weights."""
        return tuple(name for name in (self.linear or ())[1:3] if name)

    def weights(self, values: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the weights of the network's readout, given those of the file.

        A single probability σ(s) is that of the second of two classes with the scores 0 and s.
        """
        outputs = self.linear.outputs if self.linear else 0
        weight = torch.zeros(outputs, self.size, dtype=torch.float64)
        bias = torch.zeros(outputs, dtype=torch.float64)
        if self.linear is not None:
            given = values[self.linear.weight]
            weight = given.T if self.linear.is_transposed else given
            bias = values[self.linear.bias] if self.linear.bias else bias
        missing = len(self.names_of_outputs) - outputs
        weight = torch.cat([torch.zeros(missing, self.size, dtype=torch.float64), weight])
        bias = torch.cat([torch.zeros(missing, dtype=torch.float64), bias])
        return {"readout.weight": weight, "readout.bias": bias}


def outputs_of(
    found: FoundNetwork,
    reads: Inputs,
    names: Sequence[str] | None,
    answers: Mapping[str, str],
) -> Outputs:
    """Return what a network tells, by the answers.

    Raises:
        Refusal: if the readout does not fit what it is to tell, or the names do not fit it.
    """
    size = found.group.layers[-1].output_size * found.directions
    if answers["readout"] == NONE:
        return Outputs("none", (), size)
    linear = next(each for each in found.ends.linears if each.name == answers["readout"])
    target = answers["target"]
    if target == "next-token" and linear.outputs != len(reads.keys):
        raise refused(_NEXT, expected=len(reads.keys), got=linear.outputs)
    if target == "next-value" and linear.outputs != 1:
        raise refused(_VALUES, got=linear.outputs)
    usual = _usual_names(target, linear.outputs, reads.keys)
    given = usual if names is None else tuple(names)
    if len({*given}) != len(usual):
        raise refused(_NAMES, expected=len(usual), got=len({*given}))
    return Outputs(target, given, size, linear)


def _usual_names(target: str, outputs: int, keys: tuple[str, ...]) -> tuple[str, ...]:
    if target == "next-token":
        return keys
    if target == "next-value":
        return ("next value",)
    return NOT_AND_YES if outputs == 1 else tuple(map(str, range(1, outputs + 1)))
