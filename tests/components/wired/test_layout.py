"""The layout of the unrolled drawing, in Node: all in sight, nothing on top of anything else."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from core.analysis.reading import as_shown
from core.browser.scene import Cue
from core.browser.wired_scene import WiredScene, pack_wired
from core.wiring import Conv, Wiring, batch_of, token_vectors, wire
from tests.node import run_node
from tests.payload import parts

SCRIPTS = Path(__file__).parents[3] / "core" / "browser" / "wired"
WIDTHS = (330, 830, 1200, 1500)
READ = """
import {{ layOut, windowOf }} from "{scripts}/layout.js";
import {{ readModel }} from "{scripts}/model.js";
const model = readModel({content}, {{ floats: (count) => new Float32Array(count) }});
const all = {widths}.map((width) => Array.from({{ length: model.length }}, (_, step) => {{
  const span = windowOf(model, width, step);
  const {{ boxes, routes, height, column }} = layOut(model, width, span);
  return {{
    ...span, width, step, height, column,
    boxes: [...boxes].map(([node, box]) => ({{ id: node.id, kind: node.kind, ...box }})),
    routes: routes.map(({{ arrow, path, label }}) => ({{ id: arrow.id, path, label }})),
  }};
}}));
console.log(JSON.stringify(all.flat()));
"""
MODELS: dict[str, dict[str, Any]] = {
    "many-to-one": {"kind": "many-to-one", "bidirectional": True},
    "stack": {"num_layers": 4, "bidirectional": True, "return_state": True},
    "encoder-decoder": {"kind": "encoder-decoder", "target_length": 5, "num_layers": 2},
    "both encode": {"kind": "encoder-decoder", "target_length": 2, "bidirectional": True},
    "one-to-many": {"kind": "one-to-many", "length": 24},
    "one-to-one": {"kind": "one-to-one", "bidirectional": True},
    "apart": {"bidirectional": True, "merge": None, "kind": "many-to-one"},
    "windows": {"conv": Conv(4, 3, stride=2), "bidirectional": True},
}


def layouts(tokens: int, **switches: Any) -> list[dict[str, Any]]:
    """Return the layout of a model at every width and step."""
    wiring = Wiring("lstm", 3, 4, **switches)
    text = [f"w{step}" for step in range(tokens)]
    wired = wire(wiring, batch_of(wiring, token_vectors(text, 3)))
    steps = {"one-to-one": 1, "one-to-many": wiring.length}.get(wiring.kind, tokens)
    written = (wiring.target_length or 0) if wiring.has_decoder else 0
    columns = [as_shown("w", True)] * ((steps or 0) + written)
    scene = WiredScene(wired, columns, "digest")
    _cue, content, _numbers = parts(pack_wired(scene, Cue(1, 1, 0), "wired", str))
    script = READ.format(scripts=SCRIPTS, content=json.dumps(content), widths=[*WIDTHS])
    return json.loads(run_node("--input-type=module", "-", script=script))


@pytest.mark.parametrize("tokens", [1, 5, 40])
@pytest.mark.parametrize("switches", MODELS.values(), ids=MODELS)
def test_all_nodes_in_sight_are_inside_and_none_lies_on_another(switches, tokens):
    for layout in layouts(max(tokens, 3) if "conv" in switches else tokens, **switches):
        assert 1 <= layout["count"] <= 24
        assert layout["first"] <= layout["step"] < layout["first"] + layout["count"]
        for box in layout["boxes"]:
            assert box["width"] / 2 <= box["x"] <= layout["width"] - box["width"] / 2 + 1, box
            assert box["y"] - box["height"] / 2 > 0
            assert box["y"] + box["height"] / 2 < layout["height"]
        for one, other in combinations(layout["boxes"], 2):
            apart_x = abs(one["x"] - other["x"]) >= (one["width"] + other["width"]) / 2 - 1
            apart_y = abs(one["y"] - other["y"]) >= (one["height"] + other["height"]) / 2 - 1
            assert apart_x or apart_y, (one["id"], other["id"], layout["width"])
        for route in layout["routes"]:
            assert "NaN" not in route["path"]
            assert all(isinstance(route["label"][end], int | float) for end in "xy"), route


def test_a_text_of_24_tokens_is_drawn_whole_where_there_is_room():
    wide = [layout for layout in layouts(24, **MODELS["many-to-one"]) if layout["width"] == 1500]

    assert {layout["count"] for layout in wide} == {24}
    arrows = {route["id"] for route in wide[0]["routes"]}
    wiring = Wiring("lstm", 3, 4, **MODELS["many-to-one"])
    wired = wire(wiring, batch_of(wiring, token_vectors([f"w{t}" for t in range(24)], 3)))
    assert len(arrows) == len([arrow for arrow in wired.arrows if not arrow.folded])
