"""What a live training learns, in the terms of our networks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import torch

from ...network import ModelCard, Network, new_network
from ...network.batch_layers import BatchLayers
from ...sequence_tasks import SequenceTask
from ...text import CharacterTokenizer, NumberTokenizer, Vocabulary
from ..batches import Batch
from ..initial_weights import initialise_layers, initialise_readout
from .changes import Change
from .designs import DESIGNS, GateDesign
from .held_out import HeldOut
from .optimisers import give_weights
from .settings import Settings
from .tasks import as_batch

FIRST_WEIGHTS, TEXTS = 0, 1
"""What a seed is used for, each with a generator of its own."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A task, and the network that is to learn it.

    Symbols have one-hot vectors that stay as they are; numbers go in as they are.

    Attributes:
        task: with the optimum of texts of this length.
        settings: of the beginning, with a length.
        card: of the untrained network.
    """

    task: SequenceTask
    settings: Settings
    card: ModelCard

    @property
    def design(self) -> GateDesign:
        """What holds for the gates."""
        return DESIGNS[self.settings.gates]

    def batch(self, generator: torch.Generator) -> Batch:
        """Return newly made texts for one step."""
        settings, task = self.settings, self.task
        assert settings.length is not None
        return as_batch(task, task.examples(settings.batch_size, settings.length, generator))

    def untrained(self) -> Network:
        """Return a network with the first weights."""
        generator = generator_of(self.settings.seed, FIRST_WEIGHTS)
        network = self._blank(generator)
        initialise_layers(network, generator, self.settings.forget_bias)
        self.design.impose(network.cells)
        initialise_readout(network.readout, generator)
        return network

    def network(
        self, weights: np.ndarray, step: int, held_out: HeldOut, changes: Sequence[Change]
    ) -> Network:
        """Return a network for use and not for training, with a card that has its figures.

        Args:
            weights: all that are learned, as ``weights_of`` returns them, ``(n,)`` float32.
            step: steps that had been taken then.
            held_out: its loss.
            changes: of the dials; those since this step do not count.
        """
        network = self._blank()
        layers = BatchLayers(network)
        learned = chain(layers.parameters(), network.readout.parameters())
        give_weights(learned, torch.tensor(weights))
        layers.teach(network)
        network.card = self._card(step, held_out, changes)
        return network.requires_grad_(False).eval()

    def _card(self, step: int, held_out: HeldOut, changes: Sequence[Change]) -> ModelCard:
        if not step:
            return self.card
        figures = {"dev_loss": held_out.loss, "dev_standard_error": held_out.standard_error}
        if not math.isnan(self.task.optimum):
            figures["dev_optimum"] = self.task.optimum
        made = [each.as_dict() for each in changes if each.step < step]
        settings = {**self.card.settings, "changes": made} if made else self.card.settings
        return replace(self.card, steps=step, figures=figures, settings=settings)

    def _blank(self, generator: torch.Generator | None = None) -> Network:
        vocabulary = Vocabulary(self.task.symbols)
        network = new_network(self.card, vocabulary, generator)
        if vocabulary.keys:
            size = len(vocabulary.keys)
            vectors = torch.cat([torch.zeros(2, size), torch.eye(size)])  # padding, unknown: zeros
            network.embedding.load_state_dict({"weight": vectors})
        network.embedding.requires_grad_(False)
        return network


def subject_of(task: SequenceTask, settings: Settings) -> Subject:
    """Return what a network of these settings, which have a length, is to learn."""
    assert settings.length is not None
    card = ModelCard(
        task=task.key,
        cell=settings.cell,
        input_size=len(task.symbols) or task.features,
        hidden_size=settings.hidden_size,
        num_layers=settings.num_layers,
        target=task.target,
        tokenizer=CharacterTokenizer.name if task.symbols else NumberTokenizer.name,
        outputs=task.outputs,
        data={},
        seed=settings.seed,
        torch_version=str(torch.__version__),
        steps=0,
        settings=settings.as_dict(),
    )
    return Subject(task.at_length(settings.length), settings, card)


def generator_of(seed: int, use: int) -> torch.Generator:
    """Return a generator of a seed for one of its uses, independent of the others."""
    (mixed,) = np.random.SeedSequence((seed, use)).generate_state(1)
    return torch.Generator().manual_seed(int(mixed))
