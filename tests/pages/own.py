"""Networks of a session, one of each kind, and screens in a session that has them."""

from collections.abc import Callable, Mapping

import torch
from streamlit.testing.v1 import AppTest

from core.network import ModelCard, Network, new_network
from core.network.in_bytes import to_bytes
from core.text import Vocabulary
from pages.shared.cached.own_networks import shared_network
from pages.shared.session_networks import SessionNetwork
from pages.shared.view import session
from tests.pages.screens import STEP_THROUGH, unopened

BRACKETS = ("(", ")", "0", "1", "2")
LINE, SERIES, STEPS = "(1(2)1)", "0.5 0.25 -0.1 0.3", "0.5|1 0.25|0 -0.1|0 0.3|1"


def made(
    cell: str = "lstm",
    units: int = 4,
    *,
    target: str = "next-token",
    outputs: tuple[str, ...] = BRACKETS,
    seed: int = 0,
    **shape: object,
) -> Network:
    """Return a tiny network of brackets or, with the target ``next-value``, of numbers.

    Its weights are random; the vectors of brackets are one-hot.
    """
    numbers = target == "next-value"
    vocabulary = Vocabulary(() if numbers else BRACKETS)
    card = ModelCard(
        task="mine",
        cell=cell,
        input_size=1 if numbers else len(vocabulary),
        hidden_size=units,
        num_layers=1,
        target=target,
        tokenizer="numbers" if numbers else "characters",
        outputs=("next value",) if numbers else outputs,
    )
    card = ModelCard(**{**vars(card), **shape})
    generator = torch.Generator().manual_seed(seed)
    network = new_network(card, vocabulary, generator)
    with torch.no_grad():
        for weight in network.readout.parameters():
            weight.normal_(generator=generator)
        for weight in network.embedding.parameters():
            weight.copy_(torch.eye(len(vocabulary)))
    return network


def owned(
    network: Network, title: str = "Mine", example: str = "", origin: str = "trained"
) -> SessionNetwork:
    """Return a network as a session has it."""
    numbers = SERIES if network.card.input_size == 1 else STEPS
    example = example or (numbers if network.card.target == "next-value" else LINE)
    return SessionNetwork(title, shared_network(to_bytes(network, example)), origin)  # pyright: ignore[reportArgumentType]


KINDS: Mapping[str, Callable[[], Network]] = {
    "next token": made,
    "next value": lambda: made("gru", target="next-value"),
    "several numbers": lambda: made(target="next-value", input_size=2),
    "class": lambda: made("rnn", target="class", outputs=("legal", "illegal")),
    "token class": lambda: made(target="token-class", outputs=("open", "closed")),
    "two layers": lambda: made("gru", num_layers=2),
    "no readout": lambda: made(target="none", outputs=()),
    "two-way": lambda: made("paper-gru", target="class", outputs=("no", "yes"), bidirectional=True),
}
"""Makes a network of each kind."""


def opened_with(*networks: SessionNetwork, page: str = STEP_THROUGH, **query: str) -> AppTest:
    """Return a screen in a session that has networks: it opens the first, unless a link says so."""
    app = unopened(page, **({"model": networks[0].shared.key} | query))
    app.session_state[session.OWN] = {own.shared.key: own for own in networks}
    return app.run()
