"""Every tokenizer, one a file, and how to get one by its name."""

from collections.abc import Callable, Mapping
from functools import partial

from core.text.tokenizers.base import Token, Tokenizer
from core.text.tokenizers.bpe import BPETokenizer
from core.text.tokenizers.characters import CharacterTokenizer
from core.text.tokenizers.morphemes import MorphemeTokenizer
from core.text.tokenizers.numbers import NumberTokenizer
from core.text.tokenizers.subwords import SubwordTokenizer
from core.text.tokenizers.whitespace import WhitespaceTokenizer
from core.text.tokenizers.wordpiece import WordPieceTokenizer
from core.text.tokenizers.words import WordTokenizer

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
"""Every tokenizer, by the name that model cards use."""
