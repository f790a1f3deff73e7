"""Numbers as digits, all in one vector: learning to spell their names, a letter a step."""

from collections.abc import Callable

import torch

from ...network.answering import END
from ...network.answering.one_to_many import DIGITS
from ...sequence_tasks.held_out_numbers import NAMED_DIGITS, is_held_out
from ...sequence_tasks.number_words import english, korean, native_korean
from ...text import CharacterTokenizer, Vocabulary
from ..answering import AnswerTask
from ..batches import Batch, Fresh
from ..task import Recipe
from .answers import batch, digest, drawn, exactness, held_out

RECIPE = Recipe(epochs=12, batch_size=64, learning_rate=0.003)
"""The same for all cells, so that nothing but the cell differs."""

STEPS = 300
"""Steps that count as an epoch."""

HIDDEN_SIZE = 128
MEASURED = 700
"""Held-out numbers of each length, at most."""


def number_names_english() -> AnswerTask:
    """Return the English task: numbers of up to three digits, a letter a step."""
    return _task("number-names-english", english, places=NAMED_DIGITS, lowest=0)


def number_names_korean() -> AnswerTask:
    """Return the Sino-Korean task: numbers of up to three digits, a syllable a step."""
    return _task("number-names-korean", korean, places=NAMED_DIGITS, lowest=0)


def number_names_native() -> AnswerTask:
    """Return the native Korean task: numbers from 1 to 99, where that system ends."""
    return _task("number-names-native", native_korean, places=2, lowest=1)


def _task(name: str, spell: Callable[[int], str], places: int, lowest: int) -> AnswerTask:
    vocabulary = Vocabulary(DIGITS)
    names = map(spell, range(lowest, 10**places))
    outputs = (*sorted(set().union(*names)), END)

    def codes(number: int) -> list[int]:
        ids = vocabulary.ids(str(number))
        return [Vocabulary.PADDING] * (places - len(ids)) + ids

    def fresh(n: int, generator: torch.Generator) -> Batch:
        numbers = drawn(n, places, lowest, generator)
        return batch(map(codes, numbers), map(spell, numbers), outputs)

    known = {str(number): spell(number) for number in held_out(places, MEASURED)}
    learned = [n for n in range(lowest, 10**places) if not is_held_out(n)]
    seen = {str(number): spell(number) for number in learned}
    return AnswerTask(
        name=name,
        target="name",
        tokenizer=CharacterTokenizer.name,
        vocabulary=vocabulary,
        outputs=outputs,
        input_size=places * len(DIGITS),
        texts=Fresh(fresh, STEPS),
        figures=lambda network: {
            "train_exact": exactness(network, seen),
            "dev_exact": exactness(network, known),
        },
        data={"held-out numbers, made up": digest(known)},
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
    )
