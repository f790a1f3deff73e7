import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.analysis.reading import ShownToken
from core.browser import BASE, STEPPER, THIS_STEP
from core.browser.payload import pack
from core.browser.scene import Cue, Opinions, Scene
from core.browser.words import words
from core.cells import CELLS
from core.notation import TITLES, full_title, in_reading_order
from core.trace import Trace, unroll
from tests.payload import unpack

SOURCES = [path for folder in (BASE, STEPPER, THIS_STEP) for path in folder.iterdir()]
SOURCE = "\n".join(path.read_text("utf-8") for path in SOURCES if path.suffix == ".js")
TOKENS = ("a", "<b>", "\u202e\x00")


def make_trace(cell: str = "gru", units: int = 5) -> Trace:
    generator = torch.Generator().manual_seed(1)
    inputs = torch.randn(len(TOKENS), 4, generator=generator)
    return unroll(CELLS[cell](4, units, generator), inputs, TOKENS)


def make_scene(trace: Trace) -> Scene:
    opinions = Opinions(("no", "yes"), np.linspace(0, 1, 6, dtype=np.float32).reshape(3, 2))
    return Scene(trace, "gru", "d1", [ShownToken(token, token, True) for token in TOKENS], opinions)


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_every_number_arrives_unchanged(cell: str) -> None:
    trace = make_trace(cell)
    scene = make_scene(trace)
    _, content, arrays = unpack(pack(scene, Cue(0, 1, 0), "key", str))
    for quantity in trace.quantities:
        np.testing.assert_array_equal(arrays[quantity.name], trace[quantity.name])
    for gate, parts in trace.preactivations.items():
        for part, array in parts._asdict().items():
            sent = np.broadcast_to(arrays[f"{gate}.{part}"], array.shape)
            np.testing.assert_array_equal(sent, array)
    assert scene.opinions is not None
    np.testing.assert_array_equal(arrays["opinions"], scene.opinions.answers)
    assert [token["full"] for token in content["tokens"]] == list(TOKENS)


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_every_quantity_arrives_with_its_sense_in_its_title(cell: str) -> None:
    trace = make_trace(cell)
    _, content, _ = unpack(pack(make_scene(trace), Cue(0, 1, 0), "key", str))

    shown = in_reading_order(trace.quantities)
    for quantity, sent in zip(shown, content["quantities"], strict=True):
        assert sent["title"] == full_title(quantity, str)
        assert sent["sense"] == (quantity.sense or "")
        assert sent["short_title"] == TITLES[quantity.name]


def test_the_readouts_scores_arrive_and_its_bias_is_sent_once() -> None:
    scene = make_scene(make_trace())
    assert scene.opinions is not None
    assert "scores" not in unpack(pack(scene, Cue(0, 1, 0), "key", str))[2]
    scores = np.array([[1, -2], [3, 4], [0, 0.1]], np.float32)
    bias = np.array([0.5, -0.25], np.float32)
    whole = replace(scene, opinions=replace(scene.opinions, scores=scores, bias=bias))

    _, _, arrays = unpack(pack(whole, Cue(0, 1, 0), "key", str))

    np.testing.assert_array_equal(arrays["scores"], scores)
    np.testing.assert_array_equal(arrays["readout_bias"], bias[None])


def test_a_bias_that_is_the_same_at_every_step_is_sent_once() -> None:
    _, _, arrays = unpack(pack(make_scene(make_trace("gru")), Cue(0, 1, 0), "key", str))
    assert len(arrays["reset_gate.bias"]) == 1
    assert len(arrays["candidate.bias"]) == len(TOKENS)  # the reset gate scales a part of it


def test_what_comes_from_the_input_is_sent_once_for_each_different_token() -> None:
    generator = torch.Generator().manual_seed(1)
    vectors = torch.randn(3, 4, generator=generator)
    inputs = vectors[torch.arange(30) % 3]
    tokens = tuple("abc" * 10)
    trace = unroll(CELLS["lstm"](4, 5, generator), inputs, tokens)
    scene = Scene(trace, "lstm", "d1", [ShownToken(token, token, True) for token in tokens])

    payload = pack(scene, Cue(0, 1, 0), "key", str)

    _, content, arrays = unpack(payload)
    sent = {about["name"]: about["rows"] for about in content["arrays_in_order"]}
    for gate, parts in trace.preactivations.items():
        assert sent[f"{gate}.from_x"] == len(np.unique(parts.from_x, axis=0)) <= 6
        assert sent[f"{gate}.from_h"] == 30
        np.testing.assert_array_equal(arrays[f"{gate}.from_x"], parts.from_x)


def test_only_the_cue_differs_between_reruns() -> None:
    scene = make_scene(make_trace())
    assert pack(scene, Cue(0, 1, 0), "key", str) == pack(scene, Cue(0, 1, 0), "key", str)
    cue, content, _ = unpack(pack(scene, Cue(1, 3, 2), "key", str))
    assert cue == {"digest": "d1", "number": 1, "position": 3, "unit": 2}
    assert content == unpack(pack(scene, Cue(0, 1, 0), "key", str))[1]


def test_a_usual_sentence_is_far_below_a_megabyte() -> None:
    generator = torch.Generator().manual_seed(1)
    tokens = tuple("word" for _ in range(40))
    cell = CELLS["lstm"](32, 96, generator)
    trace = unroll(cell, torch.randn(40, 32, generator=generator), tokens)
    scene = Scene(trace, "lstm", "d1", [ShownToken("word", "word", True)] * 40)
    assert len(pack(scene, Cue(0, 1, 0), "key", str)) < 300_000


def test_tokens_must_fit_the_trace() -> None:
    with pytest.raises(ValueError, match="one ShownToken for each of the trace's 3 tokens"):
        Scene(make_trace(), "gru", "d1", [ShownToken("a", "a", True)])


def test_browser_and_python_name_the_same_words() -> None:
    used = set(re.findall(r"\bwords\.(\w+)", SOURCE))
    assert used == set(words(str))
