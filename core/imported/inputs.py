"""What an opened network reads: tokens with vectors, tokens as single ones, or numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..notation import N_
from ..text import Vocabulary
from .found import FoundNetwork
from .readouts import ONE_HOT
from .refusals import refused

UNKNOWN = ("<unk>", "<UNK>", "[UNK]", "<oov>", "<OOV>", "<unknown>", "UNK", "unk")
"""What vocabularies call the token that stands for all unknown ones."""
LONGEST_TOKEN = 200

_ROWS = N_(
    "The vocabulary should have as many tokens as there are vectors, {expected}, and has {got}. "
    "Give every code its token, those of padding and of the unknown token, too."
)
_SIZE = N_(
    "No vectors of tokens are used, so the vocabulary should have as many tokens as the network "
    "reads numbers, {expected}, and has {got}. Choose the vectors, or give every code its token."
)
_TOKENS = N_(
    "A vocabulary is a list of texts of at most {most} characters, each of them once; {token} is "
    "not so. Change it, or leave the vocabulary out."
)


@dataclass(frozen=True)
class Inputs:
    """What a network reads.

    Attributes:
        tokenizer: the name of its tokenizer, ``numbers`` for numbers.
        keys: its vocabulary, in the order of the codes; empty for numbers.
        names: the plain name of the weight with the vectors, if there is one.
        size: length of a vector.
    """

    tokenizer: str
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    size: int = 0

    def weights(self, values: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the weights of the network's embedding, given those of the file.

        Two rows come first: padding's, zeros, and the unknown token's, its vector if the vocabulary
        has one, else zeros.
        """
        if not self.keys:
            return {}
        vectors = [values[name] for name in self.names] or [torch.eye(self.size).double()]
        special = torch.zeros(2, self.size, dtype=torch.float64)
        unknown = [number for number, key in enumerate(self.keys) if key in UNKNOWN]
        for number in unknown[:1]:
            special[Vocabulary.UNKNOWN] = vectors[0][number]
        return {"embedding.weight": torch.cat([special, *vectors])}


def inputs_of(
    found: FoundNetwork, vocabulary: Sequence[str] | None, answers: Mapping[str, str]
) -> Inputs:
    """Return what a network reads, by its vocabulary and the answers.

    Raises:
        Refusal: if the vocabulary is none, or does not fit the vectors.
    """
    if vocabulary is None:
        return Inputs("numbers")
    keys = _checked(vocabulary)
    named = {title: (name, rows) for title, name, rows in found.ends.vectors}
    if answers["embedding"] == ONE_HOT:
        if len(keys) != found.input_size:
            raise refused(_SIZE, expected=found.input_size, got=len(keys))
        return Inputs(answers["tokenizer"], keys, size=found.input_size)
    name, rows = named[answers["embedding"]]
    if rows != len(keys):
        raise refused(_ROWS, expected=rows, got=len(keys))
    return Inputs(answers["tokenizer"], keys, (name,), found.input_size)


def vectors_for(found: FoundNetwork, vocabulary: Sequence[str] | None, guess: str) -> str:
    """Return which vectors fit a vocabulary: those that were guessed, if they do, or others."""
    fitting = [title for title, _name, rows in found.ends.vectors if rows == len(vocabulary or ())]
    if guess in fitting:
        return guess
    if not fitting and len(vocabulary or ()) == found.input_size:
        return ONE_HOT
    return next(iter(fitting), guess)


def _checked(vocabulary: Sequence[str]) -> tuple[str, ...]:
    seen = set[str]()
    for key in vocabulary:
        if not isinstance(key, str) or len(key) > LONGEST_TOKEN or key in seen or not _is_text(key):
            raise refused(_TOKENS, most=LONGEST_TOKEN, token=str(key))
        seen.add(key)
    return tuple(vocabulary)


def _is_text(key: str) -> bool:
    """Return whether a text can be written as UTF-8: it has no lone surrogate."""
    return not any("\ud800" <= letter <= "\udfff" for letter in key)
