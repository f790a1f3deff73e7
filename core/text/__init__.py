"""From typed text to tokens: cleaning, tokenizers, vocabularies, and the display of tokens."""

from .cleaning import CleanText, clean
from .display import ellipsis, visible
from .labels import labels, tags
from .tokenizers import (
    TOKENIZERS,
    BPETokenizer,
    CasedWordTokenizer,
    CharacterTokenizer,
    MorphemeTokenizer,
    NumberTokenizer,
    SubwordTokenizer,
    SyllableTokenizer,
    Token,
    Tokenizer,
    WhitespaceTokenizer,
    WordPieceTokenizer,
    WordTokenizer,
)
from .vocabulary import Vocabulary

__all__ = [
    "TOKENIZERS",
    "BPETokenizer",
    "CasedWordTokenizer",
    "CharacterTokenizer",
    "CleanText",
    "MorphemeTokenizer",
    "NumberTokenizer",
    "SubwordTokenizer",
    "SyllableTokenizer",
    "Token",
    "Tokenizer",
    "Vocabulary",
    "WhitespaceTokenizer",
    "WordPieceTokenizer",
    "WordTokenizer",
    "clean",
    "ellipsis",
    "labels",
    "tags",
    "visible",
]
