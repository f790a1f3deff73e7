"""Copying: ten symbols are shown, then nothing for a while, and then they are to be said again.

Hochreiter and Schmidhuber (1997) in the form of Arjovsky, Shah and Bengio (2016), "Unitary
evolution recurrent neural networks": T + 20 steps. What is expected is a blank at each of the
first T + 10, all of them scored, and the symbols at the last 10.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from ..notation import N_, Message
from .task import Examples, Ruler, SequenceTask

SHOWN = 10
"""Symbols to copy."""

LETTERS, BLANK, RECALL = "ABCDEFGH", ".", ":"

BEGUN = N_("steps since the answer began")


@dataclass(frozen=True, eq=False)
class Copying(SequenceTask):
    """Of the T blanks, the last is another sign, which asks for the answer."""

    @property
    def optimum(self) -> float:
        """Who remembers all is always right."""
        return 0.0

    @property
    def rulers(self) -> tuple[Ruler, ...]:
        """Who has kept the first k symbols only, from none to all but one; T is length − 20."""
        lost = math.log(len(LETTERS)) / self.length
        others = N_("the other symbols")
        return (
            Ruler(N_("no memory"), SHOWN * lost, lacks=N_("the symbols shown")),
            *(
                Ruler(N_("{n} of 10 symbols kept"), (SHOWN - kept) * lost, kept, others)
                for kept in range(1, SHOWN)
            ),
        )

    def at_length(self, length: int) -> "Copying":
        """Return the task of T = length − 20 blanks.

        Raises:
            ValueError: if there is no blank left to ask for the answer.
        """
        if length <= 2 * SHOWN:
            raise ValueError(
                f"copy expected at least {2 * SHOWN + 1} steps, to show {SHOWN} symbols, ask for "
                f"them and hear them; got {length}."
            )
        return replace(self, length=length)

    def sample(self, length: int, generator: torch.Generator) -> str:
        """Return one text of so many steps."""
        numbers = self.examples(1, length, generator).inputs[0]
        return "".join(self.symbols[number] for number in numbers.tolist())

    def examples(self, n: int, length: int, generator: torch.Generator) -> Examples:
        """Return n texts of so many steps, more than 20; other rulers hold at each length.

        Raises:
            ValueError: if they are too few.
        """
        self.at_length(length)
        shown = torch.randint(len(LETTERS), (n, SHOWN), generator=generator)
        inputs = torch.full((n, length), self.symbols.index(BLANK))
        inputs[:, :SHOWN] = shown
        inputs[:, length - SHOWN - 1] = self.symbols.index(RECALL)
        return Examples(inputs, self._answers(inputs), torch.ones(n, length))

    def probabilities(self, inputs: Tensor) -> np.ndarray:
        """Return 1 for the right output and 0 for the others, ``(n, T, 9)``.

        In a text that a visitor made up, the first ``:`` asks for what the text began with.
        """
        return np.eye(len(self.outputs))[self._answers(inputs).numpy()]

    def follows(self, inputs: Tensor) -> Mapping[Message, np.ndarray]:
        """Return how many steps of the answer there were, 0 before it."""
        return {BEGUN: self._begun(inputs).clamp(0, SHOWN).numpy().astype(float)}

    def _begun(self, inputs: Tensor) -> Tensor:
        """Return the number of each step, counted from the first sign that asks, ``(n, T)``."""
        asked = inputs == self.symbols.index(RECALL)
        place = torch.where(asked.any(1), asked.int().argmax(1), inputs.shape[1])
        return torch.arange(inputs.shape[1]) - place[:, None]

    def _answers(self, inputs: Tensor) -> Tensor:
        """Return the number of the right output after each step, ``(n, T)``."""
        begun, blank = self._begun(inputs), self.outputs.index(BLANK)
        said = inputs.gather(1, (begun - 1).clamp(0, inputs.shape[1] - 1)).clamp(max=blank)
        return torch.where((begun >= 1) & (begun <= SHOWN), said, blank)


TASK = Copying(
    key="copy",
    title=N_("Copying"),
    symbols=(*LETTERS, BLANK, RECALL),
    outputs=(*LETTERS, BLANK),
    target="token-class",
    length=30,
    probe="CAGEDHEBFA.........:..........",
)
