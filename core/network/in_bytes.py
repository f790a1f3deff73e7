"""A network as the content of a safetensors file, in memory: one that somebody made or brought.

Nothing in such a file can run: it is read as numbers and text, and what is read is checked.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from ..cells import CELLS
from ..checkpoints import CheckpointError
from ..text import TOKENIZERS, Vocabulary
from .card import ModelCard
from .files import UNREADABLE, Weights, built, content_of, header_of, network_of, without_product
from .network import Network

EXAMPLE = "example"
"""The entry of the header for a text that suits the network."""
TARGETS = ("class", "token-class", "next-token", "next-value", "none")
"""What a network of one part can predict."""
MOST_NUMBERS = 64
"""That a network reads at each step."""
_KNOWN_BY_NAME = {"cell": CELLS, "tokenizer": TOKENIZERS, "target": TARGETS}


def to_bytes(network: Network, example: str = "") -> bytes:
    """Return a network as the content of a file: equal bytes for equal networks and examples.

    Args:
        network: any network but one of two parts, in training or not; it is not changed.
        example: a text that suits it.
    """
    weights = {name: each.contiguous() for name, each in network.state_dict().items()}
    about = {EXAMPLE: example} if example else {}
    return content_of(network.card, network.vocabulary, without_product(weights), **about)


def from_bytes(content: bytes) -> Network:
    """Return the network that ``to_bytes`` has written, for use and not for training.

    Args:
        content: anything at all; nothing in it is executed, and it is checked before it is used.

    Raises:
        CheckpointError: if it is not such a network; the message says so in one line.
    """
    try:
        return built(content, _checked)
    except UNREADABLE as error:
        text = "This is not a network that Gatescope has written"
        raise CheckpointError(f"{text}: {str(error).splitlines()[0]:.200}") from error


def example_in(content: bytes) -> str:
    """Return the text that suits a network, from the content of its file; empty if it has none."""
    example = header_of(content).get(EXAMPLE, "")
    return example if isinstance(example, str) else ""


def _checked(card: ModelCard, vocabulary: Vocabulary, weights: Weights) -> Network:
    """Return the network of a file's parts, none of which need be what it should be.

    Raises:
        TypeError, ValueError: if something is of another type, or out of bounds.
    """
    for name, known in _KNOWN_BY_NAME.items():
        if getattr(card, name) not in known:
            raise ValueError(f"the {name} on its card is none of {', '.join(known)}")
    _check_sizes(card)
    if card.reads_numbers and card.input_size > MOST_NUMBERS:
        raise ValueError(f"a network of numbers reads at most {MOST_NUMBERS} at a time")
    if card.target == "next-value" and len(card.outputs) != 1:
        raise ValueError("a network that predicts a value predicts one")
    if not card.outputs and card.target != "none":
        raise ValueError("a network without outputs has no readout")
    _check_texts((card.task, *card.outputs, *vocabulary.keys))
    _check_texts((card.command or "", card.torch_version or "", *_pairs(card.data or {}, str)))
    _check_numbers((card.seconds or 0.0, card.seed or 0, *card.loss_curve))
    figures = _pairs(card.figures, (int, float))[1::2]
    _check_numbers(figures)
    if min(figures, default=0) < 0:
        raise ValueError("none of the figures on a card is negative")
    if not all(torch.isfinite(weight).all() for weight in weights.values()):
        raise ValueError("expected finite weights")
    return network_of(card, vocabulary, weights)


def _check_sizes(card: ModelCard) -> None:
    """Raise an error unless the sizes are whole numbers; ``network_of`` sees whether they fit."""
    sizes = [card.input_size, card.hidden_size, card.num_layers]
    if card.convolution:
        sizes += vars(card.convolution).values()
    if any(type(size) is not int for size in sizes) or type(card.bidirectional) is not bool:
        raise TypeError("its card has a size that is no whole number")
    if card.projected_size is not None:
        raise ValueError("none of these cells projects its hidden state")


def _pairs(mapping: object, kind: Any) -> list[Any]:
    """Return keys and values of what should be a mapping of texts, in turn."""
    if not isinstance(mapping, Mapping) or not all(isinstance(each, str) for each in mapping):
        raise TypeError("its card has something else where names are expected")
    if not all(isinstance(each, kind) for each in mapping.values()):
        raise TypeError("its card has a value of another type than expected")
    return [part for pair in mapping.items() for part in pair]


def _check_texts(texts: Sequence[object]) -> None:
    """Raise an error unless all are texts that can be shown."""
    for text in texts:
        if not isinstance(text, str):
            raise TypeError("its card or vocabulary has something else where texts are expected")
        text.encode()  # a lone surrogate, which JSON can hold, raises a ValueError


def _check_numbers(numbers: Sequence[object]) -> None:
    """Raise an error unless all are finite numbers."""
    if not all(isinstance(each, int | float) and math.isfinite(each) for each in numbers):
        raise ValueError("its card has something else where numbers are expected")
