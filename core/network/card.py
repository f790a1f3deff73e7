"""The card of a trained network: what it is, what it was trained on, how, and how well it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ModelCard:
    """All that a person needs to judge a network, and to make it again.

    Attributes:
        task: what it was trained to do, such as ``english-reviews``.
        cell: its cell, such as ``lstm``.
        input_size: length of a token's vector.
        hidden_size: number of units in each layer.
        num_layers: number of recurrent layers.
        target: what it says after each token: ``class`` of the text so far, ``next-token`` or
            ``next-value``.
        tokenizer: name of the tokenizer it was trained with.
        outputs: names of its outputs, in order.
        data: file name -> sha256 of the training files; empty where none is needed.
        command: the command that makes it again.
        seed: the seed of all its randomness.
        torch_version: the PyTorch that trained it.
        seconds: how long the training took.
        figures: name -> figure, such as ``dev_accuracy`` in 0..1 or ``dev_loss`` in nats.
        loss_curve: training loss after each epoch, in nats.
    """

    task: str
    cell: str
    input_size: int
    hidden_size: int
    num_layers: int
    target: str
    tokenizer: str
    outputs: tuple[str, ...]
    data: Mapping[str, str]
    command: str
    seed: int
    torch_version: str
    seconds: float
    figures: Mapping[str, float]
    loss_curve: tuple[float, ...]

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> "ModelCard":
        """Return the card that ``dataclasses.asdict`` took apart and JSON has carried.

        Raises:
            KeyError: if outputs or loss curve are missing.
            TypeError: if another field is missing, or unknown.
        """
        tuples = {name: tuple(fields[name]) for name in ("outputs", "loss_curve")}
        return cls(**{**fields, **tuples})
