"""Shapes and wiring, run as a session would run it."""

import re
from typing import Any

import numpy as np
import pytest

from core.text import clean
from core.text.cleaning import MAX_LENGTH
from core.wiring import source
from pages.shapes_and_wiring import cached
from pages.shapes_and_wiring.model import MOST_STEPS, reference_of
from pages.shapes_and_wiring.view import KINDS, MERGES, ShapesAndWiringView
from pages.shared.view.selection import Selection
from tests.pages.screens import SHAPES_AND_WIRING, link, nodes, opened
from tests.pages.views import read
from tests.payload import parts

SENTENCE = "not good at all"


def run_of(text: str = SENTENCE, cell: str = "lstm", **switches: Any) -> Any:
    """Return the run that the screen shows."""
    reference = reference_of(Selection(model="english-reviews", cell=cell))
    return cached.run(cached.key_of(reference, text, ShapesAndWiringView(**switches)))


def drawn(app) -> tuple[dict[str, Any], dict[str, Any], np.ndarray]:
    """Return the cue, the content and the numbers that the drawing is sent."""
    (payload,) = [
        node.proto.bytes
        for node in nodes(app)
        if node.type == "bidi_component" and "gatescope_wired" in node.proto.component_name
    ]
    cue, content, numbers = parts(payload)
    return cue, content, np.frombuffer(numbers.left, "<f4")


def test_it_opens_on_a_short_sentence_read_in_two_directions():
    app = opened(SHAPES_AND_WIRING, lang="en")
    _cue, content, _numbers = drawn(app)

    assert link(app)["text"] == SENTENCE
    assert [token["label"] for token in content["tokens"]] == SENTENCE.split()
    assert (content["cell"], content["both"], content["trained"]) == ("LSTM", True, False)
    assert content["words"]["untrained"] == "untrained: random weights"


def test_it_opens_on_a_korean_sentence_in_korean():
    app = opened(SHAPES_AND_WIRING, lang="ko")

    assert not app.exception
    assert link(app)["text"] == "전혀 재미있지 않았다"
    assert app.title[0].value == "형상과 연결"


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "many-to-many", "depth": "3", "state": "1"},
        {"kind": "encoder-decoder", "cell": "gru", "writes": "3", "forced": "1"},
        {"kind": "one-to-many", "cell": "rnn", "writes": "5"},
        {"trained": "1", "kind": "many-to-many"},
        {"conv": "1", "convpad": "causal", "kernel": "3", "stepsfirst": "1", "texts": "2"},
    ],
)
def test_the_drawing_has_the_numbers_of_the_library(query):
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE, **query)
    _cue, content, numbers = drawn(app)
    selection, notices = read(text=SENTENCE, **query)
    run = run_of(cell=selection.cell, **vars(selection.of(ShapesAndWiringView)))
    arrows = [arrow for arrow in run.wired.arrows if not arrow.folded]

    assert not notices
    assert not app.exception
    assert content["trained"] == ("trained" in query)
    for arrow, row in zip(arrows, content["arrows"], strict=True):
        np.testing.assert_array_equal(numbers[row[6] : row[6] + row[7]], arrow.values[0])
        assert content["texts"][row[3]] == "×".join(map(str, arrow.shape))
    assert content["source"]["keras"] == [line.text for line in source(run.wired, "keras")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("merge", MERGES)
def test_every_link_of_switches_opens_even_where_they_contradict(kind, merge):
    app = opened(
        SHAPES_AND_WIRING, kind=kind, merge=merge, depth="2", stateful="1", second="1",
        trained="0", conv="1", state="1", lang="en",
    )  # fmt: skip

    assert not app.exception
    said = [note.value for note in app.info]
    assert any("one tensor" in text for text in said) == (merge == "none")
    assert any("not stateful" in text for text in said) == (kind == "encoder-decoder")


def test_return_sequences_is_what_tells_the_two_kinds_of_texts_apart():
    app = opened(SHAPES_AND_WIRING, lang="en")
    box = next(box for box in app.checkbox if box.label == "return_sequences")
    assert not box.value

    box.check().run()

    assert link(app)["kind"] == "many-to-many"
    assert drawn(app)[1]["kinds"].keys() >= {"output"}
    next(box for box in app.checkbox if box.label == "return_sequences").uncheck().run()
    assert "kind" not in link(app)


def test_a_switch_keeps_the_step_at_which_the_reader_is():
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE, t="3")

    next(box for box in app.checkbox if box.label == "return_state").check().run()

    assert link(app)["t"] == "3"
    assert drawn(app)[0]["position"] == 3


def test_the_second_batch_starts_where_the_first_ended():
    first, second = run_of(stateful=True), run_of(stateful=True, second_batch=True)

    assert second.before is not None
    for ours, theirs in zip(second.before.arrows, first.wired.arrows, strict=True):
        np.testing.assert_array_equal(ours.values, theirs.values)
    starts = [a for a in second.wired.arrows if a.kind.startswith("initial") and not a.folded]
    ends = [a for a in first.wired.arrows if a.kind.startswith("final") and not a.folded]
    for start, end in zip(starts, ends, strict=True):
        np.testing.assert_array_equal(start.values, end.values)
        assert np.abs(start.values).max() > 0


def test_a_long_text_is_cut_and_that_is_said():
    app = opened(SHAPES_AND_WIRING, lang="en", text="good " * (MOST_STEPS + 3), draw="1")

    assert drawn(app)[1]["length"] == MOST_STEPS
    assert any(f"first {MOST_STEPS} of {MOST_STEPS + 3}" in note.value for note in app.info)


def test_a_kernel_wider_than_the_text_is_said_with_what_to_do():
    app = opened(SHAPES_AND_WIRING, lang="en", text="good film", conv="1", kernel="5")

    assert not app.exception
    assert "its kernel has 5 steps" in app.error[0].value
    same = opened(SHAPES_AND_WIRING, text="good", conv="1", kernel="5", convpad="same")
    assert not same.exception
    assert not same.error


def test_an_empty_text_says_what_to_do():
    app = opened(SHAPES_AND_WIRING, lang="en", text="")

    assert not app.exception
    assert "Type a sentence above" in app.info[0].value


def test_the_paper_gru_which_no_library_has_as_a_layer_is_shown_as_a_gru():
    app = opened(SHAPES_AND_WIRING, lang="en", cell="paper-gru", trained="1")

    assert not app.exception
    assert drawn(app)[1]["cell"] == "GRU"


def test_the_table_has_every_arrow_of_the_drawing():
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE)
    (table,) = [each.value for each in app.dataframe if "Keras" in each.value]

    arrows = [arrow for arrow in run_of().wired.arrows if not arrow.folded]
    assert table["shape"].tolist() == [" × ".join(map(str, arrow.shape)) for arrow in arrows]
    assert table["PyTorch"].tolist() == [arrow.pytorch for arrow in arrows]
    assert table["from"].tolist().count("layer 1 →, step 4") == 3


@pytest.mark.parametrize("trained", ["0", "1"])
def test_a_word_that_the_network_does_not_know_matters_to_trained_weights_only(trained):
    app = opened(SHAPES_AND_WIRING, lang="en", text="good xyzzy quux", trained=trained)

    said = [note.value for note in app.info if "vocabulary" in note.value]
    assert len(said) == int(trained)
    known = [token["known"] for token in drawn(app)[1]["tokens"]]
    assert known == ([True] * 3 if trained == "0" else [True, False, False])


def test_what_was_done_to_the_text_is_said():
    text = "good " * MAX_LENGTH
    app = opened(SHAPES_AND_WIRING, lang="en", text=text)

    said = [note.value for note in app.info]
    for notice in clean(text).notices:
        assert notice.message.format(**notice.values) in said


@pytest.mark.parametrize("merge", ["concat", "none"])
def test_both_readings_of_a_second_batch_are_compared(merge):
    query = {"text": SENTENCE, "stateful": "1", "second": "1", "merge": merge, "lang": "en"}
    app = opened(SHAPES_AND_WIRING, **query)
    on, reset = run_of(stateful=True, second_batch=True, merge=merge), run_of(merge=merge)

    outputs = [np.concatenate([*np.atleast_3d(each.wired.output)]) for each in (on, reset)]
    difference = np.abs(outputs[0] - outputs[1]).max()
    (said,) = [note.value for note in app.info if "after a reset" in note.value]
    assert f"up to {difference:.3f} away" in said
    assert not opened(SHAPES_AND_WIRING, **query | {"second": "0"}).info


def test_each_switch_has_its_setting_in_both_dialects_at_hand():
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE, cell="gru")
    helps = {box.label: box.help.replace("\\", "") for box in app.checkbox if box.help}

    assert "Keras: return_sequences=False" in helps["return_sequences"]
    assert "PyTorch: output[:, -1], h_n[-1]" in re.sub("\u2060", "", helps["return_sequences"])
    assert "PyTorch: gru(x)" in helps["stateful"]
    assert "batch_first=True" in helps["batch_first=False"]


@pytest.mark.parametrize(
    ("kind", "other", "step"),
    [
        ("many-to-one", "one-to-one", "1"),
        ("encoder-decoder", "many-to-one", "1"),
        ("many-to-one", "many-to-many", "4"),
    ],
)
def test_another_kind_starts_at_its_first_step_unless_its_steps_are_the_same(kind, other, step):
    app = opened(SHAPES_AND_WIRING, lang="en", text=SENTENCE, kind=kind, t="4")

    app.button_group(key="kind").set_value(other).run()

    assert not app.warning
    assert (link(app).get("kind", "many-to-one"), link(app)["t"]) == (other, step)
    assert drawn(app)[0]["position"] == int(step)
