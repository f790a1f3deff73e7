"""Every tokenizer, each in a file of its own, and a table of them by name."""

from collections.abc import Callable, Mapping
from functools import partial

from .base import Token, Tokenizer
from .bpe import BPETokenizer
from .characters import CharacterTokenizer
from .morphemes import MorphemeTokenizer
from .numbers import NumberTokenizer
from .subwords import SubwordTokenizer
from .whitespace import WhitespaceTokenizer
from .wordpiece import WordPieceTokenizer
from .words import WordTokenizer

__all__ = [
    "TOKENIZERS",
    "BPETokenizer",
    "CharacterTokenizer",
    "MorphemeTokenizer",
    "NumberTokenizer",
    "SubwordTokenizer",
    "Token",
    "Tokenizer",
    "WhitespaceTokenizer",
    "WordPieceTokenizer",
    "WordTokenizer",
]

TOKENIZERS: Mapping[str, Callable[[], Tokenizer]] = {
    "whitespace": WhitespaceTokenizer,
    "words": WordTokenizer,
    "characters": CharacterTokenizer,
    "morphemes": MorphemeTokenizer,
    "english-wordpiece": partial(WordPieceTokenizer, "english"),
    "english-bpe": partial(BPETokenizer, "english"),
    "korean-wordpiece": partial(WordPieceTokenizer, "korean"),
    "korean-bpe": partial(BPETokenizer, "korean"),
    "numbers": NumberTokenizer,
}
"""Every tokenizer, by its name in model cards."""
