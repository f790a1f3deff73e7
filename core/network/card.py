"""The card of a network: its kind and, where known, its training and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text.tokenizers import NumberTokenizer
from .windows import Convolution

FURTHER = ("sum", "later value")
"""Outputs of networks that read numbers and predict another one than that of the next step."""


@dataclass(frozen=True)
class ModelCard:
    """Description of a network and, where known, of how its weights were made.

    A network that was trained elsewhere or in a session has no recipe; a shipped one has all of it.

    Attributes:
        task: what it was trained to do, such as ``english-reviews``.
        cell: its cell, such as ``lstm``.
        input_size: length of a token's vector; of numbers, how many are read at a step.
        hidden_size: number of units in each layer.
        num_layers: number of recurrent layers.
        target: what it predicts after each token: ``class`` of the text so far, ``token-class`` of
            the token, ``next-token`` or ``next-value``; ``none`` where there is no readout; or what
            it writes once it has read: ``answer`` by a decoder, ``name`` of what a single step has
            read.
        tokenizer: name of the tokenizer it was trained with.
        outputs: names of its outputs, in order.
        data: file name -> sha256 of the training files; empty where none is needed, ``None`` where
            they are unknown.
        command: the command that makes it again, if there is one.
        seed: the seed of all its randomness, if it is known.
        torch_version: the PyTorch that trained it, if it is known.
        seconds: processor time that the training took, if that is known.
        figures: name -> figure, such as ``dev_accuracy`` in 0..1 or ``dev_loss`` in nats; only
            those that were measured.
        loss_curve: training loss after each epoch, in nats; empty where none was kept.
        bidirectional: whether each layer also reads the text backwards.
        convolution: the convolution before the recurrence, if there is one.
        steps: updates of the weights so far, 0 of an untrained network; ``None`` where they were
            not counted.
        settings: the dials of a live training, by name; empty of other networks.
        projected_size: length of the hidden state where it is a projection; else ``None``.
    """

    task: str
    cell: str
    input_size: int
    hidden_size: int
    num_layers: int
    target: str
    tokenizer: str
    outputs: tuple[str, ...]
    data: Mapping[str, str] | None = None
    command: str | None = None
    seed: int | None = None
    torch_version: str | None = None
    seconds: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    loss_curve: tuple[float, ...] = ()
    bidirectional: bool = False
    convolution: Convolution | None = None
    steps: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    projected_size: int | None = None

    @property
    def is_untrained(self) -> bool:
        """Whether the weights are known to be random ones still."""
        return self.steps == 0

    @property
    def reads_numbers(self) -> bool:
        """Whether it reads numbers, and has no vocabulary."""
        return self.tokenizer == NumberTokenizer.name

    @property
    def looks_further(self) -> bool:
        """Whether it predicts a number that is not the next one of the series."""
        return self.target == "next-value" and self.outputs[0] in FURTHER

    @property
    def continues(self) -> bool:
        """Whether what it predicts is all that it reads at the next step."""
        if self.target == "next-value":
            return self.input_size == 1 and not self.looks_further
        return self.target == "next-token"

    @property
    def first_size(self) -> int:
        """The length of what the first layer reads at each step."""
        return self.convolution.filters if self.convolution else self.input_size

    @property
    def last_size(self) -> int:
        """The length of what the readout reads."""
        each = self.projected_size or self.hidden_size
        return each * (2 if self.bidirectional else 1)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> "ModelCard":
        """Return the card of fields that ``dataclasses.asdict`` returned and JSON has stored.

        Raises:
            KeyError: if the outputs are missing.
            TypeError: if another field without a default is missing, or one is unknown.
            ValueError: if there is a convolution of sizes that cannot be.
        """
        outputs, loss_curve = tuple(fields["outputs"]), tuple(fields.get("loss_curve", ()))
        sizes = fields.get("convolution")
        convolution = None if sizes is None else Convolution(**sizes)
        tuples = {"outputs": outputs, "loss_curve": loss_curve, "convolution": convolution}
        return cls(**{**fields, **tuples})
