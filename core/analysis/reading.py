"""One text read by one network: everything that a screen shows of it, shared and read-only."""

from dataclasses import dataclass

import numpy as np

from ..cells.torch_layers import LAYERS
from ..network import Encoded, Network
from ..network.encoded import first_numbers
from ..notation import N_, Notice
from ..text import clean, ellipsis, labels, tags, visible
from ..text.padding import Code
from ..trace import Trace, digest
from .parity import largest_difference

MAX_TOKENS = 256
"""Tokens that are shown at most: more steps cannot be told apart on a screen."""


@dataclass(frozen=True)
class ShownToken:
    """A token as a screen shows it.

    Attributes:
        label: with a glyph for what cannot be seen, cut to 32 characters.
        full: the same, not cut.
        known: whether the network's vocabulary has it.
        tag: of its part of speech, a key of ``core.text.parts_of_speech.PARTS_OF_SPEECH`` perhaps
            with a mark of inflection; empty where its tokenizer gives none.
    """

    label: str
    full: str
    known: bool
    tag: str = ""


@dataclass(frozen=True)
class Reading:
    """A text, what a network computed at each of its tokens, and how well that agrees with PyTorch.

    Nothing in it can be changed, so that all sessions may share it.

    Attributes:
        encoded: the text that was read, cleaned and cut, its tokens and their codes.
        notices: what was done to the text that was typed.
        tokens: the T steps as they are shown: tokens, or windows of tokens.
        trace: every quantity at every step.
        target: what the outputs predict, as on the network's card.
        outputs: names of the network's outputs.
        opinions: each output after each token, ``(T, n_outputs)``: probabilities, or values.
        scores: the readout's W h + b after each token, ``(T, n_outputs)``.
        readout_bias: its b, ``(n_outputs,)``.
        values: the numbers of a series, ``(T,)``, of several at a step the first; ``None`` for
            other texts.
        fidelity: the largest difference from ``torch.nn``'s own layer; ``None`` where ``torch.nn``
            has no such layer, as for the papers' GRU.
        digest: sha256 of all the numbers.
    """

    encoded: Encoded
    notices: tuple[Notice, ...]
    tokens: tuple[ShownToken, ...]
    trace: Trace
    target: str
    outputs: tuple[str, ...]
    opinions: np.ndarray
    scores: np.ndarray
    readout_bias: np.ndarray
    values: np.ndarray | None
    fidelity: float | None
    digest: str

    def __post_init__(self) -> None:
        for array in (self.opinions, self.scores, self.readout_bias, self.values):
            if array is not None:
                array.flags.writeable = False

    @property
    def text(self) -> str:
        """The text that was read, cleaned and cut."""
        return self.encoded.text

    @property
    def labels(self) -> list[str]:
        """How the T tokens are shown."""
        return [token.label for token in self.tokens]


def read(network: Network, text: str) -> Reading:
    """Run a network over a text that a person typed."""
    cleaned = clean(text)
    encoded, notices = shortened(network, cleaned.text)
    trace = network.trace_encoded(encoded)
    return Reading(
        encoded=encoded,
        notices=cleaned.notices + notices + _unknown(network, encoded.known),
        tokens=shown_steps(network, encoded),
        trace=trace,
        target=network.card.target,
        outputs=network.outputs,
        opinions=network.opinions(trace, encoded.codes),
        scores=network.scores(trace, encoded.codes),
        readout_bias=network.readout.bias.detach().numpy().copy(),
        values=_values(network, encoded),
        fidelity=_fidelity(network, encoded.codes, trace),
        digest=digest(trace),
    )


def shortened(network: Network, text: str) -> tuple[Encoded, tuple[Notice, ...]]:
    """Return a cleaned text encoded and cut to ``MAX_TOKENS``, with a notice if it was cut."""
    encoded = network.encode_clean(text)
    if len(encoded.tokens) <= MAX_TOKENS:
        return encoded, ()
    message = N_("Showing the first {shown} of {total} tokens.")
    notice = Notice(message, {"shown": MAX_TOKENS, "total": len(encoded.tokens)})
    # Split again: what a tokenizer makes of the beginning may depend on what follows.
    ends = sorted(token.end for token in encoded.tokens)
    return network.encode_clean(text[: ends[MAX_TOKENS - 1]]), (notice,)


def _values(network: Network, encoded: Encoded) -> np.ndarray | None:
    if network.card.target != "next-value":
        return None
    return first_numbers(np.array(encoded.codes, dtype=np.float32))


def _unknown(network: Network, known: tuple[bool, ...]) -> tuple[Notice, ...]:
    unknown = known.count(False)
    if not unknown:
        return ()
    return (Notice(network.unknown_means, {"unknown": unknown, "total": len(known)}),)


def shown_tokens(network: Network, encoded: Encoded) -> tuple[ShownToken, ...]:
    """Return the tokens of a text the way a screen shows them."""
    tokenizer, tokens = network.tokenizer, encoded.tokens
    rows = zip(labels(tokenizer, tokens), encoded.known, tags(tokenizer, tokens), strict=True)
    return tuple(as_shown(*row) for row in rows)


def shown_steps(network: Network, encoded: Encoded) -> tuple[ShownToken, ...]:
    """Return the steps of a text the way a screen shows them: a token each, or a window of them."""
    tokens = shown_tokens(network, encoded)
    if network.windows is None:
        return tokens
    known = [all(tokens[place].known for place in span) for span in network.spans(len(tokens))]
    return tuple(map(as_shown, network.step_labels(encoded), known))


def as_shown(label: str, known: bool, tag: str = "") -> ShownToken:
    """Return a token, as ``core.text.labels`` names it, the way a screen shows it."""
    full = visible(label)
    return ShownToken(ellipsis(full), full, known, tag)


def _fidelity(network: Network, codes: tuple[Code, ...], trace: Trace) -> float | None:
    if network.cell.name not in LAYERS:
        return None
    return largest_difference(network.cell, network.inputs(codes), trace)
