"""Every tokenizer, each in a file of its own, and a table of them by name."""

from collections.abc import Callable, Mapping
from functools import partial

from .base import Token, Tokenizer
from .bpe import BPETokenizer
from .cased_words import CasedWordTokenizer
from .characters import CharacterTokenizer
from .morphemes import MorphemeTokenizer
from .numbers import NumberTokenizer
from .subwords import SubwordTokenizer
from .syllables import SyllableTokenizer
from .unspaced import UnspacedTokenizer
from .whitespace import WhitespaceTokenizer
from .wordpiece import WordPieceTokenizer
from .words import WordTokenizer

__all__ = [
    "TOKENIZERS",
    "BPETokenizer",
    "CasedWordTokenizer",
    "CharacterTokenizer",
    "MorphemeTokenizer",
    "NumberTokenizer",
    "SubwordTokenizer",
    "SyllableTokenizer",
    "Token",
    "Tokenizer",
    "UnspacedTokenizer",
    "WhitespaceTokenizer",
    "WordPieceTokenizer",
    "WordTokenizer",
]

TOKENIZERS: Mapping[str, Callable[[], Tokenizer]] = {
    "whitespace": WhitespaceTokenizer,
    "words": WordTokenizer,
    "cased-words": CasedWordTokenizer,
    "characters": CharacterTokenizer,
    "unspaced": UnspacedTokenizer,
    "syllables": SyllableTokenizer,
    "morphemes": MorphemeTokenizer,
    "english-wordpiece": partial(WordPieceTokenizer, "english"),
    "english-bpe": partial(BPETokenizer, "english"),
    "korean-wordpiece": partial(WordPieceTokenizer, "korean"),
    "korean-bpe": partial(BPETokenizer, "korean"),
    "numbers": NumberTokenizer,
}
"""Every tokenizer, by its name in model cards."""
