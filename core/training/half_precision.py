"""Weights in half precision, where that changes no figure that anybody sees."""

from copy import deepcopy
from dataclasses import replace

from ..network import Network
from .task import Task
from .tied import fold


def in_half_precision(network: Network, task: Task) -> Network | None:
    """Return the network with its weights rounded to float16 and its figures measured again.

    Args:
        network: a network whose card has the task's figures; it is not changed.
        task: measures the rounded one.

    Returns:
        The rounded network, whose weights are float32 still; ``None`` if a figure on held-out texts
        (any figure, where there are none) is another one in four decimals.
    """
    rounded = deepcopy(network)
    rounded.load_state_dict({name: each.half() for name, each in network.state_dict().items()})
    fold(rounded)
    figures, before = task.figures(rounded), network.card.figures
    shown = [name for name in figures if name.startswith("dev_")] or [*figures]
    if any(f"{figures[name]:.4f}" != f"{before[name]:.4f}" for name in shown):
        return None
    rounded.card = replace(network.card, figures=figures)
    return rounded
