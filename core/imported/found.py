"""The networks of a file: what was found, what was guessed, and what has to be asked."""

from dataclasses import dataclass

from ..notation import N_, Notice
from .contents import Contents, Source
from .groups import Group
from .joining import joined
from .layouts import LAYOUTS
from .questions import Question
from .readouts import Ends, Rest, ends_of, questions_about
from .refusals import Refusal, refused, shortened
from .variants import cell_of
from .weights import Weights, weights_of

_QUANTISED = ("_all_weight_values", "_packed_params")
_NOTHING = N_(
    "There are no weights of an RNN, GRU or LSTM among the {count} tensors of this file; the "
    "first ones are {keys}. Open a file with both input and recurrent weights."
)
_QUANTISED_ONLY = N_(
    "{key} holds weights that PyTorch has packed into 8 bits while it quantised the network; they "
    "cannot be read apart. Save the network before quantize_dynamic."
)


@dataclass(frozen=True)
class FoundNetwork:
    """A recurrent network in a file.

    Attributes:
        name: where in the file it is; empty if its keys have nothing in front.
        cell: its cell if every guess is right, a key of ``core.cells.ALL_CELLS``; empty
            where it cannot be opened.
        input_size: length of what the first layer reads.
        hidden_size: number of units in each layer.
        projected_size: length of the hidden state where it is a projection, else ``None``.
        layers: number of layers.
        directions: 1, or 2 where each layer also reads backwards.
        layout: the framework whose layout its weights have.
        keys: of its tensors in the file, in the order in which they are used.
        questions: what the file does not say; each with a guess, so none must be answered.
        refusal: why it cannot be opened; ``None`` where it can.
        group: its weights by layer, direction and role.
        ends: what can stand before and after its layers.
    """

    name: str
    cell: str
    input_size: int
    hidden_size: int
    projected_size: int | None
    layers: int
    directions: int
    layout: str
    keys: tuple[str, ...]
    questions: tuple[Question, ...]
    refusal: Notice | None
    group: Group
    ends: Ends


def find_networks(
    source: Source, *, name: str = "", most_bytes: int | None = None
) -> tuple[FoundNetwork, ...]:
    """Return the recurrent networks in a safetensors file; its weights are not read.

    Layers that seem to lie on each other come as one network first, and then each alone. Those that
    cannot be opened come last.

    Args:
        source: the file's path, or its content: anything at all.
        name: what the file is called, where only its content is there.
        most_bytes: the largest file that is read; ``None`` for any.

    Raises:
        Refusal: a ``CheckpointError``, if it is no such file, if there is no recurrent network in
            it, or none that can be opened.
    """
    contents = Contents(source, name, most_bytes)
    return networks_in(contents, weights_of(contents.header.tensors))


def networks_in(contents: Contents, weights: Weights) -> tuple[FoundNetwork, ...]:
    """Return the networks of a file, given its weights by plain names; errors as above."""
    metadata = contents.header.metadata
    groups = [group for each in LAYOUTS.values() for group in each.find(weights, metadata)]
    if not groups:
        raise _nothing_in(contents)
    rest = Rest(weights, {name for group in groups for name in group.names})
    found = [_found(group, weights, rest) for group in joined(groups)]
    if not any(each.refusal is None for each in found):
        assert found[0].refusal is not None
        raise Refusal(found[0].refusal)
    return tuple(sorted(found, key=lambda each: each.refusal is not None))


def _found(group: Group, weights: Weights, rest: Rest) -> FoundNetwork:
    ends, questions, sizes, kind = Ends(), group.questions, (0, 0), ""
    if group.layers:
        first, ends = group.layers[0], ends_of(group, rest)
        kind, sizes = first.kind, (first.input_size, first.hidden_size)
        questions += questions_about(ends, first.input_size)
    guesses = dict(group.known) | {each.name: each.guess for each in questions}
    return FoundNetwork(
        name=group.name,
        cell=cell_of(kind, guesses, group) if group.layers else "",
        input_size=sizes[0],
        hidden_size=sizes[1],
        projected_size=group.projected_size,
        layers=group.depth,
        directions=group.directions,
        layout=group.layout,
        keys=tuple(key for name in group.names for key in weights[name].keys),
        questions=questions,
        refusal=group.refusal,
        group=group,
        ends=ends,
    )


def _nothing_in(contents: Contents) -> Refusal:
    keys = [*contents.header.tensors]
    packed = next((key for key in keys if any(each in key for each in _QUANTISED)), None)
    if packed:
        return refused(_QUANTISED_ONLY, key=packed)
    return refused(_NOTHING, count=len(keys), keys=", ".join(map(shortened, keys[:3])) or "–")
