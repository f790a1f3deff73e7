"""From typed text to tokens: cleaning, tokenizers, vocabularies, and how tokens are shown."""

from core.text.cleaning import CleanText, Notice, clean
from core.text.display import ellipsis, visible
from core.text.tokenizers import (
    TOKENIZERS,
    BPETokenizer,
    CharacterTokenizer,
    MorphemeTokenizer,
    NumberTokenizer,
    SubwordTokenizer,
    Token,
    Tokenizer,
    WhitespaceTokenizer,
    WordPieceTokenizer,
    WordTokenizer,
)
from core.text.vocabulary import Vocabulary

__all__ = [
    "TOKENIZERS",
    "BPETokenizer",
    "CharacterTokenizer",
    "CleanText",
    "MorphemeTokenizer",
    "Notice",
    "NumberTokenizer",
    "SubwordTokenizer",
    "Token",
    "Tokenizer",
    "Vocabulary",
    "WhitespaceTokenizer",
    "WordPieceTokenizer",
    "WordTokenizer",
    "clean",
    "ellipsis",
    "visible",
]
