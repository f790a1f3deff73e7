"""What stands before and after the recurrent layers: vectors of tokens, and linear readouts.

Both are found by their shapes; where several fit, their names decide which one is guessed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..text import TOKENIZERS
from .contents import FLOATS
from .groups import Group
from .questions import Question
from .weights import Weights

ONE_HOT, NONE = "one-hot", "none"
"""Answers beside the names of weights: a token's vector has a single 1; there is no readout."""
TARGETS = ("class", "token-class", "next-token", "next-value")
CHARACTERS = 300
"""Up to so many tokens, they are guessed to be characters."""

_TRANSPOSED = re.compile(r"kernel|weights|w|w_.*|.*::MatMul_\d+")
"""Names of matrices that stand on the right of what they multiply, ``(in, out)``."""
_BIASES = ("bias", "b", "biases")
_VECTORS = re.compile(r"emb|encoder|lookup|wte|token", re.I)
_READS = re.compile(r"decoder|readout|linear|fc|out|dense|head|classif|proj|logit", re.I)


class Linear(NamedTuple):
    """A linear readout.

    Attributes:
        name: by which it is asked for.
        weight: the plain name of its matrix.
        bias: the plain name of its bias; empty if it has none.
        is_transposed: whether the matrix is ``(in, out)``.
        outputs: how many there are.
    """

    name: str
    weight: str
    bias: str
    is_transposed: bool
    outputs: int


def vectors_in(weights: Weights, used: Collection[str], input_size: int) -> dict[str, str]:
    """Return the weights that can be vectors of tokens: name -> plain name of the weight.

    Args:
        weights: all of the file.
        used: plain names of those in recurrent layers.
        input_size: length of a vector.
    """
    return {
        _title(name): name
        for name in _matrices(weights, used)
        if weights[name].shape[1] == input_size
        and not _bias_of(name, weights)
        and not _TRANSPOSED.fullmatch(_leaf(name))
    }


def linears_in(
    weights: Weights, used: Collection[str], size: int, vectors: Collection[str]
) -> dict[str, Linear]:
    """Return the weights that can read a hidden state, by name.

    Where nothing else can, vectors of tokens as long as the state can: such a readout is tied, and
    safetensors does not store the same numbers twice.

    Args:
        weights: all of the file.
        used: plain names of those in recurrent layers.
        size: length of the state, that of both directions together.
        vectors: plain names of the weights that can be vectors of tokens.
    """
    found = {
        each.name: each
        for name in _matrices(weights, used)
        if name not in vectors and (each := _linear(name, weights, size))
    }
    alone = [name for name in vectors if weights[name].shape[1] == size]
    biases = {rows: name for rows, name in _lonely_biases(weights, used)}
    tied = {
        _title(name): Linear(_title(name), name, biases.get(rows, ""), False, rows)
        for name in alone
        for rows in weights[name].shape[:1]
    }
    return found | tied


@dataclass(frozen=True)
class Ends:
    """What can stand before and after the layers of a network.

    Attributes:
        vectors: name, plain name and number of tokens of each that can be vectors of tokens.
        linears: what can read the hidden state.
    """

    vectors: tuple[tuple[str, str, int], ...] = ()
    linears: tuple[Linear, ...] = ()


def ends_of(group: Group, weights: Weights, used: Collection[str]) -> Ends:
    """Return what can stand before and after the layers of a network.

    Args:
        group: the layers.
        weights: all of the file.
        used: plain names of those in recurrent layers.
    """
    vectors = vectors_in(weights, used, group.layers[0].input_size)
    size = group.layers[-1].output_size * group.directions
    linears = linears_in(weights, used, size, vectors.values())
    rows = ((title, name, weights[name].shape[0]) for title, name in vectors.items())
    return Ends(tuple(rows), tuple(linears.values()))


def questions_about(ends: Ends, input_size: int) -> tuple[Question, ...]:
    """Return what has to be asked about the tokens and the readout of a network.

    Args:
        ends: what can stand before and after its layers.
        input_size: length of what the first layer reads.
    """
    tokens = {name: rows for name, _weight, rows in ends.vectors}
    outputs = {each.name: each.outputs for each in ends.linears}
    embedding = _guess([*tokens], _VECTORS) or ONE_HOT
    readout = _guess([name for name in outputs if name not in tokens], _READS)
    readout = readout or next(iter(outputs), NONE)
    count = tokens.get(embedding, input_size)
    tokenizers = tuple(name for name in TOKENIZERS if name != "numbers")
    asked = [
        Question("embedding", embedding, (*tokens, ONE_HOT)),
        Question("tokenizer", "characters" if count <= CHARACTERS else "words", tokenizers),
        Question("readout", readout, (*outputs, NONE)),
    ]
    if outputs:
        target = "next-token" if outputs.get(readout) == count > 1 else "class"
        if outputs.get(readout) == 1 and not tokens:
            target = "next-value"
        asked.append(Question("target", target, TARGETS))
    return tuple(asked)


def _matrices(weights: Weights, used: Collection[str]) -> Iterator[str]:
    for name, weight in weights.items():
        is_float = all(dtype in FLOATS for dtype in weight.dtypes)
        if len(weight.shape) == 2 and 0 not in weight.shape and is_float and name not in used:
            yield name


def _linear(name: str, weights: Weights, size: int) -> Linear | None:
    shape, transposed = weights[name].shape, bool(_TRANSPOSED.fullmatch(_leaf(name)))
    if shape[0 if transposed else 1] != size:
        return None
    outputs, bias = shape[1 if transposed else 0], _bias_of(name, weights)
    if bias and weights[bias].shape != (outputs,):
        bias = ""
    return Linear(_title(name), name, bias, transposed, outputs)


def _bias_of(name: str, weights: Weights) -> str:
    """Return the plain name of a matrix's bias, empty if there is none."""
    folder, stroke, leaf = name.rpartition("/")
    own = re.sub(r"^(weight|kernel|W|w)(?=$|_)", lambda match: _BIAS[match[1]], leaf)
    names = [folder + stroke + each for each in (own, *(_BIASES if folder else ()))]
    return next((each for each in names if each in weights and each != name), "")


_BIAS = {"weight": "bias", "kernel": "bias", "W": "b", "w": "b"}


def _lonely_biases(weights: Weights, used: Collection[str]) -> Iterator[tuple[int, str]]:
    """Return length and plain name of biases beside which there are no weights."""
    for name, weight in weights.items():
        folder, _stroke, leaf = name.rpartition("/")
        alone = not any(each.startswith(f"{folder}/") for each in weights if each != name)
        if leaf == "bias" and folder and alone and len(weight.shape) == 1 and name not in used:
            yield weight.shape[0], name


def _guess(names: Sequence[str], pattern: re.Pattern[str]) -> str:
    """Return the name that sounds right, or the only one, or none."""
    fitting = [name for name in names if pattern.search(name)]
    return (fitting or ([*names] if len(names) == 1 else [""]))[0]


def _leaf(name: str) -> str:
    return name.rpartition("/")[2]


def _title(name: str) -> str:
    """Return by what name weights are asked for: their folder, if they have one."""
    return name.rpartition("/")[0] or name
