"""Prints the recurrent networks in a file: ``python -m core.imported model.safetensors``."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator

from .found import FoundNetwork, find_networks
from .refusals import Refusal


def main(arguments: list[str] | None = None) -> int:
    """Print what is found in a file, or why nothing can be opened; return 0, or 1."""
    parser = ArgumentParser("python -m core.imported", description=__doc__)
    parser.add_argument("file", help="a safetensors file")
    file = parser.parse_args(arguments).file
    try:
        found = find_networks(file)
    except Refusal as refusal:
        print(refusal, refusal.lines, sep="\n\n" if refusal.lines else "", file=sys.stderr)
        return 1
    for number, network in enumerate(found):
        print(f"found[{number}]: {described(network)}")
        print(*(f"    {line}" for line in details(network)), sep="\n")
    return 0


def described(network: FoundNetwork) -> str:
    """Return a line that says what a network is."""
    if network.refusal is not None:
        return network.refusal.message.format(**network.refusal.values)
    layers = f"{network.layers} layer{'' if network.layers == 1 else 's'}"
    directions = ", two directions" if network.directions == 2 else ""
    name = f" {network.name}" if network.name else ""
    return (
        f"{network.cell}{name}, {network.input_size} → {network.hidden_size} units, {layers}"
        f"{directions}, {network.layout}'s layout, {len(network.keys)} tensors"
    )


def details(network: FoundNetwork) -> Iterator[str]:
    """Return the questions about a network, a line each, with guess and options."""
    for each in network.questions:
        others = ", ".join(option for option in each.options if option != each.guess)
        yield f"{each.name}={each.guess!r}  {each.text} Or: {others or 'nothing else'}"


if __name__ == "__main__":
    sys.exit(main())
