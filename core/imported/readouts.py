"""What stands before and after the recurrent layers: vectors of tokens, and linear readouts.

Both are found by their shapes; where several fit, their names decide which one is guessed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
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


class Matrix(NamedTuple):
    """A matrix that is in no recurrent layer.

    Attributes:
        title: by which it is asked for: its folder, if it has one.
        name: its plain name.
        shape: its shape.
        bias: the plain name of the bias beside it; empty if there is none.
        is_transposed: whether it stands on the right of what it multiplies, ``(in, out)``.
    """

    title: str
    name: str
    shape: tuple[int, ...]
    bias: str
    is_transposed: bool


class Rest:
    """What a file has beside its recurrent layers.

    Args:
        weights: all of the file.
        used: plain names of those in recurrent layers.
    """

    def __init__(self, weights: Weights, used: Collection[str]) -> None:
        self._weights = weights
        self.matrices = tuple(map(self._matrix, _matrices(weights, used)))
        self.lonely_biases = dict(_lonely_biases(weights, used))

    def _matrix(self, name: str) -> Matrix:
        folder, _stroke, leaf = name.rpartition("/")
        transposed = bool(_TRANSPOSED.fullmatch(leaf))
        shape = self._weights[name].shape
        return Matrix(folder or name, name, shape, _bias_of(name, self._weights), transposed)

    def vectors(self, size: int) -> dict[str, Matrix]:
        """Return by title what can be vectors of tokens, of this length."""
        return {
            each.title: each
            for each in self.matrices
            if each.shape[1] == size and not each.bias and not each.is_transposed
        }

    def linears(self, size: int, vectors: Mapping[str, Matrix]) -> dict[str, Linear]:
        """Return by title what can read a hidden state of this length.

        Vectors of tokens as long as the state can, too: such a readout is tied, and safetensors
        does not store the same numbers twice.
        """
        found = {
            each.title: self._linear(each)
            for each in self.matrices
            if each.title not in vectors and each.shape[0 if each.is_transposed else 1] == size
        }
        tied = {
            title: Linear(title, each.name, self.lonely_biases.get(rows, ""), False, rows)
            for title, each in vectors.items()
            if each.shape[1] == size
            for rows in each.shape[:1]
        }
        return found | tied

    def _linear(self, matrix: Matrix) -> Linear:
        outputs = matrix.shape[1 if matrix.is_transposed else 0]
        fits = matrix.bias and self._weights[matrix.bias].shape == (outputs,)
        bias = matrix.bias if fits else ""
        return Linear(matrix.title, matrix.name, bias, matrix.is_transposed, outputs)


@dataclass(frozen=True)
class Ends:
    """What can stand before and after the layers of a network.

    Attributes:
        vectors: name, plain name and number of tokens of each that can be vectors of tokens.
        linears: what can read the hidden state.
    """

    vectors: tuple[tuple[str, str, int], ...] = ()
    linears: tuple[Linear, ...] = ()


def ends_of(group: Group, rest: Rest) -> Ends:
    """Return what can stand before and after the layers of a network."""
    vectors = rest.vectors(group.layers[0].input_size)
    linears = rest.linears(group.layers[-1].output_size * group.directions, vectors)
    rows = ((title, each.name, each.shape[0]) for title, each in vectors.items())
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


def _bias_of(name: str, weights: Weights) -> str:
    """Return the plain name of a matrix's bias, empty if there is none."""
    folder, stroke, leaf = name.rpartition("/")
    own = re.sub(r"^(weight|kernel|W|w)(?=$|_)", lambda match: _BIAS[match[1]], leaf)
    names = [folder + stroke + each for each in (own, *(_BIASES if folder else ()))]
    return next((each for each in names if each in weights and each != name), "")


_BIAS = {"weight": "bias", "kernel": "bias", "W": "b", "w": "b"}


def _lonely_biases(weights: Weights, used: Collection[str]) -> Iterator[tuple[int, str]]:
    """Return length and plain name of biases beside which there are no weights."""
    beside = Counter(name.rpartition("/")[0] for name in weights)
    for name, weight in weights.items():
        folder, _stroke, leaf = name.rpartition("/")
        is_alone = leaf == "bias" and folder and beside[folder] == 1
        if is_alone and len(weight.shape) == 1 and name not in used:
            yield weight.shape[0], name


def _guess(names: Sequence[str], pattern: re.Pattern[str]) -> str:
    """Return the name that sounds right, or the only one, or none."""
    fitting = [name for name in names if pattern.search(name)]
    return (fitting or ([*names] if len(names) == 1 else [""]))[0]
