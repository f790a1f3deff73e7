"""What no file says, each as a question with a guess."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..notation import N_, Message

TEXTS: Mapping[str, Message] = {
    "nonlinearity": N_("What squashes the hidden state?"),
    "gates": N_("What squashes the gates? Keras before 2.3 had the hard sigmoid."),
    "reset": N_("Does the reset gate act before or after the product with the hidden state?"),
    "forget_bias": N_("What is added to the forget gate's bias, which the file does not have?"),
    "embedding": N_("Which weights are the vectors of the tokens?"),
    "readout": N_("Which weights read the hidden state?"),
    "target": N_("What does the readout tell?"),
    "tokenizer": N_("What are the tokens?"),
}
"""Every question, by its name."""


@dataclass(frozen=True)
class Question:
    """Something about a network that its file does not say.

    Attributes:
        name: a key of ``TEXTS``, by which ``open_network`` takes the answer.
        guess: the answer that is taken where none is given, one of the options.
        options: all possible answers, at least one.
    """

    name: str
    guess: str
    options: tuple[str, ...]

    @property
    def text(self) -> Message:
        """The question itself."""
        return TEXTS[self.name]


TANH_OR_RELU = Question("nonlinearity", "tanh", ("tanh", "relu"))
SIGMOIDS = Question("gates", "sigmoid", ("sigmoid", "hard-sigmoid"))
RESET_AFTER = Question("reset", "after", ("after", "before"))
FORGET_BIAS = Question("forget_bias", "1", ("1", "0"))
