"""One sentence under every tokenizer, aligned by character; drawn and explored in the browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from core.browser import BASE
from core.browser.assemble import assemble, stylesheet
from core.text import visible
from core.text.alignment import PlacedToken, Row
from core.text.monospace import clusters
from core.text.tokenizers.syllables import shown_letter
from pages.language import _, ngettext

_FOLDER = Path(__file__).parent
_component = component(
    "gatescope_aligned",
    css=stylesheet(BASE / "more.css", _FOLDER / "aligned.css"),
    js=assemble(_FOLDER / "aligned.js"),
)


def aligned(text: str, rows: Sequence[Row], names: Sequence[str], own: str) -> None:
    """Show the rows; pointing at a token shows what every other row makes of its characters.

    Args:
        text: the text, cleaned.
        rows: the text under each tokenizer.
        names: the tokenizers' names.
        own: the tokenizer that the chosen network uses.
    """
    data = {
        "characters": [[each.shown, each.width] for each in clusters(text)],
        "rows": [
            {
                "name": name,
                "counts": _counts(row),
                "own": _("this network's") if row.tokenizer == own else "",
                "tokens": [_token(placed) for placed in row.tokens],
            }
            for row, name in zip(rows, names, strict=True)
        ],
        "words": {
            "what": _("One sentence under every tokenizer; arrow keys move between tokens."),
            "hint": _("Point at a token, or move with the arrow keys."),
            "known": _("{name}: token {step} of {total}, “{text}”, number {id}, listed as {key}"),
            "plain": _("{name}: token {step} of {total}, “{text}”"),
            "unknown": _("{name}: token {step} of {total}, “{text}”, unknown: number {id}"),
        },
    }
    _component(key="aligned", data=data)


def _counts(row: Row) -> str:
    total = len(row.tokens)
    if not row.known_keys:
        return ngettext(
            "{tokens} token, not looked up", "{tokens} tokens, not looked up", total
        ).format(tokens=total)
    if row.unknown:
        return ngettext(
            "{tokens} token, {unknown} unknown", "{tokens} tokens, {unknown} unknown", total
        ).format(tokens=total, unknown=row.unknown)
    return ngettext("{tokens} token", "{tokens} tokens", total).format(tokens=total)


def _token(placed: PlacedToken) -> list[Any]:
    """Return column, width, shown text, key, number, and whether the token is known."""
    return [
        placed.column,
        placed.width,
        visible(placed.label),
        visible(shown_letter(placed.token.key)),
        placed.id,
        placed.known,
    ]
