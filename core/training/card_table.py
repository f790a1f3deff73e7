"""The tables of all shipped networks, made from their cards.

python -m core.training.card_table docs/networks.md
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..network import ModelCard, Network, available_networks, load_network
from ..network.answering import (
    AnsweringNetwork,
    available_answering_networks,
    load_answering_network,
)
from ..network.catalogue import CELLS, TASKS
from ..network.gain import gain

BEGIN, END = "<!-- networks: made by python -m core.training.card_table -->", "<!-- end -->"
ANSWERING_BEGIN = "<!-- answering networks: made by python -m core.training.card_table -->"
GAINS = "From the network of one layer that reads tokens forwards to the one that has more:"
COLUMNS = ("network", "cell", "tokens", "sizes", "parameters", "figures", "trained in")


def main(arguments: list[str] | None = None) -> None:
    """Write each table into a file, between its marks."""
    (name,) = sys.argv[1:] if arguments is None else arguments
    path = Path(name)
    path.write_text(with_tables(path.read_text("utf-8")), "utf-8")


def with_tables(text: str) -> str:
    """Return a text whose parts between the marks are the tables.

    Raises:
        ValueError: if the text does not have all marks.
    """
    between = {
        BEGIN: f"{table()}\n\n{GAINS}\n\n{gains()}",
        ANSWERING_BEGIN: answering_table(),
    }
    for begin, written in between.items():
        before, mark, rest = text.partition(begin)
        _, end, after = rest.partition(END)
        if not mark or not end:
            raise ValueError(
                f"Expected a text with {begin} and, behind it, {END}. Write them into it."
            )
        text = f"{before}{begin}\n\n{written}\n\n{END}{after}"
    return text


def table() -> str:
    """Return a Markdown table with a row for each shipped network that reads step by step."""
    return _table(load_network(task, cell) for task, cell in available_networks())


def answering_table() -> str:
    """Return a Markdown table with a row for each shipped network that answers."""
    names = available_answering_networks()
    return _table(load_answering_network(task, cell) for task, cell in names)


def gains() -> str:
    """Return a Markdown table of what a second direction, a second layer or windows gain."""
    columns = ("network", "figure", *(cell.upper() for cell in CELLS))
    shaped = {name: task.plain for name, task in TASKS.items() if task.plain is not None}
    return _lines(columns, [_gained(*each) for each in sorted(shaped.items())])


def _gained(task: str, plain: str) -> list[str]:
    found = [gain(*(load_network(name, cell).card for name in (task, plain))) for cell in CELLS]
    figures = [f"{each.without:.4f} → {each.figure_with:.4f}" for each in found]
    return [f"`{task}`", found[0].figure.replace("_", " "), *figures]


def _table(networks: Iterable[Network | AnsweringNetwork]) -> str:
    return _lines(COLUMNS, [_row(network) for network in networks])


def _lines(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    every = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in every)


def _row(network: Network | AnsweringNetwork) -> list[str]:
    card = network.card
    parameters = sum(parameter.numel() for parameter in network.parameters())
    return [
        f"`{card.task}`",
        card.cell.upper(),
        card.tokenizer,
        _sizes(card),
        f"{parameters:,}",
        ", ".join(_figures(network)),
        f"{card.seconds:.0f} s",
    ]


def _sizes(card: ModelCard) -> str:
    """Return the lengths of all vectors on the way from a token to the readout."""
    sizes, across = [f"{card.input_size}"], f"{card.hidden_size}"
    if card.convolution is not None:
        kernel, stride = card.convolution.kernel_size, card.convolution.stride
        sizes.append(f"{card.convolution.filters} (windows of {kernel}, stride {stride})")
    sizes += [f"2 × {across}" if card.bidirectional else across] * card.num_layers
    return " → ".join(sizes)


def _figures(network: Network | AnsweringNetwork) -> Iterator[str]:
    """Yield the card's figures except those of single lengths, such as ``dev_loss_50``."""
    for name, value in network.card.figures.items():
        if not name[-1].isdigit():
            yield f"{name.replace('_', ' ')} {value:.4f}"


if __name__ == "__main__":
    main()
