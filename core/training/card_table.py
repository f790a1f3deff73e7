"""The table of all shipped networks, made from their cards.

python -m core.training.card_table docs/networks.md
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from ..network import ModelCard, Network, available_networks, load_network

BEGIN, END = "<!-- networks: made by python -m core.training.card_table -->", "<!-- end -->"
COLUMNS = ("network", "cell", "tokens", "sizes", "parameters", "figures", "trained in")


def main(arguments: list[str] | None = None) -> None:
    """Write the table into a file, between its marks."""
    (name,) = sys.argv[1:] if arguments is None else arguments
    path = Path(name)
    path.write_text(with_table(path.read_text("utf-8")), "utf-8")


def with_table(text: str) -> str:
    """Return a text whose part between the marks is the table.

    Raises:
        ValueError: if the text does not have both marks.
    """
    if BEGIN not in text or END not in text:
        raise ValueError(f"Expected a text with {BEGIN} and, behind it, {END}. Write them into it.")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def table() -> str:
    """Return a Markdown table with a row for each shipped network."""
    rows = [COLUMNS, ["---"] * len(COLUMNS)]
    rows += [_row(load_network(task, cell)) for task, cell in available_networks()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(network: Network) -> list[str]:
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


def _figures(network: Network) -> Iterator[str]:
    """Yield the card's figures except those of single lengths, such as ``dev_loss_50``."""
    for name, value in network.card.figures.items():
        if not name[-1].isdigit():
            yield f"{name.replace('_', ' ')} {value:.4f}"


if __name__ == "__main__":
    main()
