"""The scripts' own tests, and the stepper's scripts on what Python packs."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.analysis.reading import ShownToken
from core.browser.payload import pack
from core.browser.scene import Cue, Opinions, Scene
from core.cells import CELLS
from core.notation import in_reading_order
from core.trace import Trace, unroll
from tests.node import run_node

FOLDER = Path(__file__).parent
TOKENS = ("a", "한글", "<b>", "a", "\u202e\x00", "a", "<b>")
SQUASH = {"\\sigma": lambda x: 1 / (1 + np.exp(-x)), "\\tanh": np.tanh}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.test.mjs")), ids=lambda path: path.name)
def test_the_scripts_own_tests_pass(file: Path) -> None:
    run_node("--test", file)


def read_in_node(cell: str, folder: Path) -> tuple[Trace, Opinions, dict]:
    """Return a trace, the network's opinions, and what the scripts read from both."""
    generator = torch.Generator().manual_seed(3)
    layer = CELLS[cell](4, 5, generator)
    vectors = {token: torch.randn(4, generator=generator) for token in sorted(set(TOKENS))}
    inputs = torch.stack([vectors[token] for token in TOKENS])
    trace = unroll(layer, inputs, TOKENS)
    answers = torch.softmax(torch.randn(len(TOKENS), 3, generator=generator), -1).numpy()
    opinions = Opinions(("no", "yes", "perhaps"), answers)
    shown = [ShownToken(token, token, True) for token in TOKENS]
    scene = Scene(trace, cell, "d1", shown, opinions)
    (folder / "payload").write_bytes(pack(scene, Cue(7, 3, 2), "key", str))
    return trace, opinions, json.loads(run_node(FOLDER / "read_payload.mjs", folder / "payload"))


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_scripts_read_every_number_that_python_packs(cell: str, tmp_path: Path) -> None:
    trace, opinions, read = read_in_node(cell, tmp_path)

    assert read["cue"] == {"digest": "d1", "number": 7, "position": 3, "unit": 2}
    assert read["tokens"] == list(TOKENS)
    assert set(read["values"]) == set(trace.activations)
    for name, array in trace.activations.items():
        np.testing.assert_array_equal(np.float32(read["values"][name]), array)
        earlier = np.vstack([np.zeros_like(array[:1]), array[:-1]])
        np.testing.assert_array_equal(np.float32(read["before"][name]), earlier)
        assert np.float32(read["largest"][name]) == np.abs(array).max()
    np.testing.assert_array_equal(np.float32(read["opinions"]), opinions.answers)
    assert read["rows"] == read["opinions"]


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_equations_maps_and_wiring_have_the_order_of_reading(cell: str, tmp_path: Path) -> None:
    trace, _, read = read_in_node(cell, tmp_path)

    order = [quantity.name for quantity in in_reading_order(trace.quantities)]
    assert read["quantities"] == order
    assert read["boxes"] == [name for name in order if name in trace.preactivations]


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_numbers_in_the_equations_add_up(cell: str, tmp_path: Path) -> None:
    trace, _, read = read_in_node(cell, tmp_path)

    assert set(read["parts"]) == set(trace.preactivations)
    equations = {quantity.name: quantity.equation for quantity in trace.quantities}
    for name, parts in read["parts"].items():
        squashes = [of for sign, of in SQUASH.items() if equations[name].startswith(sign)]
        assert bool(squashes) == ((cell, name) != ("min-gru", "candidate"))
        sums = np.array([[part["sum"] for part in row] for row in parts])
        terms = [
            [[part[key] for key in ("fromX", "fromH", "bias")] for part in row] for row in parts
        ]
        np.testing.assert_allclose(np.sum(terms, axis=-1), sums, rtol=1e-12)
        squashed = squashes[0](sums) if squashes else sums
        np.testing.assert_allclose(squashed, trace[name], atol=1e-6)


@pytest.mark.parametrize("cell", sorted(set(CELLS) - {"rnn"}))
def test_the_two_products_on_the_wires_make_the_new_memory(cell: str, tmp_path: Path) -> None:
    trace, _, read = read_in_node(cell, tmp_path)

    kept, taken = map(np.array, read["products"])
    memory = trace["cell_state" if cell == "lstm" else "hidden_state"]
    np.testing.assert_allclose(kept + taken, memory, atol=1e-6)
    assert np.abs(kept[1:]).min() > 0
