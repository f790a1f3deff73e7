"""What the film of a training is sent: every number of every run, and each sentence once."""

import numpy as np

from core.browser.film_scene import FilmRun, FilmScene, Line, pack_film
from core.browser.scene import Cue
from tests.payload import parts

T, H, BLOCKS = 5, 3, ("input gate", "forget gate", "candidate", "output gate")


def run_of(frames: int, seed: int) -> FilmRun:
    numbers = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return numbers.standard_normal(shape).astype(np.float32)

    return FilmRun(
        name=f"run {seed}",
        losses=some(7, 2),
        steps=np.arange(frames),
        held_out=some(frames),
        blocks=BLOCKS,
        norms=some(frames, len(BLOCKS)),
        radii=some(frames, len(BLOCKS)),
        clippings=np.arange(frames),
        legal=some(frames),
        said=["nothing yet"] * (frames - 1) + ["the last symbol"],
        written=["()"] * frames,
        wrong=[[1]] * frames,
        states=some(frames, T, H),
        features=("open brackets",),
        followed=np.zeros((frames, H)),
        correlations=some(frames, H),
    )


def test_the_browser_gets_every_number_of_every_run():
    runs = [run_of(4, 1), run_of(3, 2)]
    scene = FilmScene(runs, 0.97385, [Line("frequencies", 1.71185)], list("(1)()"), "d")
    cue, content, numbers = parts(pack_film(scene, Cue(3, 2, 1), "film", str))

    assert cue["digest"] == "d"
    assert cue["number"] == 3
    assert (content["length"], content["units"]) == (4, H)
    assert [token["label"] for token in content["tokens"]] == [f"step {n}" for n in range(4)]
    assert content["rulers"] == [["frequencies", 1.71185]]
    sent = np.frombuffer(numbers.left, "<f4")
    at = 0
    for run, about in zip(runs, content["runs"], strict=True):
        for name, shape in about["shapes"].items():
            size = int(np.prod(shape))
            np.testing.assert_array_equal(
                sent[at : at + size].reshape(shape), np.float32(getattr(run, name)), name
            )
            at += size
    assert at == len(sent)


def test_a_sentence_is_sent_once_and_each_frame_has_its_own():
    scene = FilmScene([run_of(4, 1)], None, [], list("(1)()"), "d")
    _cue, content, _numbers = parts(pack_film(scene, Cue(1, 1, 0), "film", str))

    (about,) = content["runs"]
    assert about["said"] == ["nothing yet", "the last symbol"]
    assert about["said_at"] == [0, 0, 0, 1]
    assert content["optimum"] is None


def test_losses_that_are_no_nats_are_called_squared_errors():
    def words(in_nats: bool) -> str:
        scene = FilmScene([run_of(2, 1)], 0.01, [], list("(1)()"), "d", in_nats=in_nats)
        return parts(pack_film(scene, Cue(1, 1, 0), "film", str))[1]["words"]["unit_of_loss"]

    assert (words(True), words(False)) == ("nats a symbol", "mean squared error")
