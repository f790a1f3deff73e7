"""Learn the word pieces of the four sub-word tokenizers that are shipped.

python -m core.training.subwords --data ../shared/data

The library ``tokenizers`` learns them: from single characters on, the most frequent pair of
neighbours becomes a piece, again and again. (Its WordPiece trainer does the same, but numbers the
pieces in another order each time: github.com/huggingface/tokenizers/issues/1794. Here, the
character that begins a word is a symbol of its own, and the same texts give the same bytes.)
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import tokenizers
from tokenizers import models, trainers

from ..checkpoints import CHECKPOINTS, write_checked
from ..corpus.sources.reviews import read_english
from ..text import BPETokenizer, WordPieceTokenizer, WordTokenizer
from ..text.tokenizers.subwords import CONTINUES, LONGEST_WORD, UNKNOWN, file_name, folded


class Source(NamedTuple):
    """Texts of one language, and how many pieces to learn from them."""

    files: tuple[str, ...]
    pieces: int


ENGLISH = tuple(f"english_reviews/{name}.tsv" for name in ("train", "phrases", "extra"))
SOURCES = {
    "english": Source(ENGLISH, 4_000),
    "korean": Source(("korean_reviews/train.tsv",), 8_000),
}

MIN_COUNT = 20
"""A character seen less often is unknown, and no piece is learned from a word with it."""

_BEGINS = 0xF0000
"""First of the private symbols that stand for a character at the beginning of a word."""


class Pieces(NamedTuple):
    """The learned pieces: piece -> number, and the pairs in the order in which they are joined."""

    numbers: Mapping[str, int]
    joined: list[tuple[str, str]]


def main(arguments: list[str] | None = None) -> None:
    """Learn and write the pieces of each language."""
    parser = argparse.ArgumentParser("python -m core.training.subwords", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the folders of reviews")
    parser.add_argument("--output", type=Path, default=CHECKPOINTS)
    options = parser.parse_args(arguments)
    for language, source in SOURCES.items():
        reviews = (review for name in source.files for review in read_english(options.data / name))
        pieces = learn(words(review.text for review in reviews), source.pieces)
        for path in save(pieces, language, options.output):
            print(path)


def words(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of texts, as the tokenizers will see them."""
    tokenizer = WordTokenizer()
    for text in texts:
        for token in tokenizer.tokenize(text):
            # The treebank spells brackets and quotation marks differently from what people type.
            typed = token.key if token.key in '()[]{}"' else folded(token.text)
            yield typed[:LONGEST_WORD]


def learn(all_words: Iterable[str], size: int, min_count: int = MIN_COUNT) -> Pieces:
    """Return the pieces that are learned from words: the most frequent pairs are joined first.

    Args:
        all_words: of the training texts, each as often as it occurs.
        size: number of pieces to learn, single characters included.
        min_count: how often a character must occur to be known.
    """
    counts = Counter(all_words)
    characters = Counter[str]()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    known = sorted(character for character in characters if characters[character] >= min_count)
    begins = {character: chr(_BEGINS + number) for number, character in enumerate(known)}
    symbols = (
        begins[word[0]] + word[1:]
        for word, count in counts.items()
        if begins.keys() >= set(word)
        for _ in range(count)
    )
    model = tokenizers.Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=size, show_progress=False)
    model.train_from_iterator(symbols, trainer)
    return _pieces(model, {symbol: character for character, symbol in begins.items()})


def save(pieces: Pieces, language: str, folder: Path) -> tuple[Path, ...]:
    """Write the files of the two tokenizers of a language, and enter them in the manifest."""
    paths = []
    for kind, model in ((WordPieceTokenizer, _word_piece(pieces)), (BPETokenizer, _bpe(pieces))):
        path = folder / file_name(kind(language).name)
        write_checked(path, tokenizers.Tokenizer(model).to_str().encode())
        paths.append(path)
    return tuple(paths)


def _word_piece(pieces: Pieces) -> models.Model:
    return models.WordPiece(
        dict(pieces.numbers),
        unk_token=UNKNOWN,
        continuing_subword_prefix=CONTINUES,
        max_input_chars_per_word=LONGEST_WORD,
    )


def _bpe(pieces: Pieces) -> models.Model:
    return models.BPE(
        dict(pieces.numbers),
        pieces.joined,
        unk_token=UNKNOWN,
        fuse_unk=True,  # an emoji of several characters is one unknown token, not five
        continuing_subword_prefix=CONTINUES,
    )


def _pieces(model: tokenizers.Tokenizer, characters: Mapping[str, str]) -> Pieces:
    """Return the pieces of a trained model, spelled without the private symbols."""

    def spelled(piece: str) -> str:
        first = characters.get(piece[0])
        return CONTINUES + piece if first is None else first + piece[1:]

    numbers = model.get_vocab()
    pieces = [spelled(piece) for piece in sorted(numbers, key=numbers.__getitem__)]
    joined = [
        (spelled(left), spelled(right))
        for left, right in json.loads(model.to_str())["model"]["merges"]
    ]
    return Pieces({piece: number for number, piece in enumerate([UNKNOWN, *pieces])}, joined)


if __name__ == "__main__":
    main()
