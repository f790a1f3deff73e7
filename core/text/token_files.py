"""Files of a text's tokens under several tokenizers: CSV for spreadsheets, JSON with the text."""

import json
from collections.abc import Iterator, Sequence

from ..spreadsheet import as_csv, guard
from .alignment import Row

SCHEMA = "gatescope-tokens-1"
COLUMNS = (
    "tokenizer", "step", "token", "guarded", "key", "guarded_key", "id", "known", "start", "end",
)  # fmt: skip


def tokens_to_csv(rows: Sequence[Row]) -> bytes:
    """Return one row per token, each cell quoted; guarded as in ``core.trace.files.to_csv``."""
    return as_csv(COLUMNS, _csv_rows(rows))


def tokens_to_json(text: str, rows: Sequence[Row]) -> bytes:
    """Return the text and, for each tokenizer, its tokens with their positions in the text."""
    content = {
        "schema": SCHEMA,
        "text": text,
        "tokenizers": {
            row.tokenizer: [
                {
                    "text": placed.token.text,
                    "start": placed.token.start,
                    "end": placed.token.end,
                    "key": placed.token.key,
                    "id": placed.id,
                    "known": placed.known,
                }
                for placed in row.tokens
            ]
            for row in rows
        },
    }
    return json.dumps(content, allow_nan=False, ensure_ascii=False).encode()


def _csv_rows(rows: Sequence[Row]) -> Iterator[tuple]:
    for row in rows:
        for step, placed in enumerate(row.tokens, start=1):
            token = placed.token
            cells = (*guard(token.text), *guard(token.key), placed.id, int(placed.known))
            yield row.tokenizer, step, *cells, token.start, token.end
