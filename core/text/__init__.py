"""From typed text to tokens: cleaning, tokenizers, vocabularies, and how tokens are shown."""

from collections.abc import Callable, Mapping

from core.text.cleaning import CleanText, Notice, clean
from core.text.display import ellipsis, visible
from core.text.numbers import NumberTokenizer
from core.text.tokenizers import CharacterTokenizer, Token, Tokenizer, WordTokenizer
from core.text.vocabulary import Vocabulary

__all__ = [
    "TOKENIZERS",
    "CharacterTokenizer",
    "CleanText",
    "Notice",
    "Token",
    "Tokenizer",
    "Vocabulary",
    "WordTokenizer",
    "clean",
    "ellipsis",
    "visible",
]

TOKENIZERS: Mapping[str, Callable[[], Tokenizer]] = {
    tokenizer.name: tokenizer for tokenizer in (CharacterTokenizer, NumberTokenizer, WordTokenizer)
}
"""Every tokenizer, by the name that model cards use."""
