"""Count the vocabularies of Korean under the tokenizers that no Korean network uses.

python -m core.training.vocabularies --data ../shared/data

Under each tokenizer, a vocabulary has what occurs at least five times in the reviews that the
networks learn from, as their own vocabulary has. So their shares of unknown tokens can be compared:
of the tokens of dev.tsv, 41 % are unknown when split at white space, 28 % as words, and 0.06 % as
characters.
"""

import argparse
from collections import Counter
from hashlib import sha256
from pathlib import Path

from ..checkpoints import CHECKPOINTS
from ..corpus.sources.reviews import read
from ..text import TOKENIZERS, Vocabulary
from ..text.vocabularies import save_vocabularies

FILE = "korean_reviews/train.tsv"
COUNTED = ("whitespace", "words", "characters")
MIN_COUNT = 5


def main(arguments: list[str] | None = None) -> None:
    """Count and write the vocabularies."""
    parser = argparse.ArgumentParser("python -m core.training.vocabularies", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the folders of reviews")
    parser.add_argument("--output", type=Path, default=CHECKPOINTS)
    options = parser.parse_args(arguments)
    path = options.data / FILE
    texts = [review.text for review in read(path)]
    counted = {name: count(texts, name) for name in COUNTED}
    card = {
        "data": {FILE: sha256(path.read_bytes()).hexdigest()},
        "command": "python -m core.training.vocabularies --data DIR",
        "min_count": MIN_COUNT,
    }
    print(save_vocabularies("korean", counted, card, options.output))


def count(texts: list[str], tokenizer: str, min_count: int = MIN_COUNT) -> Vocabulary:
    """Return the keys that occur often enough in texts, the most frequent first."""
    tokenize = TOKENIZERS[tokenizer]().tokenize
    counts = Counter(token.key for text in texts for token in tokenize(text))
    return Vocabulary.from_counts(counts, min_count)


if __name__ == "__main__":
    main()
