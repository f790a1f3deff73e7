"""Running parity: after each bit, whether the ones so far are odd in number."""

import math
from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .task import Examples, Ruler, SequenceTask

PARITY = N_("the parity so far")


class Parity(SequenceTask):
    """Bits are tossed with ½ each; output 1 says that the ones so far are odd in number."""

    @property
    def optimum(self) -> float:
        """Who remembers one bit is always right."""
        return 0.0

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """Any number of last bits, without the parity before them, tells nothing."""
        return (Ruler(N_("the last symbols only"), math.log(2), lacks=PARITY),)

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return so many bits."""
        bits = self.examples(1, length, generator).inputs[0]
        return "".join(self.symbols[bit] for bit in bits.tolist())

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n texts of bits, and the parity after each."""
        bits = torch.randint(2, (n, length), generator=generator)
        return Examples(bits, bits.cumsum(1) % 2, torch.ones(n, length))

    def held_out(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n new texts; scored in their second half, where the last symbols tell nothing.

        At the beginning, the last symbols are all there are.
        """
        made = self.examples(n, length, generator)
        made.weights[:, : length // 2] = 0
        return made

    def probabilities(self, inputs: Tensor) -> np.ndarray:
        """Return 1 for the right parity and 0 for the other, ``(n, T, 2)``."""
        return np.eye(2)[(inputs.cumsum(1) % 2).numpy()]

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return the parity after each step."""
        return {PARITY: (inputs.cumsum(1) % 2).numpy().astype(float)}


TASK = Parity(
    key="parity",
    title=N_("Running parity"),
    symbols=("0", "1"),
    outputs=("0", "1"),
    target="token-class",
    length=30,
    probe="011010001110100101101111000010",
)
