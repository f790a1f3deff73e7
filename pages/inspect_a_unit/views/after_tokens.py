"""The tokens after which the unit is highest and lowest, on average."""

from collections.abc import Iterator, Sequence

import streamlit as st

from core.analysis.units.token_means import FEWEST, TokenMean, token_means
from core.corpus.statistics.records import UnitStatistics
from core.network import Network
from core.spreadsheet import guard
from core.text import MorphemeTokenizer, Token, Vocabulary, ellipsis, visible
from pages.language import _
from pages.shared import prose
from pages.shared.downloads import table_file
from pages.shared.tables import table
from pages.shared.view.selection import Selection
from pages.shared.word_names import parts_of_speech, word_names

SHOWN = 10
"""Tokens shown at each end."""


def after_tokens(selection: Selection, statistics: UnitStatistics, network: Network) -> None:
    """Show the mean of the unit right after each token, the highest and the lowest.

    Args:
        selection: what is shown.
        statistics: of all units over the corpus.
        network: the network whose tokens they are.
    """
    if not len(statistics.codes):
        text = _(
            "This network reads numbers. Each is different, so no mean can be taken after one."
        )
        prose.note(text, icon=":material/info:")
        return
    rows = token_means(statistics, selection.unit)
    if not rows:
        text = _("No token occurs {fewest:d} times or more. Choose a longer text above.")
        prose.note(text, fewest=FEWEST, icon=":material/info:")
        return
    half = min(SHOWN, (len(rows) + 1) // 2)
    high, low = st.columns(2)
    with high:
        prose.caption(_("Highest after"))
        table(_columns(rows[:half], network), _config())
    with low:
        prose.caption(_("Lowest after"))
        table(_columns(rows[::-1][: min(half, len(rows) - half)], network), _config())
    text = _(
        "Mean of the hidden state of unit {unit:d} right after each token that occurs at least "
        "{fewest:d} times ({tokens:,} of them). A unit that one token alone explains needs no "
        "memory."
    )
    prose.caption(text, unit=selection.unit, tokens=len(rows), fewest=FEWEST)
    table_file(
        ("token", "guarded", "occurrences", "mean_hidden_state"),
        lambda: _rows(rows, network),
        f"gatescope-unit-{selection.unit}-after-tokens",
    )


def label(code: int, network: Network) -> str:
    """Return the label of a token, given its id in the network's vocabulary."""
    if code <= Vocabulary.UNKNOWN:
        return _("(unknown)")
    key = network.vocabulary.keys[code - Vocabulary.UNKNOWN - 1]
    return visible(network.tokenizer.label(Token(key, 0, len(key), key)))


def _columns(rows: Sequence[TokenMean], network: Network) -> dict[str, list]:
    keys = [label(row.code, network) for row in rows]
    has_tags = isinstance(network.tokenizer, MorphemeTokenizer)
    names = word_names(keys) if has_tags else keys
    return {
        _("token"): [ellipsis(name) for name in names],
        **parts_of_speech(keys if has_tags else ()),
        _("occurrences"): [row.times for row in rows],
        _("mean"): [row.mean for row in rows],
    }


def _config() -> dict:
    return {
        _("occurrences"): st.column_config.NumberColumn(format="localized"),
        _("mean"): st.column_config.NumberColumn(format="%.3f"),
    }


def _rows(rows: Sequence[TokenMean], network: Network) -> Iterator[tuple]:
    for row in rows:
        yield *guard(label(row.code, network)), row.times, row.mean
