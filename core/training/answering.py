"""Training of networks that answer: every symbol of the right answer, given those before it."""

import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, one_hot, pad
from torch.nn.utils.rnn import pack_padded_sequence
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm

from ..cells.torch_layers import load_torch_layer, torch_layer
from ..network import ModelCard
from ..network.answering import (
    AnsweringNetwork,
    EncoderDecoder,
    OneToMany,
    new_answering_network,
)
from ..text import Vocabulary
from .batches import Batch, Batches
from .initial_weights import initialise_cell
from .loop import learning_rate_share
from .task import Recipe


@dataclass(frozen=True)
class AnswerTask:
    """A task whose answers are written once all has been read.

    Attributes:
        name: as in links and file names.
        target: the kind of network, as on the card.
        tokenizer: name of the tokenizer.
        vocabulary: the keys the network will know.
        outputs: the symbols that it can write, the end last.
        input_size: numbers in what is read at a step.
        texts: what is read, and as targets the numbers of the symbols to be written.
        figures: measures a network.
        data: file name -> sha256 of what was read.
        recipe: how it is learned, the same for all cells, so that nothing but the cell differs.
        hidden_size: units of the shipped networks.
    """

    name: str
    target: str
    tokenizer: str
    vocabulary: Vocabulary
    outputs: tuple[str, ...]
    input_size: int
    texts: Batches
    figures: Callable[[AnsweringNetwork], Mapping[str, float]]
    data: Mapping[str, str]
    recipe: Recipe
    hidden_size: int


def fit_answering(card: ModelCard, task: AnswerTask) -> AnsweringNetwork:
    """Train the network that the card describes, and complete the card.

    The weights after the last epoch are kept: no held-out text chooses among them.

    Raises:
        ValueError: if the card has no seed, or PyTorch has no layer of its cell.
    """
    if card.seed is None:
        raise ValueError("fit_answering expected a card with a seed, so that it can be repeated.")
    generator = torch.Generator().manual_seed(card.seed)
    network = new_answering_network(card, task.vocabulary, generator)
    _initialise(network, generator)
    started, losses, recipe = time.process_time(), [], task.recipe
    steps = recipe.epochs * task.texts.steps(recipe.batch_size)
    learner = _Learner(network, recipe, steps)
    with tqdm(total=steps, disable=None, unit="step") as progress:
        for _epoch in range(recipe.epochs):
            epoch = []
            for batch in task.texts.draw(recipe.batch_size, generator):
                epoch.append(learner.learn(batch))
                progress.update()
            losses.append(sum(epoch) / len(epoch))
            progress.set_postfix(loss=f"{losses[-1]:.4f}")
    learner.teach(network)
    network.requires_grad_(False).eval()
    seconds = round(time.process_time() - started, 1)
    network.card = replace(
        card, seconds=seconds, figures=task.figures(network), loss_curve=tuple(losses)
    )
    return network


@torch.no_grad()
def _initialise(network: AnsweringNetwork, generator: torch.Generator) -> None:
    for cell in network.cells_by_place.values():
        initialise_cell(cell, generator)
    nn.init.xavier_uniform_(network.readout.weight, generator=generator)
    nn.init.zeros_(network.readout.bias)


class _Learner:
    """PyTorch's layers in training, beside the network that gets their weights at the end."""

    def __init__(self, network: AnsweringNetwork, recipe: Recipe, steps: int) -> None:
        self.network, self.clip = network, recipe.clip
        self.layers = nn.ModuleList(map(torch_layer, network.cells_by_place.values()))
        self.readout = deepcopy(network.readout)
        self.parameters = [*self.layers.parameters(), *self.readout.parameters()]
        self.optimizer = torch.optim.Adam(self.parameters, lr=recipe.learning_rate)
        self.schedule = LambdaLR(self.optimizer, lambda step: learning_rate_share(step, steps))

    def learn(self, batch: Batch) -> float:
        """Take one step; return the loss before it, the mean over all symbols to be written."""
        scores = self.readout(self._hidden(batch))
        losses = cross_entropy(scores.transpose(1, 2), batch.targets, reduction="none")
        loss = (losses * batch.weights).sum() / batch.weights.sum()
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, self.clip)
        self.optimizer.step()
        self.schedule.step()
        return loss.item()

    def _hidden(self, batch: Batch) -> Tensor:
        """Return the hidden states while the right answers are written, ``(batch, S, units)``."""
        network, state = self.network, None
        if isinstance(network, EncoderDecoder):
            lengths = (batch.codes != Vocabulary.PADDING).sum(1)
            vectors = network.embedding(batch.codes)
            packed = pack_padded_sequence(vectors, lengths, True, enforce_sorted=False)
            _hidden, state = self.layers[0](packed)
            symbols = one_hot(batch.targets[:, :-1], len(network.outputs)).float()
            read = pad(symbols, (0, 0, 1, 0))  # the right symbols, each a step later
        else:
            assert isinstance(network, OneToMany)
            first = network.embedding(batch.codes)[:, None]
            read = pad(first, (0, 0, 0, batch.targets.shape[1] - 1))
        return self.layers[-1](read, state)[0]

    def teach(self, network: AnsweringNetwork) -> None:
        """Give the weights to a network."""
        network.readout.load_state_dict(self.readout.state_dict())
        for cell, layer in zip(network.cells_by_place.values(), self.layers, strict=True):
            load_torch_layer(cell, layer)
