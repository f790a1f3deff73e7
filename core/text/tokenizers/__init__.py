"""Every tokenizer, one a file, and how to get one by its name."""

from collections.abc import Callable, Mapping

from core.text.tokenizers.base import Token, Tokenizer
from core.text.tokenizers.characters import CharacterTokenizer
from core.text.tokenizers.morphemes import MorphemeTokenizer
from core.text.tokenizers.numbers import NumberTokenizer
from core.text.tokenizers.words import WordTokenizer

__all__ = [
    "TOKENIZERS",
    "CharacterTokenizer",
    "MorphemeTokenizer",
    "NumberTokenizer",
    "Token",
    "Tokenizer",
    "WordTokenizer",
]

TOKENIZERS: Mapping[str, Callable[[], Tokenizer]] = {
    tokenizer.name: tokenizer
    for tokenizer in (
        CharacterTokenizer,
        MorphemeTokenizer,
        NumberTokenizer,
        WordTokenizer,
    )
}
"""Every tokenizer, by the name that model cards use."""
