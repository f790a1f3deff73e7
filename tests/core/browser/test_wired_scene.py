"""What the drawing of a wired model is sent: the library's numbers, names, lines and columns."""

from dataclasses import replace

import numpy as np
import pytest

from core.analysis.reading import as_shown
from core.browser.scene import Cue
from core.browser.wired_scene import WiredScene, node_names, pack_wired
from core.browser.wired_words import CELLS, KINDS, NODES
from core.wiring import Conv, Wired, Wiring, source
from core.wiring.names import ARROWS
from tests.core.wiring.grid import SIZES, run, wirings
from tests.payload import parts

CUE = Cue(1, 1, 0)
WIRINGS = [
    *wirings((1, 2), return_state=True),
    Wiring("lstm", **SIZES, conv=Conv(5, 2), bidirectional=True),
    Wiring("gru", **SIZES, conv=Conv(5, 3, stride=2, padding="same"), kind="many-to-one"),
    Wiring("rnn", **SIZES, conv=Conv(5, 3, padding="causal")),
]


def scene_of(wired: Wired) -> WiredScene:
    steps = 1 if wired.wiring.kind == "one-to-one" else 4
    written = wired.wiring.target_length or 0 if wired.wiring.has_decoder else 0
    columns = [as_shown(f"w{step}", True) for step in range(steps + written)]
    return WiredScene(wired, columns, "digest")


def sent(wired: Wired) -> tuple[dict, np.ndarray]:
    """Return the content and the numbers that the browser gets."""
    _cue, content, numbers = parts(pack_wired(scene_of(wired), CUE, "wired", str))
    return content, np.frombuffer(numbers.left, "<f4")


@pytest.mark.parametrize("wiring", WIRINGS, ids=lambda wiring: f"{wiring.cell} {wiring.kind}")
def test_every_arrow_is_sent_with_its_numbers_names_and_lines(wiring):
    wired = run(wiring)[0]
    content, numbers = sent(wired)
    arrows = [arrow for arrow in wired.arrows if not arrow.folded]

    assert len(content["arrows"]) == len(arrows)
    for arrow, row in zip(arrows, content["arrows"], strict=True):
        ends = [content["nodes"][place]["id"] for place in row[:2]]
        texts = [content["texts"][place] for place in row[2:6]]
        assert ends == [arrow.source, arrow.target]
        shape = "×".join(map(str, arrow.shape))
        assert texts == [arrow.kind, shape, arrow.keras, arrow.pytorch]
        np.testing.assert_array_equal(numbers[row[6] : row[6] + row[7]], arrow.values[0])
        assert 0 <= row[8] < content["length"]
        for dialect, place in zip(("pytorch", "keras"), row[9:], strict=True):
            lines = source(wired, dialect)
            assert arrow.id in lines[place].arrows
            assert content["source"][dialect][place] == lines[place].text


def test_equal_numbers_are_sent_once():
    wired = run(Wiring("lstm", **SIZES, num_layers=2))[0]
    content, numbers = sent(wired)

    rows = {tuple(row[6:8]) for row in content["arrows"]}
    assert len(numbers) == sum(count for _start, count in rows)
    assert len(rows) < len(content["arrows"])


@pytest.mark.parametrize("wiring", WIRINGS, ids=lambda wiring: f"{wiring.cell} {wiring.kind}")
def test_no_two_nodes_of_a_drawing_have_one_name(wiring):
    names = node_names(run(replace(wiring, return_state=False))[0], str)
    inner = [name for id_, name in names.items() if "_n:" not in id_ and "initial" not in id_]

    assert len({*inner}) == len(inner)


def test_each_step_of_a_cell_stands_in_a_column_of_its_own():
    for wiring in WIRINGS:
        scene = scene_of(run(wiring)[0])
        columns = {}
        for node in scene.wired.nodes:
            if node.kind == "cell":
                key = (node.part, node.layer, node.direction)
                columns.setdefault(key, []).append((node.step, scene.column(node)))
        for places in columns.values():
            steps = [column for _step, column in sorted(places)]
            assert steps == sorted({*steps}), wiring


def test_everything_that_is_drawn_has_a_name():
    assert {*KINDS} == {*ARROWS} - {"weight sharing"}
    for wiring in WIRINGS:
        for node in run(wiring)[0].nodes:
            if node.kind == "cell":
                assert f"{node.part} {node.direction}".strip() in CELLS
            elif node.kind not in ("layer", "weights"):
                assert node.kind in NODES
