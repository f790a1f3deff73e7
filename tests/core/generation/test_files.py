"""Runs as files: every choice, exact, and nothing that a spreadsheet would run."""

import csv
import io
import json

import numpy as np

from core.generation import generate
from core.generation.files import COLUMNS, to_csv, to_json
from tests.core.generation.networks import LETTERS, writer

NETWORK = writer(keys=(*LETTERS, "="))


def test_the_table_has_a_row_for_each_token_with_its_own_probabilities():
    run = generate(NETWORK, "ab", 30, temperature=1.5, top_k=5, seed=4).branch(3, "=")

    rows = [*csv.reader(io.StringIO(to_csv(run).decode("utf-8-sig")))]

    assert rows[0] == [*COLUMNS]
    assert len(rows) == 1 + len(run.keys)
    for position, (row, step) in enumerate(zip(rows[1:], run.steps, strict=True), start=1):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert int(cells["position"]) == position
        assert cells["was_given"] == str(int(step.was_given))
        assert cells["dart"] == ("" if step.was_given else str(step.dart))
        assert np.float32(cells["model"]) == step.model[step.token]
        assert np.float32(cells["tempered"]) == step.tempered[step.token]
        assert np.float32(cells["kept"]) == step.kept[step.token]
    assert rows[4][1:3] == ["'=", "1"]


def test_json_gives_back_every_score_and_the_recipe():
    run = generate(NETWORK, "a?", 9, temperature=0.7, top_p=0.9, seed=8, stop="b")

    told = json.loads(to_json(run, {"model": "letters"}))

    assert told["about"] == {"model": "letters"}
    assert (told["temperature"], told["top_k"], told["top_p"]) == (0.7, None, 0.9)
    assert (told["seed"], told["stop"], told["prime"]) == (8, "b", 1)
    assert told["skipped"] == ["?"]
    assert told["text"] == run.text
    assert told["outputs"] == [*NETWORK.outputs]
    for choice, key, step in zip(told["choices"], run.keys, run.steps, strict=True):
        assert choice["token"] == key
        np.testing.assert_array_equal(np.float32(choice["scores"]), step.scores)
