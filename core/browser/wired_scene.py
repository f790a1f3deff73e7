"""Packs a wired model for the drawing in the browser: nodes, arrows, their numbers, the source."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..analysis.reading import ShownToken
from ..figures.palette import colour
from ..wiring import Wired, source
from ..wiring.arrows import Arrow, Node
from .payload import framed, light_and_dark, signed_colours
from .scene import Cue
from .wired_words import CELLS, KINDS, NODES, wired_words
from .words import Translate

UNITS = 65_536
"""The selected unit, which other screens have, stays what it is: no network has more."""
INITIAL = ("initial hidden state", "initial cell state")
SIDES = ("initial state", "final state", "returned state")
"""Kinds of nodes that stand beside the first or the last step."""


@dataclass(frozen=True, eq=False)
class WiredScene:
    """One wired model with what the screen shows of it.

    Attributes:
        wired: the model, run.
        columns: what stands below each column, as people see it: the tokens that are read and, of
            an encoder–decoder, the steps that are written.
        digest: names the run.
        lecture: larger type.
        symbols: what is written at each step, where a network writes symbols.
    """

    wired: Wired
    columns: Sequence[ShownToken]
    digest: str
    lecture: bool = False
    symbols: Sequence[str] = ()

    @cached_property
    def written(self) -> int:
        """How many of the columns a decoder has."""
        return (self.wired.wiring.target_length or 0) if self.wired.wiring.has_decoder else 0

    @property
    def read(self) -> int:
        """How many columns are read."""
        return len(self.columns) - self.written

    def column(self, node: Node) -> int | None:
        """Return the column in which a node stands, from 0; ``None`` for one at a side."""
        if node.kind in (*SIDES, "context"):
            return None
        if node.kind == "start":
            return self.read
        if node.step is None:
            return self.last
        if node.part == "decoder" or (self.written and node.kind in ("output", "symbol", "target")):
            return self.read + node.step + (node.kind == "target")
        return node.step if node.kind == "input" else self._of_step(node.step)

    @property
    def last(self) -> int:
        """The column of the last step of a cell that reads forward."""
        conv = self.wired.wiring.conv
        return self._of_step(len(conv.windows(self.read)) - 1) if conv else self.read - 1

    def _of_step(self, step: int) -> int:
        """Return the column of a step of the first layer: the middle of what it sees."""
        conv = self.wired.wiring.conv
        if conv is None:
            return step
        before, _after = conv.zeros(self.read)
        seen = conv.kernel_size - 1 if conv.padding == "causal" else (conv.kernel_size - 1) // 2
        return min(max(step * conv.stride - before + seen, 0), self.read - 1)


def pack_wired(scene: WiredScene, cue: Cue, key: str, translate: Translate) -> bytes:
    """Return the model in the form of the stepper's payload; numbers are those of the first text.

    Args:
        scene: what to show.
        cue: where to go; its unit stays as it is.
        key: of the component.
        translate: returns a string of the code in the language of the screen.
    """
    arrows = [arrow for arrow in scene.wired.arrows if not arrow.folded]
    nodes = _nodes(scene, arrows)
    numbers, places = _numbers(arrows)
    wiring = scene.wired.wiring
    content = {
        "id": key,
        "length": len(scene.columns),
        "units": UNITS,
        "lecture": scene.lecture,
        "tokens": [asdict(token) for token in scene.columns],
        "parts_of_speech": {},
        "outputs": [],
        "diverging": signed_colours(),
        "colours": {
            state: light_and_dark(lambda dark, name=state: colour(name, dark))
            for state in ("hidden_state", "cell_state")
        },
        "cell": wiring.cell.upper(),
        "trained": scene.wired.is_trained,
        "read": scene.read,
        "layers": wiring.num_layers,
        "both": wiring.bidirectional,
        "two_states": wiring.cell == "lstm",
        "carries_on": any(arrow.values.any() for arrow in arrows if arrow.kind in INITIAL),
        "convolves": wiring.conv is not None,
        "returns": wiring.return_state,
        "merge": wiring.merge or "",
        "nodes": [_about_node(scene, node, translate) for node in nodes.values()],
        "kinds": {kind: translate(KINDS[kind]) for kind in dict.fromkeys(a.kind for a in arrows)},
        "source": {
            dialect: [line.text for line in source(scene.wired, dialect)]
            for dialect in ("pytorch", "keras")
        },
        "words": wired_words(translate),
        **_about_arrows(scene, arrows, [*nodes], places),
    }
    return framed({"digest": scene.digest, **asdict(cue)}, content, numbers)


def node_names(wired: Wired, translate: Translate) -> dict[str, str]:
    """Return what every node of the unrolled drawing is called, by its id."""
    ids = {
        end for arrow in wired.arrows if not arrow.folded for end in (arrow.source, arrow.target)
    }
    return {node.id: _name(node, translate) for node in wired.nodes if node.id in ids}


def _nodes(scene: WiredScene, arrows: Sequence[Arrow]) -> dict[str, Node]:
    used = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    return {node.id: node for node in scene.wired.nodes if node.id in used}


def _name(node: Node, translate: Translate) -> str:
    """Return a node's name; layers and steps count from 1 on screen."""
    place = {"layer": (node.layer or 0) + 1, "step": (node.step or 0) + 1}
    if node.kind == "cell":
        return translate(CELLS[f"{node.part} {node.direction}".strip()]).format(**place)
    kind = node.kind
    if node.step is None:
        kind = {"merge": "last merge", "output": "only output"}.get(kind, kind)
    return translate(NODES[kind]).format(**place)


def _about_node(scene: WiredScene, node: Node, translate: Translate) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "part": node.part,
        "layer": node.layer,
        "direction": node.direction,
        "column": scene.column(node),
        "of": "c" if ":c_n:" in f":{node.id}:" or "returned cell" in node.id else "h",
        "name": _name(node, translate),
        "symbol": scene.symbols[node.step or 0] if node.kind == "symbol" else "",
    }


def _about_arrows(
    scene: WiredScene,
    arrows: Sequence[Arrow],
    ids: Sequence[str],
    places: Sequence[tuple[int, int]],
) -> dict[str, Any]:
    """Return the arrows as rows of numbers, and the texts and columns that these refer to."""
    place_of = {each: place for place, each in enumerate(ids)}
    nodes = {node.id: node for node in scene.wired.nodes}
    lines = {
        dialect: _line_of(scene.wired, dialect == "pytorch") for dialect in ("pytorch", "keras")
    }
    texts: dict[str, int] = {}
    rows = []
    for arrow, (start, count) in zip(arrows, places, strict=True):
        said = (arrow.kind, "×".join(map(str, arrow.shape)), arrow.keras, arrow.pytorch)
        rows.append(
            [
                place_of[arrow.source],
                place_of[arrow.target],
                *(texts.setdefault(text, len(texts)) for text in said),
                start,
                count,
                _column(scene, arrow, nodes),
                *(lines[dialect].get(arrow.id, -1) for dialect in ("pytorch", "keras")),
            ]
        )
    return {"texts": [*texts], "arrows": rows}


def _column(scene: WiredScene, arrow: Arrow, nodes: Mapping[str, Node]) -> int:
    """Return the column to which an arrow belongs: that of the step which gives or reads it."""
    for end in (arrow.source, arrow.target):
        column = scene.column(nodes[end])
        if column is not None:
            return column
    if arrow.part == "decoder":
        return len(scene.columns) - 1
    return 0 if arrow.direction == "backward" else scene.last


def _line_of(wired: Wired, pytorch: bool) -> Mapping[str, int]:
    lines = source(wired, "pytorch" if pytorch else "keras")
    return {arrow: place for place, line in enumerate(lines) for arrow in line.arrows}


def _numbers(arrows: Sequence[Arrow]) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the values of the first text, equal ones once, and each arrow's place among them."""
    known: dict[bytes, int] = {}
    places, length = [], 0
    for arrow in arrows:
        values = np.ascontiguousarray(arrow.values[0], dtype="<f4").tobytes()
        if values not in known:
            known[values], length = length, length + len(values) // 4
        places.append((known[values], len(values) // 4))
    return b"".join(known), places
