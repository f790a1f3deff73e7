"""From typed text to tokens: cleaning, tokenizers, vocabularies, and how tokens are shown."""

from core.text.cleaning import CleanText, Notice, clean
from core.text.display import ellipsis, visible
from core.text.tokenizers import (
    TOKENIZERS,
    CharacterTokenizer,
    MorphemeTokenizer,
    NumberTokenizer,
    Token,
    Tokenizer,
    WordTokenizer,
)
from core.text.vocabulary import Vocabulary

__all__ = [
    "TOKENIZERS",
    "CharacterTokenizer",
    "CleanText",
    "MorphemeTokenizer",
    "Notice",
    "NumberTokenizer",
    "Token",
    "Tokenizer",
    "Vocabulary",
    "WordTokenizer",
    "clean",
    "ellipsis",
    "visible",
]
