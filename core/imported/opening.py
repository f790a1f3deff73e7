"""A recurrent network of a file as a network of this program."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from ..cells import ALL_CELLS
from ..network import ModelCard, Network, new_network
from ..notation import N_
from ..text import Vocabulary
from .contents import LARGEST, Contents, Source
from .found import FoundNetwork, networks_in
from .groups import Group, Layer
from .inputs import Inputs, inputs_of, vectors_for
from .layouts import LAYOUTS
from .outputs import Outputs, outputs_of
from .refusals import Refusal, refused
from .variants import cell_of, for_cell
from .weights import plain_names, weights_of

TASK = "imported"
"""What the card of every opened network calls its task."""

_NO_CELL = N_(
    "The cell {cell} cannot be run here yet. Answer otherwise if the network has another cell; "
    "there are {cells}."
)
_OTHER_FILE = N_("{name} was found in another file than this one. Find the networks of this file.")
_MADE_WRONG = N_(
    "{name} has weights that are no finite numbers up to 1e6 once they are put together. Training "
    "may have diverged: save an earlier state."
)


def open_network(
    source: Source,
    found: FoundNetwork,
    *,
    vocabulary: Sequence[str] | None = None,
    outputs: Sequence[str] | None = None,
    most_bytes: int | None = None,
    **answers: str,
) -> Network:
    """Return a network of a file, for use and not for training: no parameter requires a gradient.

    Args:
        source: the file's path, or its content.
        found: one of the networks that ``find_networks`` has found in it.
        vocabulary: every token in the order of the codes, padding and the unknown token among
            them; left out, the network reads numbers.
        outputs: the names of the readout's outputs, in order; by default the vocabulary where the
            next token is predicted, or numbers from 1.
        most_bytes: the largest file that is read; ``None`` for any.
        **answers: to ``found.questions``, by their names, such as ``readout="decoder"`` or
            ``nonlinearity="relu"``. The guess is taken for those left out.

    Raises:
        Refusal: a ``CheckpointError``, if the network cannot be opened, or not so.
        ValueError: if there is no such question, or no such answer to it.
    """
    contents = Contents(source, "", most_bytes)
    weights = weights_of(contents.header.tensors)
    if found.refusal is not None:
        raise Refusal(found.refusal)
    if found not in networks_in(contents, weights):
        raise refused(_OTHER_FILE, name=found.name)
    given = _answers(found, answers)
    given |= _fitted(found, vocabulary, given, answers)
    cell = cell_of(found.group.layers[0].kind, given, found.group)
    if cell not in ALL_CELLS:
        raise refused(_NO_CELL, cell=cell, cells=", ".join(ALL_CELLS))
    reads = inputs_of(found, vocabulary, given)
    tells = outputs_of(found, reads, outputs, given)
    network = new_network(_card(found, cell, reads, tells), Vocabulary(reads.keys))
    names = {*found.group.names, *reads.names, *tells.names}
    tensors = contents.tensors({key for name in names for key in weights[name].keys})
    values = {name: weights[name].value(tensors) for name in names}
    state = _cells(found.group, values, given, cell) | reads.weights(values) | tells.weights(values)
    if not all((each.abs() <= LARGEST).all() for each in state.values()):
        raise refused(_MADE_WRONG, name=found.name)
    network.load_state_dict({name: each.float() for name, each in state.items()})
    return network.requires_grad_(False).eval()


def _answers(found: FoundNetwork, given: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to all questions: those given, or known from the file, or guessed.

    Raises:
        ValueError: if there is no such question, or no such answer to it.
    """
    questions = {each.name: each for each in found.questions}
    answers = dict(found.group.known) | {name: each.guess for name, each in questions.items()}
    for name, answer in given.items():
        if name not in questions:
            known = ", ".join(questions)
            raise ValueError(f"open_network expected answers to {known}; got one to {name!r}.")
        options = questions[name].options
        plain = answer if answer in options else _plain(answer)
        if plain not in options:
            raise ValueError(
                f"open_network expected {name} to be one of {', '.join(options)}; got {answer!r}."
            )
        answers[name] = plain
    return answers


def _fitted(
    found: FoundNetwork,
    vocabulary: Sequence[str] | None,
    answers: Mapping[str, str],
    given: Mapping[str, str],
) -> dict[str, str]:
    """Return answers that were guessed without the vocabulary, and are otherwise with it."""
    fitted = {}
    if vocabulary is not None and "embedding" not in given:
        fitted["embedding"] = vectors_for(found, vocabulary, answers["embedding"])
    if vocabulary is None and "target" not in given and answers.get("target") == "next-token":
        fitted["target"] = "class"
    return fitted


def _plain(answer: str) -> str:
    """Return the name of weights as a question has it: ``model.decoder`` is ``decoder``."""
    return plain_names([f"{answer}.weight"])[f"{answer}.weight"].removesuffix("/weight")


def _card(found: FoundNetwork, cell: str, reads: Inputs, tells: Outputs) -> ModelCard:
    return ModelCard(
        task=TASK,
        cell=cell,
        input_size=found.input_size,
        hidden_size=found.hidden_size,
        num_layers=found.layers,
        target=tells.target,
        tokenizer=reads.tokenizer,
        outputs=tells.names_of_outputs,
        bidirectional=found.directions == 2,
        projected_size=found.projected_size,
    )


def _cells(
    group: Group, values: Mapping[str, Tensor], answers: Mapping[str, str], cell: str
) -> dict[str, Tensor]:
    """Return the weights of all cells, by their names in the network."""
    state = {}
    for number, layer in enumerate(group.layers):
        for name, weight in for_cell(cell, _converted(group, layer, values, answers)).items():
            state[f"layers.{number}.{name}"] = weight
    return state


def _converted(
    group: Group, layer: Layer, values: Mapping[str, Tensor], answers: Mapping[str, str]
) -> dict[str, Tensor]:
    """Return the weights of one layer in PyTorch's layout; biases that it lacks are zeros."""
    parts = {role: values[name] for role, name in layer.parts}
    converted = LAYOUTS[group.layout].convert(layer.kind, parts, answers)
    rows = len(converted["weight_hh"])
    zeros = torch.zeros(rows, dtype=torch.float64)
    return {"bias_ih": zeros, "bias_hh": zeros} | converted
