"""What stands below the drawing: the switches' effects, the traps, windows, and the Python."""

from typing import Any

import numpy as np
import pytest

from core.network.catalogue import TASKS
from core.wiring import KINDS, Wired
from core.wiring.windows import windows
from pages.shapes_and_wiring import cached, effects, python, surprises
from pages.shapes_and_wiring.model import Run, reference_of
from pages.shapes_and_wiring.view import ANSWERED, ShapesAndWiringView
from pages.shared.view.selection import Selection
from tests.pages.screens import SHAPES_AND_WIRING, charts, opened

SENTENCE = "not good at all"


def key_of(text: str = SENTENCE, model: str = "english-reviews", **switches: Any) -> cached.Key:
    reference = reference_of(Selection(model=model))
    return cached.key_of(reference, text, ShapesAndWiringView(**switches))


def test_return_sequences_trades_the_last_output_for_all_of_them():
    (row,) = [
        each
        for each in effects.effects(key_of(reads="forward"))
        if each.switch == "return_sequences"
    ]

    assert (row.now.keras, row.then.keras) == ("return_sequences=False", "return_sequences=True")
    assert row.now.pytorch == "output[:, -1], h_n[-1]"
    assert (row.came, row.gone) == ({"output": 4}, {"last step": 1})
    assert row.output == ("1 × 4", "1 × 4 × 4")


@pytest.mark.parametrize(
    ("kind", "trained"),
    [
        (kind, trained)
        for kind in KINDS
        for trained in (False, True)
        if not (trained and kind in ANSWERED)
    ],
)
def test_each_switch_has_two_settings_with_different_names(kind, trained):
    rows = effects.effects(key_of(kind=kind, trained=trained, conv=True))

    assert len({row.switch for row in rows}) == len(rows) >= 3
    for row in rows:
        assert row.now != row.then
        if row.switch == "return_state":
            assert {*row.came} == {"returned hidden state", "returned cell state"}
    assert ("bidirectional" in {row.switch for row in rows}) == (not trained)


def test_the_traps_are_said_with_the_numbers_that_were_measured():
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE)
    said = [each.value for each in app.markdown]

    for trap in cached.measured(key_of()):
        sentence = surprises.sentence(trap)
        assert sentence in said
        for way in trap.ways:
            if way.difference is not None:
                assert surprises.small(way.difference) in sentence
            if trap.id in ("batch first", "stacking"):
                assert "×".join(map(str, way.shape)) in sentence
            assert way.pytorch in surprises.code(trap)
    assert "expected 2, got 1" in "".join(block.value for block in app.code)


def test_a_text_of_one_token_has_no_traps_and_that_is_said():
    app = opened(SHAPES_AND_WIRING, lang="en", text="good")

    assert not app.exception
    assert any("two tokens or more" in caption.value for caption in app.caption)


def test_windows_are_those_of_the_series_that_is_typed():
    series = " ".join(f"{value:.2f}" for value in np.sin(np.arange(20)))
    app = opened(SHAPES_AND_WIRING, lang="en", model="wave", text=series, window="3", split="60")
    values = np.array([float(value) for value in series.split()], np.float32).astype(float)
    cut = windows(values, 3, 0.6)

    (said,) = [each.value for each in app.markdown if "training inputs" in each.value]
    assert str([*cut.training.inputs.shape])[1:-1] in said
    assert f"first {cut.split} values" in said
    assert len(charts(app)[-1]["data"]) == 4


def test_a_sentence_gets_the_windows_of_an_example_and_too_long_ones_are_said():
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE)
    rows = len(TASKS["wave"].example.split())
    assert any(f"Of {rows} values" in each.value for each in app.markdown)

    short = opened(SHAPES_AND_WIRING, lang="en", model="wave", text="0.1 0.2 0.3", window="5")
    assert not short.exception
    assert any("shorter windows" in caption.value for caption in short.caption)


@pytest.mark.parametrize(
    ("model", "switches"),
    [
        ("english-reviews", {}),
        ("english-reviews", {"trained": True, "kind": "many-to-many", "texts": 2}),
        ("english-reviews", {"conv": True, "conv_padding": "same", "steps_first": True}),
        ("korean-reviews", {"kind": "encoder-decoder", "forced": True, "draw": 3}),
        ("hello", {"kind": "one-to-many", "merge": "sum", "depth": 2}),
        ("wave", {"kind": "one-to-one", "merge": "none", "single_sequences": True}),
        ("brackets", {"stateful": True, "second_batch": True, "kind": "many-to-many"}),
    ],
)
def test_the_python_of_a_view_makes_the_same_model(model, switches):
    key = key_of(TASKS[model].example, model, **switches)
    run: Run = cached.run(key)
    names: dict[str, Any] = {"print": lambda *_words: None}

    exec(python.as_python(key, run), names)

    wired: Wired = names["wired"]
    assert wired.wiring == run.wiring or run.wiring.network is not None
    assert [arrow.id for arrow in wired.arrows] == [arrow.id for arrow in run.wired.arrows]
    for ours, theirs in zip(wired.arrows, run.wired.arrows, strict=True):
        np.testing.assert_array_equal(ours.values, theirs.values)
        assert (ours.keras, ours.pytorch) == (theirs.keras, theirs.pytorch)
