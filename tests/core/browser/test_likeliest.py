"""Of very many outputs, those that a screen shows at any step are sent, and no number changes."""

from dataclasses import replace

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.analysis.reading import ShownToken
from core.browser.likeliest import MANY, MOST, likeliest_anywhere
from core.browser.payload import pack
from core.browser.scene import Cue, Opinions, Scene
from core.cells import CELLS
from core.trace import unroll
from tests.payload import unpack

STEPS = 6


def make_scene(outputs: int, seed: int = 1) -> Scene:
    generator = torch.Generator().manual_seed(seed)
    tokens = tuple("abcdef")
    trace = unroll(
        CELLS["gru"](4, 5, generator), torch.randn(STEPS, 4, generator=generator), tokens
    )
    scores = 3 * torch.randn(STEPS, outputs, generator=generator)
    bias = torch.randn(outputs, generator=generator)
    opinions = Opinions(
        tuple(f"word {number}" for number in range(outputs)),
        scores.softmax(1).numpy(),
        scores=scores.numpy(),
        bias=bias.numpy(),
    )
    shown = [ShownToken(token, token, True) for token in tokens]
    return Scene(trace, "gru", "d1", shown, opinions)


def opinions_of(scene: Scene) -> Opinions:
    assert scene.opinions is not None
    return scene.opinions


def test_few_outputs_are_all_there() -> None:
    scene = make_scene(MANY - 1)
    assert likeliest_anywhere([scene]) == (scene,)


def test_the_likeliest_of_each_step_of_each_network_are_there_with_their_numbers() -> None:
    scenes = [make_scene(3 * MANY, seed) for seed in (1, 2)]
    shown = likeliest_anywhere(scenes)
    assert len({opinions_of(scene).outputs for scene in shown}) == 1
    for scene, some in zip(map(opinions_of, scenes), map(opinions_of, shown), strict=True):
        assert len(some.outputs) <= 2 * MOST * STEPS
        places = [scene.outputs.index(name) for name in some.outputs]
        assert places == sorted(places)
        for answers, kept in zip(scene.answers, some.answers, strict=True):
            best = np.argsort(-answers)[:MOST]
            names = [some.outputs[number] for number in np.argsort(-kept)[:MOST]]
            assert names == [scene.outputs[number] for number in best]
        assert scene.scores is not None
        np.testing.assert_array_equal(some.scores, scene.scores[:, places])
        np.testing.assert_array_equal(some.answers, scene.answers[:, places])


@given(st.integers(0, 99), st.integers(1, 4))
def test_of_equally_likely_outputs_the_first_are_there(seed: int, values: int) -> None:
    scene = make_scene(MANY)
    answers = np.random.default_rng(seed).integers(0, values, (STEPS, MANY)).astype(np.float32)
    scene = replace(scene, opinions=replace(opinions_of(scene), answers=answers))
    best = np.argsort(-answers, axis=1, kind="stable")[:, :MOST]
    (shown,) = likeliest_anywhere([scene])
    assert opinions_of(shown).outputs == tuple(f"word {number}" for number in np.unique(best))


def test_what_follows_from_numbers_that_stay_is_computed_once() -> None:
    scene = make_scene(MANY)
    opinions = opinions_of(scene)
    scores = opinions.scores
    assert scores is not None
    for array in (opinions.answers, scores):
        array.flags.writeable = False
    first, again = (opinions_of(likeliest_anywhere([scene])[0]) for _ in range(2))
    assert first.sums is again.sums
    assert first.outputs == again.outputs


def test_what_follows_from_numbers_that_change_is_computed_anew() -> None:
    scene = make_scene(MANY)
    opinions = opinions_of(scene)
    likeliest_anywhere([scene])
    opinions.answers[:] = 0
    opinions.answers[:, -MOST:] = 1 / MOST
    (shown,) = likeliest_anywhere([scene])
    assert opinions_of(shown).outputs == opinions.outputs[-MOST:]


def test_the_browser_is_told_the_sum_over_all_and_how_many_there_are() -> None:
    scene = make_scene(8_000)
    _, content, arrays = unpack(pack(scene, Cue(0, 1, 0), "key", str))
    scores = opinions_of(scene).scores
    assert scores is not None
    assert content["outputs_in_all"] == 8_000
    assert len(content["outputs"]) == arrays["scores"].shape[1] <= MOST * STEPS
    sums = np.exp(scores.astype(float)).sum(1)
    np.testing.assert_allclose(arrays["score_sums"][:, 0], sums, rtol=1e-6)
