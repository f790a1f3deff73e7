"""The summary of a model: a row for each layer with its name, output shape, formula and count."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..parameters.conventions import CONVENTIONS
from ..parameters.count import check_name, count_parameters
from ..spreadsheet import as_csv
from .layers import Conv1D, Dense, Embedding, Layer, Model, Recurrent
from .modules import module
from .shapes import Shape, ShapeError, walk

MOST_COUNTED = 512
"""Number of cached layer counts: people change one layer of a model and compare three cells."""


@dataclass(frozen=True)
class SummaryRow:
    """One layer, or the input.

    Attributes:
        name: such as ``conv1d`` or ``bidirectional lstm``; a second one is ``conv1d_1``.
        output_shape: shape of its output, with ``None`` first, for the batch.
        formula: the formula with its sizes; its value is ``parameters``.
        parameters: number of parameters.
        running_total: parameters of this layer and all before it.
    """

    name: str
    output_shape: tuple[int | None, ...]
    formula: str
    parameters: int
    running_total: int


@dataclass(frozen=True)
class ModelSummary:
    """The row of the input and, in order, of each layer, counted under ``convention``."""

    convention: str
    rows: tuple[SummaryRow, ...]

    @property
    def total(self) -> int:
        """The number of parameters."""
        return sum(row.parameters for row in self.rows)


def summarise(model: Model, convention: str = "pytorch") -> ModelSummary:
    """Return the shapes and counts of a model's layers, counted from PyTorch's own modules.

    Args:
        model: the input and its layers.
        convention: a key of ``conventions.CONVENTIONS``; only recurrent layers differ.

    Raises:
        ShapeError: at the first layer that cannot take its input.
        ValueError: if the convention is unknown.
    """
    check_name("summarise", "convention", convention, CONVENTIONS)
    return ModelSummary(convention, tuple(_rows(model, convention)))


def summarise_fitting(
    model: Model, convention: str = "pytorch"
) -> tuple[ModelSummary, ShapeError | None]:
    """Return the summary of the layers that fit, and the error at the first that does not."""
    try:
        return summarise(model, convention), None
    except ShapeError as misfit:
        fitting = replace(model, layers=model.layers[: misfit.position])
        return summarise(fitting, convention), misfit


def to_csv(summary: ModelSummary) -> bytes:
    """Return the rows as CSV, each field quoted; shapes look like ``None × 200 × 64``."""
    names = list(SummaryRow.__dataclass_fields__)
    rows = []
    for row in summary.rows:
        shown = vars(row) | {"output_shape": " × ".join(map(str, row.output_shape))}
        rows.append([summary.convention, *(shown[name] for name in names)])
    return as_csv(["convention", *names], rows)


def numbered(names: Iterable[str]) -> list[str]:
    """Return each name, with a number if it has occurred before, as Keras does.

    >>> numbered(["lstm", "dropout", "lstm", "lstm"])
    ['lstm', 'dropout', 'lstm_1', 'lstm_2']
    """
    seen, unique = Counter[str](), []
    for name in names:
        unique.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return unique


def _rows(model: Model, convention: str) -> Iterator[SummaryRow]:
    first = Shape(model.input.length, model.input.size)
    yield SummaryRow("input", first.sizes, "0", 0, 0)
    total, names = 0, numbered(map(name_of, model.layers))
    for name, (layer, input_shape, output_shape) in zip(names, walk(model), strict=True):
        formula, parameters = _count(layer, input_shape.size or 0, convention)
        total += parameters
        yield SummaryRow(name, output_shape.sizes, formula, parameters, total)


def kind_of(layer: Layer) -> str:
    """Return the kind of a layer in one word, such as ``lstm`` or ``dense``."""
    return layer.cell if isinstance(layer, Recurrent) else type(layer).__name__.lower()


def name_of(layer: Layer) -> str:
    """Return the usual name of a layer.

    >>> name_of(Recurrent("lstm", 8, num_layers=2, bidirectional=True))
    'stacked bidirectional lstm'
    """
    if not isinstance(layer, Recurrent):
        return kind_of(layer)
    stacked = "stacked " * (layer.num_layers > 1)
    return f"{stacked}{'bidirectional ' * layer.bidirectional}{kind_of(layer)}"


@lru_cache(maxsize=MOST_COUNTED)
def _count(layer: Layer, size: int, convention: str) -> tuple[str, int]:
    """Return the formula and the count of a layer that reads vectors of ``size`` numbers."""
    if isinstance(layer, Recurrent):
        sizes = (size, layer.units, layer.num_layers, layer.bidirectional)
        table = count_parameters(layer.cell, *sizes, convention=convention)
        return table.formula, table.total
    counted = module(layer, size, device="meta").parameters()
    return _formula(layer, size), sum(parameter.numel() for parameter in counted)


def _formula(layer: Layer, size: int) -> str:
    match layer:
        case Embedding(vocabulary_size, own_size):
            return f"{vocabulary_size} × {own_size}"
        case Conv1D(filters, kernel_size):
            return f"{filters} × {size} × {kernel_size} + {filters}"
        case Dense(units):
            return f"{units} × {size} + {units}"
    return "0"
