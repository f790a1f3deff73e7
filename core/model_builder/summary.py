"""The summary of a model: a row for each layer with its name, output shape, formula and count."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..notation import N_, Notice
from ..parameters.conventions import CONVENTIONS, has_projection
from ..parameters.cost import memory_bytes
from ..parameters.count import check_name
from ..spreadsheet import as_csv
from .counts import COUNTS_RUNNING, count
from .errors import LayerError, MemoryLimitError, SettingError
from .layers import Layer, Model, Recurrent
from .limits import MAXIMUM_BYTES, MAXIMUM_PARAMETERS
from .names import name_of, numbered
from .shapes import input_shape, walk

_NO_PROJECTION = N_(
    "Layer {layer} has a projection, which only PyTorch and the textbook count of an LSTM have; "
    "the convention is another one. Choose PyTorch or textbook, or a projection of 0."
)
_TOO_LARGE = N_(
    "Layer {layer} expected the model to fit in {most:,} MiB of float32, which are {parameters:,} "
    "parameters; with it there are {total:,}, which take {needed:,} MiB. Make this layer or one "
    "before it smaller."
)
_MEBI = 2**20


@dataclass(frozen=True)
class SummaryRow:
    """One layer, or the input.

    Attributes:
        name: such as ``conv1d`` or ``bidirectional lstm``; a second one is ``conv1d_1``.
        output_shape: shape of its output, with ``None`` first, for the batch; another ``None`` is
            a length that is left open.
        formula: the formula with its sizes; its value is ``parameters``.
        parameters: number of parameters, as the convention's library counts them.
        running_total: parameters of this layer and all before it.
        non_trainable: numbers that the layer keeps and no gradient changes: the running means and
            variances of a ``BatchNorm``. Only Keras counts them among the parameters.
    """

    name: str
    output_shape: tuple[int | None, ...]
    formula: str
    parameters: int
    running_total: int
    non_trainable: int = 0


@dataclass(frozen=True)
class ModelSummary:
    """The row of the input and, in order, of each layer, counted under ``convention``."""

    convention: str
    rows: tuple[SummaryRow, ...]

    @property
    def total(self) -> int:
        """The number of parameters."""
        return sum(row.parameters for row in self.rows)

    @property
    def non_trainable(self) -> int:
        """The numbers that are kept and that no gradient changes, whether counted or not."""
        return sum(row.non_trainable for row in self.rows)

    @property
    def trainable(self) -> int:
        """The number of parameters that gradients change."""
        return self.total - self.non_trainable * self.counts_non_trainable

    @property
    def counts_non_trainable(self) -> bool:
        """Whether ``total`` includes ``non_trainable``, as in Keras's summaries."""
        return self.convention in COUNTS_RUNNING


def summarise(model: Model, convention: str = "pytorch") -> ModelSummary:
    """Return the shapes and counts of a model's layers, counted from PyTorch's own modules.

    Args:
        model: the input and its layers.
        convention: a key of ``conventions.CONVENTIONS``; only recurrent layers differ, and
            ``BatchNorm``.

    Raises:
        LayerError: at the first layer that cannot take its input (``ShapeError``), has settings
            that exclude each other or that the convention does not have (``SettingError``), or with
            which the model no longer fits in ``MAXIMUM_BYTES`` of float32 (``MemoryLimitError``).
        ValueError: if the convention is unknown.
    """
    check_name("summarise", "convention", convention, CONVENTIONS)
    return ModelSummary(convention, tuple(_rows(model, convention, MAXIMUM_PARAMETERS)))


def summarise_fitting(
    model: Model, convention: str = "pytorch"
) -> tuple[ModelSummary, LayerError | None]:
    """Return the summary of the layers that fit, and the error at the first that does not."""
    try:
        return summarise(model, convention), None
    except LayerError as misfit:
        fitting = replace(model, layers=model.layers[: misfit.position])
        return summarise(fitting, convention), misfit


def total_parameters(model: Model, convention: str = "pytorch") -> int:
    """Return the total of ``summarise``, even if the model does not fit in memory."""
    *_, last = _rows(model, convention, None)
    return last.running_total


def to_csv(summary: ModelSummary) -> bytes:
    """Return the rows as CSV, each field quoted; shapes look like ``None × 200 × 64``."""
    names = list(SummaryRow.__dataclass_fields__)
    rows = []
    for row in summary.rows:
        shown = vars(row) | {"output_shape": " × ".join(map(str, row.output_shape))}
        rows.append([summary.convention, *(shown[name] for name in names)])
    return as_csv(["convention", *names], rows)


def _rows(model: Model, convention: str, most: int | None) -> Iterator[SummaryRow]:
    yield SummaryRow("input", input_shape(model).sizes, "0", 0, 0)
    total, names = 0, numbered(map(name_of, model.layers))
    for position, (layer, shape, output_shape) in enumerate(walk(model)):
        check_convention(position, layer, convention)
        counted = count(layer, shape.size or 0, convention)
        total += counted.parameters
        if most is not None and total > most:
            raise MemoryLimitError(position, layer, _too_large(position + 1, total))
        sizes = (counted.formula, counted.parameters, total, counted.non_trainable)
        yield SummaryRow(names[position], output_shape.sizes, *sizes)


def check_convention(position: int, layer: Layer, convention: str) -> None:
    """Refuse a layer that the convention's library does not have.

    Raises:
        SettingError: if it has a projection, and the library has none.
    """
    if not isinstance(layer, Recurrent) or not layer.proj_size:
        return
    if not has_projection(layer.cell, convention):
        raise SettingError(position, layer, Notice(_NO_PROJECTION, {"layer": position + 1}))


def _too_large(number: int, total: int) -> Notice:
    values = {"most": MAXIMUM_BYTES // _MEBI, "needed": -(-memory_bytes(total) // _MEBI)}
    counts = {"parameters": MAXIMUM_PARAMETERS, "total": total}
    return Notice(_TOO_LARGE, {"layer": number, **values, **counts})
