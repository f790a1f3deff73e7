"""Files of tokens: read back, tokens are the same, and a spreadsheet finds no formula in them."""

import csv
import io
import json

import pytest

from core.text import TOKENIZERS, Vocabulary, clean
from core.text.alignment import Row, align
from core.text.token_files import COLUMNS, tokens_to_csv, tokens_to_json
from tests.nasty import STRINGS


def rows(text: str) -> tuple[Row, ...]:
    tokenizers = [TOKENIZERS[name]() for name in ("words", "characters")]
    return align(text, tokenizers, {"words": Vocabulary(["film"])})


def test_a_worked_example():
    read = list(csv.DictReader(io.StringIO(tokens_to_csv(rows("film =1")).decode("utf-8-sig"))))
    assert tuple(read[0]) == COLUMNS
    film, equals = read[0], read[1]
    assert (film["token"], film["id"], film["known"], film["start"], film["end"]) == (
        "film", "2", "1", "0", "4",
    )  # fmt: skip
    assert (equals["token"], equals["guarded"], equals["known"]) == ("'=", "1", "0")


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_json_has_every_token_as_it_is(text):
    text = clean(text[:500]).text
    content = json.loads(tokens_to_json(text, rows(text)))
    assert content["text"] == text
    for row in rows(text):
        read = content["tokenizers"][row.tokenizer]
        assert [token["text"] for token in read] == [placed.token.text for placed in row.tokens]
        assert all(text[token["start"] : token["end"]] == token["text"] for token in read)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_no_cell_of_the_csv_is_a_formula(text):
    text = clean(text[:500]).text
    lines = csv.reader(io.StringIO(tokens_to_csv(rows(text)).decode("utf-8-sig"), newline=""))
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
