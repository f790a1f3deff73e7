"""The vocabulary of a network that a visitor brought, if it has one."""

from core.imported import Refusal
from core.imported.vocabulary import read_vocabulary
from core.notation import N_
from core.text.decoding import TextError, decode
from pages.language import _
from pages.shared import prose
from pages.shared.own_source import Source


def _read(content: bytes | str) -> tuple[str, ...]:
    try:
        return read_vocabulary(decode(content) if isinstance(content, bytes) else content)
    except Refusal as refusal:
        raise TextError(refusal.notice) from refusal


VOCABULARY = Source(
    "own-vocabulary",
    _read,
    file=N_("Its vocabulary: a JSON list or object, or a line for each token"),
    paste=N_("Paste the vocabulary instead"),
    pasted=N_("Tokens in the order of their codes"),
)
SHOWN = 8
"""Tokens that are shown of it."""


def pick() -> tuple[str, ...] | None:
    """Show where a vocabulary comes from; return this session's, ``None`` if it has none."""
    VOCABULARY.pick()
    tokens: tuple[str, ...] | None = VOCABULARY.now()
    if tokens is None:
        prose.caption(_("Without a vocabulary, the network reads numbers."))
    else:
        prose.caption(
            _("Tokens: {count:,}, beginning with {first}"),
            count=len(tokens),
            first=" ".join(map(repr, tokens[:SHOWN])),
        )
    return tokens
