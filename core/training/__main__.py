"""Train one of the shipped networks and write it with its card.

python -m core.training english-reviews --cell lstm --data ../shared/data/english_reviews
python -m core.training hello --cell lstm
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import torch
from tqdm import tqdm

from ..cells import CELLS
from ..cells.torch_layers import LAYERS
from ..checkpoints import CHECKPOINTS
from ..network import EQUAL, ModelCard, Network, new_network, save_network
from ..network.answering import ANSWERING, AnsweringNetwork, save_answering_network
from ..parameters.equal import equal_parameters
from .answering import AnswerTask, fit_answering
from .half_precision import in_half_precision
from .initial_weights import initialise
from .loop import train
from .task import PLAIN, Task
from .tasks.registry import ANSWERING_TASKS, WITH_DATA, WITHOUT_DATA


def main(arguments: list[str] | None = None) -> Network | AnsweringNetwork:
    """Train as the command line says, save, and return the network."""
    options = _options(arguments)
    if options.task in ANSWERING_TASKS:
        return _answering(options)
    load = WITH_DATA.get(options.task)
    task = load(options.data) if load else WITHOUT_DATA[options.task]()
    card = _card(task, options)
    network = fit(card, task)
    rounded = in_half_precision(network, task)
    network = rounded or network
    _say(save_network(network, options.output, half=rounded is not None), network.card)
    return network


def _answering(options: argparse.Namespace) -> AnsweringNetwork:
    task = ANSWERING_TASKS[options.task]()
    network = fit_answering(_card(task, options), task)
    _say(save_answering_network(network, options.output / ANSWERING.name), network.card)
    return network


def _say(path: Path, card: ModelCard) -> None:
    print(path, *(f"{name} {value:.4f}" for name, value in card.figures.items()), sep="\n")


def fit(card: ModelCard, task: Task) -> Network:
    """Train the network that the card describes, and complete the card.

    Raises:
        ValueError: if the card has no seed.
    """
    if card.seed is None:
        raise ValueError("fit expected a card with a seed, so that the training can be repeated.")
    generator = torch.Generator().manual_seed(card.seed)
    network = new_network(card, task.vocabulary, generator)
    initialise(network, task, generator)
    started, losses = time.process_time(), []  # whatever else runs, it takes as long
    steps = task.recipe.epochs * task.texts.steps(task.recipe.batch_size)
    with tqdm(total=steps, disable=None, unit="step") as progress:
        for epoch in train(network, task, generator, progress.update):
            losses.append(epoch.loss)
            progress.set_postfix({name: f"{value:.3f}" for name, value in epoch.figures.items()})
    network.requires_grad_(False).eval()
    network.card = replace(
        card,
        seconds=round(time.process_time() - started, 1),
        figures=task.figures(network),
        loss_curve=tuple(losses),
    )
    return network


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m core.training", description=__doc__)
    parser.add_argument("task", choices=[*WITH_DATA, *WITHOUT_DATA, *ANSWERING_TASKS])
    parser.add_argument("--cell", required=True, choices=[*CELLS])
    parser.add_argument("--data", type=Path, help="folder of the training and dev files")
    parser.add_argument("--hidden-size", type=int, help="units; by default as shipped")
    parser.add_argument(
        "--equal-parameters",
        action="store_true",
        help="choose the units so that RNN, LSTM and GRU have as many parameters as such an LSTM",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, default=CHECKPOINTS)
    options = parser.parse_args(arguments)
    if options.equal_parameters and options.cell not in LAYERS:
        parser.error(f"--equal-parameters chooses the units of {', '.join(LAYERS)} only")
    if options.task in ANSWERING_TASKS and (options.equal_parameters or options.cell not in LAYERS):
        parser.error(f"{options.task} is learned by {', '.join(LAYERS)}, with units of your choice")
    if options.task in WITH_DATA and options.data is None:
        parser.error(f"{options.task} needs --data, the folder of its training and dev files")
    return options


def _card(task: Task | AnswerTask, options: argparse.Namespace) -> ModelCard:
    """Return the card with all that is known before the training."""
    hidden_size = options.hidden_size or task.hidden_size
    name, shape = task.name, task.shape if isinstance(task, Task) else PLAIN
    if options.equal_parameters:
        hidden_size = equal_parameters(task.input_size, hidden_size)[options.cell]
        name += EQUAL
    return ModelCard(
        task=name,
        cell=options.cell,
        input_size=task.input_size,
        hidden_size=hidden_size,
        num_layers=shape.num_layers,
        target=task.target,
        tokenizer=task.tokenizer,
        outputs=task.outputs,
        data=task.data,
        command=_command(options),
        seed=options.seed,
        torch_version=str(torch.__version__),
        seconds=0.0,
        figures={},
        loss_curve=(),
        bidirectional=shape.bidirectional,
        convolution=shape.convolution,
    )


def _command(options: argparse.Namespace) -> str:
    """Return the command that trains the network again."""
    parts = [f"python -m core.training {options.task} --cell {options.cell}"]
    if options.data:
        parts.append("--data DIR")
    if options.hidden_size:
        parts.append(f"--hidden-size {options.hidden_size}")
    if options.equal_parameters:
        parts.append("--equal-parameters")
    return " ".join([*parts, f"--seed {options.seed}"])


if __name__ == "__main__":
    main()
