"""Registers each screen's part of the view, and what it opens on, before a link is read."""

from pages.compare_cells import opening as compare_cells
from pages.compare_cells.view import CompareCellsView
from pages.generate import opening as generate
from pages.generate.series_view import SeriesView
from pages.generate.view import GenerateView
from pages.inspect_a_unit import opening as inspect_a_unit
from pages.inspect_a_unit.view import InspectAUnitView
from pages.memory_and_gradients.view import MemoryAndGradientsView
from pages.model_builder.view import ModelBuilderView
from pages.parameter_count.view import ParameterCountView
from pages.shapes_and_wiring import opening as shapes_and_wiring
from pages.shapes_and_wiring.view import ShapesAndWiringView
from pages.shared import frame
from pages.shared.view import openings
from pages.shared.view.registry import register
from pages.step_through.view import StepThroughView
from pages.tokens_and_vectors.view import TokensAndVectorsView
from pages.train.view import TrainView
from pages.what_if.view import WhatIfView

VIEWS = (
    StepThroughView,
    CompareCellsView,
    ParameterCountView,
    InspectAUnitView,
    MemoryAndGradientsView,
    WhatIfView,
    TokensAndVectorsView,
    ModelBuilderView,
    ShapesAndWiringView,
    SeriesView,
    GenerateView,
    TrainView,
)
"""The record of each screen."""
# fmt: off
ORDER = (
    "text", "model", "cell", "t", "unit", "panel", "d", "h", "layers", "both", "count", "budget",
    "bars", "build", "vs", "net", "instead", "tok", "len", "pad", "cut", "of", "view", "corpus",
    "size", "at", "p", "q", "rank", "f", "look", "span", "on", "edges", "file", "T", "grad", "out",
    "lens", "col", "rho", "fb", "drive", "steps", "bptt", "clip", "clip_at", "edits", "other",
    "eff", "lecture", "lang", "w",
)
# fmt: on
"""The parameters of the first version's links, in their order; newer ones come after them."""

register(VIEWS, ORDER)
openings.register(
    {
        frame.COMPARE_CELLS: compare_cells.OPENINGS,
        frame.GENERATE: generate.OPENINGS,
        frame.INSPECT_A_UNIT: inspect_a_unit.OPENINGS,
        frame.SHAPES_AND_WIRING: shapes_and_wiring.OPENINGS,
    }
)
