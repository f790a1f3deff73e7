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

from core.network import ModelCard, Network, save_network
from core.network.files import CHECKPOINTS
from core.training import english_reviews, hello
from core.training.initial import initialise
from core.training.loop import train
from core.training.task import Recipe, Task


def main(arguments: list[str] | None = None) -> Network:
    """Train as the command line says, save, and return the network."""
    options = _options(arguments)
    task, recipe, hidden_size = _task(options)
    hidden_size = options.hidden_size or hidden_size
    card = ModelCard(
        task=task.name,
        cell=options.cell,
        input_size=task.vectors.shape[1],
        hidden_size=hidden_size,
        num_layers=1,
        tokenizer=task.tokenizer,
        outputs=task.outputs,
        data=task.data,
        command=_command(options, hidden_size),
        seed=options.seed,
        torch_version=str(torch.__version__),
        seconds=0.0,
        figures={},
        loss_curve=(),
    )
    network = fit(card, task, recipe)
    path = save_network(network, options.output)
    print(path, *(f"{name} {value:.4f}" for name, value in network.card.figures.items()), sep="\n")
    return network


def fit(card: ModelCard, task: Task, recipe: Recipe) -> Network:
    """Train the network that the card describes, and complete the card."""
    generator = torch.Generator().manual_seed(card.seed)
    network = Network(card, task.vocabulary, generator)
    initialise(network, task, generator)
    started, losses = time.monotonic(), []
    progress = tqdm(train(network, task, recipe, generator), total=recipe.epochs, disable=None)
    for epoch in progress:
        losses.append(epoch.loss)
        progress.set_postfix({name: f"{value:.3f}" for name, value in epoch.figures.items()})
    network.requires_grad_(False).eval()
    network.card = replace(
        card,
        seconds=round(time.monotonic() - started, 1),
        figures=task.figures(network),
        loss_curve=tuple(losses),
    )
    return network


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m core.training", description=__doc__)
    parser.add_argument("task", choices=["english-reviews", "hello"])
    parser.add_argument("--cell", required=True, choices=["rnn", "lstm", "gru"])
    parser.add_argument("--data", type=Path, help="folder of train.tsv, dev.tsv, …")
    parser.add_argument("--hidden-size", type=int, help="units; by default as shipped")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, default=CHECKPOINTS)
    options = parser.parse_args(arguments)
    if options.task == "english-reviews" and options.data is None:
        parser.error("english-reviews needs --data, the folder of train.tsv and dev.tsv")
    return options


def _task(options: argparse.Namespace) -> tuple[Task, Recipe, int]:
    """Return the task, its recipe and the hidden size it ships with."""
    if options.task == "hello":
        return hello.hello(), hello.RECIPE, hello.HIDDEN_SIZE
    task = english_reviews.english_reviews(options.data)
    return task, english_reviews.RECIPE, english_reviews.HIDDEN_SIZE


def _command(options: argparse.Namespace, hidden_size: int) -> str:
    command = f"python -m core.training {options.task} --cell {options.cell}"
    data = " --data DIR" if options.data else ""
    return f"{command}{data} --hidden-size {hidden_size} --seed {options.seed}"


if __name__ == "__main__":
    main()
