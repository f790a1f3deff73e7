"""Numbers in words, English or Korean: learning to write their digits."""

from collections.abc import Callable
from functools import lru_cache, partial

import torch

from ...network.answering import END
from ...sequence_tasks.held_out_numbers import LEARNED_DIGITS
from ...sequence_tasks.number_words import english, korean
from ...text import CharacterTokenizer, Tokenizer, Vocabulary, WordTokenizer
from ..answering import AnswerTask
from ..batches import Batch, Fresh
from ..task import Recipe
from .answers import batch, digest, drawn, exactness, held_out

LONGER = LEARNED_DIGITS + 1
"""Digits of the numbers that show what becomes of longer ones."""

MEASURED = 700
"""Held-out numbers of each length, at most."""

OUTPUTS = (*"0123456789", END)
RECIPE = Recipe(epochs=12, batch_size=64, learning_rate=0.003)
"""The same for all cells, so that nothing but the cell differs."""

STEPS = 300
"""Steps that count as an epoch."""

HIDDEN_SIZE = 128

Words = Callable[[int], str]

ENGLISH: tuple[Words, ...] = tuple(
    partial(english, and_=and_, hyphen=hyphen) for and_ in (True, False) for hyphen in "- "
)
KOREAN: tuple[Words, ...] = tuple(
    partial(korean, one=one, space=space) for one in (False, True) for space in (False, True)
)
"""The ways of writing a number that are learned; held-out numbers are written in the first."""


def numerals_english() -> AnswerTask:
    """Return the English task: a word is a token, and so is "twenty-one"."""
    return _task("numerals-english", ENGLISH, WordTokenizer())


def numerals_korean() -> AnswerTask:
    """Return the Korean task: a syllable is a token."""
    return _task("numerals-korean", KOREAN, CharacterTokenizer())


def _task(name: str, ways: tuple[Words, ...], tokenizer: Tokenizer) -> AnswerTask:
    @lru_cache(maxsize=500_000)
    def codes(number: int, way: int) -> tuple[int, ...]:
        return tuple(vocabulary.ids(keys(number, way)))

    def keys(number: int, way: int) -> list[str]:
        return [token.key for token in tokenizer.tokenize(ways[way](number))]

    def fresh(n: int, generator: torch.Generator) -> Batch:
        numbers = drawn(n, LEARNED_DIGITS, 0, generator)
        chosen = torch.randint(len(ways), (n,), generator=generator).tolist()
        return batch(map(codes, numbers, chosen), map(str, numbers), OUTPUTS)

    said = [number for number in range(100)] + [10**power for power in range(2, LEARNED_DIGITS)]
    every = {key for n in said for way in range(len(ways)) for key in keys(n, way)}
    every |= {key for way in range(len(ways)) for key in keys(10**LEARNED_DIGITS - 1, way)}
    vocabulary = Vocabulary(sorted(every))
    known = {ways[0](number): str(number) for number in held_out(LEARNED_DIGITS, MEASURED)}
    longer = {
        ways[0](number): str(number)
        for number in held_out(LONGER, MEASURED)
        if len(str(number)) == LONGER
    }
    return AnswerTask(
        name=name,
        target="answer",
        tokenizer=tokenizer.name,
        vocabulary=vocabulary,
        outputs=OUTPUTS,
        input_size=len(vocabulary.keys),
        texts=Fresh(fresh, STEPS),
        figures=lambda network: {
            "dev_exact": exactness(network, known),
            "longer_exact": exactness(network, longer),
        },
        data={"held-out numbers, made up": digest(known | longer)},
        recipe=RECIPE,
        hidden_size=HIDDEN_SIZE,
    )
