"""The replacement of a token: the first token of a text that a person typed."""

from typing import NamedTuple

from ..network import Network
from ..text import clean
from ..text.padding import Code
from .reading import ShownToken, shortened, shown_tokens


class Replacement(NamedTuple):
    """A token that takes the place of another.

    Attributes:
        label: the token as its tokenizer labels it; empty for the unknown token.
        token: the same as it is shown; ``None`` for the unknown one, which in a series is 0.
        code: what goes into the network.
        unused: how many further tokens the given text had.
    """

    label: str
    token: ShownToken | None
    code: Code
    unused: int


def replacement(network: Network, text: str) -> Replacement:
    """Return a text's first token; the unknown one if it has none."""
    encoded, _notices = shortened(network, clean(text).text)
    if not encoded.tokens:
        return Replacement("", None, network.unknown_code, 0)
    label = network.tokenizer.label(encoded.tokens[0])
    return Replacement(
        label, shown_tokens(network, encoded)[0], encoded.codes[0], len(encoded.tokens) - 1
    )
