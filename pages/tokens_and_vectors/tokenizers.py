"""One sentence under every tokenizer: the aligned rows, the list of one row's tokens, files."""

from collections.abc import Sequence

import streamlit as st

from core.network import CheckpointError, Network
from core.notation import N_
from core.text import TOKENIZERS, visible
from core.text.alignment import Row, align
from core.text.scripts import script_of
from core.text.token_files import tokens_to_csv, tokens_to_json
from core.text.tokenizers.syllables import shown_letter
from pages.components.aligned import aligned
from pages.language import _
from pages.shared import pickers, prose, tables
from pages.shared.downloads import download, export
from pages.shared.view import session
from pages.shared.view.selection import Selection
from pages.shared.word_names import parts_of_speech
from pages.tokens_and_vectors import cached
from pages.tokens_and_vectors.view import TokensAndVectorsView

NAMES = {
    "whitespace": N_("White space"),
    "words": N_("Words"),
    "cased-words": N_("Words in their case"),
    "characters": N_("Characters"),
    "unspaced": N_("Characters, white space left out"),
    "syllables": N_("Syllables, rare ones by letter"),
    "morphemes": N_("Korean morphemes"),
    "english-wordpiece": N_("WordPiece, English"),
    "english-bpe": N_("BPE, English"),
    "korean-wordpiece": N_("WordPiece, Korean"),
    "korean-bpe": N_("BPE, Korean"),
    "numbers": N_("Numbers"),
}
FOR_THEIR_NETWORKS = ("numbers", "unspaced")
"""Tokenizers that are shown only where the network has them: for others they split nothing."""
_LANGUAGES = {"Hangul": "korean", "Latin": "english", None: "english"}
_LOOKED_UP = {
    "english": N_(
        "This network's row is looked up in its own vocabulary; the others in English ones: the "
        "words of the film reviews or, in their case, of the stories, Shakespeare's characters, or "
        "the tokenizer's own pieces."
    ),
    "korean": N_(
        "This network's row is looked up in its own vocabulary; the others in Korean ones: what "
        "occurs five times or more in the film reviews under that tokenizer, or its own pieces; "
        "beside syllables and their letters, other characters from twenty times on."
    ),
    None: N_(
        "Only this network's row is looked up, in its own vocabulary: there is none here of the "
        "language of this text."
    ),
}
_OF_A_LANGUAGE = {
    "korean": ("morphemes", "korean-wordpiece", "korean-bpe", "syllables"),
    "english": ("english-wordpiece", "english-bpe", "cased-words"),
}


def language_of(text: str) -> str | None:
    """Return the language whose vocabularies suit a text; ``None`` if there are none.

    >>> language_of("정말 good이다"), language_of("(1(2"), language_of("Фильм")
    ('korean', 'english', None)
    """
    return _LANGUAGES.get(script_of(text))


def rows(text: str, network: Network) -> tuple[Row, ...]:
    """Return the text under every tokenizer whose files are whole, those of its language first.

    Tokens are looked up in vocabularies of the text's language, and in the network's own.
    """
    own, language = network.tokenizer.name, language_of(text)
    known = (cached.vocabularies(language) if language else {}) | {own: network.vocabulary}
    if own == "numbers":
        del known[own]  # numbers go in as they are
    aligned_rows = []
    for name in _order(language, own):
        try:
            aligned_rows += align(text, [TOKENIZERS[name]()], known)
        except CheckpointError as error:
            prose.warn(_("A tokenizer cannot be used right now: its file is missing or damaged."))
            st.code(str(error), language=None)
    return tuple(aligned_rows)


def show(text: str, every: Sequence[Row], network: Network) -> None:
    """Show the rows under each other."""
    names = [_(NAMES[row.tokenizer]) for row in every]
    aligned(text, every, names, network.tokenizer.name)
    prose.caption(
        _(
            "Dashed and underlined: not in the vocabulary, so a network reads it as number 1, "
            "unknown. Number 0 is padding."
        )
    )
    prose.caption(_(_LOOKED_UP[language_of(text)]))


def listed(every: Sequence[Row], own: str, selection: Selection) -> None:
    """Show the tokens of one row as a table; the reader chooses the row."""
    by_name = {row.tokenizer: row for row in every}
    wanted = selection.of(TokensAndVectorsView).tokenizer or own
    chosen = wanted if wanted in by_name else own
    pickers.one_of(
        "tokenizer",
        _("Tokenizer"),
        tuple(by_name),
        lambda name: _(NAMES[name]),
        shape="menu",
        value=chosen,
    )
    row = by_name[session.value_of("tokenizer")]
    narrow = {_("step"): 50, _("number"): 70}
    config = {name: st.column_config.NumberColumn(width=width) for name, width in narrow.items()}
    tables.table(_columns(row), config, most_rows=8)


def files(text: str, every: Sequence[Row]) -> None:
    """Offer all rows as a file."""

    def offer() -> None:
        csv = _("CSV, for a spreadsheet")
        download(csv, lambda: tokens_to_csv(every), "gatescope-tokens.csv")
        download(_("JSON"), lambda: tokens_to_json(text, every), "gatescope-tokens.json")

    export(offer)


def _order(language: str | None, own: str) -> list[str]:
    other = "english" if language == "korean" else "korean"
    first = ["whitespace", "words", "characters"]
    special = [own] if own in FOR_THEIR_NETWORKS else []
    return [*special, *first, *_OF_A_LANGUAGE[language or "english"], *_OF_A_LANGUAGE[other]]


def _columns(row: Row) -> dict[str, list]:
    tokens = row.tokens
    looked_up = {
        _("number"): [placed.id for placed in tokens],
        _("listed as"): [visible(shown_letter(placed.token.key)) for placed in tokens],
        _("in the vocabulary"): [placed.known for placed in tokens],
    }
    return {
        _("step"): list(range(1, len(tokens) + 1)),
        _("token"): [visible(placed.label) for placed in tokens],
        **parts_of_speech(placed.token.key for placed in tokens if row.tokenizer == "morphemes"),
        **(looked_up if row.known_keys else {}),
        _("characters"): [f"{placed.token.start}–{placed.token.end}" for placed in tokens],
    }
