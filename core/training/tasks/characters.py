"""The common part of the tasks whose networks predict the next character after each one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

from ...network import Network
from ...network.batch_layers import BatchLayers, State
from ...text import CharacterTokenizer, Vocabulary, clean
from ..batches import Stream
from ..task import PLAIN, Recipe, Shape, Task

INPUT_SIZE = 64
HIDDEN_SIZE = 256

LENGTH = 128
"""Characters over which gradients reach back; states reach further."""

ROWS, WINDOW, SCORES = 200, 1_000, 8_000_000
"""Most texts, most tokens of each and most scores that are measured at a time: they bound the
memory, not the result."""

FIRST_CHARACTER = Vocabulary.UNKNOWN + 1
"""Number of the token that the first output predicts."""


class Passage(NamedTuple):
    """A text of N + 1 tokens, such as characters: N that are read, and the one that follows each.

    Attributes:
        codes: numbers in the vocabulary, ``(N,)`` int16.
        targets: numbers of the outputs, ``(N,)`` int16.
        weights: 1, or 0 where the following token is unknown and therefore no output, ``(N,)``.
    """

    codes: Tensor
    targets: Tensor
    weights: Tensor


class Parts(NamedTuple):
    """The texts of a task, in three parts.

    Attributes:
        train: read one after another, as one text.
        measured: some of these, on which the training figure is measured.
        dev: held out; each is read by itself, from the zero state.
    """

    train: Sequence[str]
    measured: Sequence[str]
    dev: Sequence[str]


def character_task(
    name: str,
    parts: Parts,
    min_count: int,
    data: Mapping[str, str],
    recipe: Recipe,
    shape: Shape = PLAIN,
) -> Task:
    """Return the task to continue texts, character by character.

    Args:
        name: of the task.
        parts: its texts.
        min_count: characters seen less often in training are unknown.
        data: the texts by name -> their sha256, for the card.
        recipe: the settings of the training.
        shape: of the networks' layers.
    """
    train, measured, dev = ([characters(text) for text in part] for part in parts)
    vocabulary = Vocabulary.from_counts(Counter(chain.from_iterable(train)), min_count)
    first = torch.randn(len(vocabulary), INPUT_SIZE, generator=torch.Generator().manual_seed(0))
    first[Vocabulary.PADDING] = 0
    some, held_out = ([passage(text, vocabulary) for text in part] for part in (measured, dev))
    return Task(
        name=name,
        target="next-token",
        tokenizer=CharacterTokenizer.name,
        vocabulary=vocabulary,
        outputs=vocabulary.keys,
        vectors=first,
        vectors_learn=True,
        texts=Stream(*passage(chain.from_iterable(train), vocabulary), length=LENGTH),
        figures=lambda network: figures(network, some, held_out),
        judge="dev_loss",
        data=data,
        recipe=recipe,
        hidden_size=HIDDEN_SIZE,
        shape=shape,
    )


def characters(text: str) -> list[str]:
    """Return the characters of a text in the form that a network reads."""
    return [token.key for token in CharacterTokenizer().tokenize(clean(text, limit=None).text)]


def passage(keys: Iterable[str], vocabulary: Vocabulary) -> Passage:
    """Return the keys of tokens as inputs and the tokens that follow them."""
    numbers = torch.tensor(vocabulary.ids(keys), dtype=torch.int16)
    following = numbers[1:] - FIRST_CHARACTER
    return Passage(numbers[:-1], following.clamp(min=0), (following >= 0).float())


def figures(network: Network, train: Sequence[Passage], dev: Sequence[Passage]) -> dict[str, float]:
    """Return nats per token, and the share of tokens predicted as the most probable."""
    passages = [*train, *dev]
    by_length = sorted(range(len(passages)), key=lambda text: -len(passages[text].codes))
    sums = torch.zeros(3, len(passages), dtype=torch.float64)
    for start in range(0, len(passages), ROWS):
        together = by_length[start : start + ROWS]
        sums[:, together] = _sums(network, [passages[text] for text in together])
    nats, right, scored = sums  # each (texts,)
    return {
        f"{part}_{name}": float(sums[texts].sum() / scored[texts].sum())
        for part, texts in (("train", slice(len(train))), ("dev", slice(len(train), None)))
        for name, sums in (("loss", nats), ("accuracy", right))
    }


@torch.inference_mode()
def _sums(network: Network, passages: Sequence[Passage]) -> Tensor:
    """Return nats, right predictions and tokens scored of each passage, ``(3, texts)``.

    Args:
        network: the network.
        passages: the longest first.
    """
    columns = zip(*passages, strict=True)
    codes, targets, weights = (pad_sequence(list(column), batch_first=True) for column in columns)
    window = max(1, min(WINDOW, SCORES // (len(passages) * len(network.outputs))))
    layers = BatchLayers(network)
    states: list[State | None] = [None] * len(network.cells)
    sums = torch.zeros(3, len(passages), dtype=torch.float64)
    for start in range(0, codes.shape[1], window):
        rows = sum(len(each.codes) > start for each in passages)  # the longest come first
        cut = (slice(rows), slice(start, start + window))
        hidden = network.embedding(codes[cut])
        hidden, states = layers(hidden, None, [_first_rows(state, rows) for state in states])
        scores, right = network.readout(hidden), targets[cut].long()
        nats = cross_entropy(scores.flatten(0, 1), right.flatten(), reduction="none")
        nats = nats.view(right.shape)
        counted = torch.stack([nats, scores.argmax(-1) == right, torch.ones_like(nats)])
        sums[:, :rows] += (counted.double() * weights[cut]).sum(-1)
    return sums


def _first_rows(state: State | None, rows: int) -> State | None:
    if isinstance(state, tuple):
        return state[0][:, :rows].contiguous(), state[1][:, :rows].contiguous()
    return state if state is None else state[:, :rows].contiguous()
