"""Learn a vector for each word from the words around it, in English and in Korean.

python -m core.training.word_vectors --data ../shared/data

gensim learns them: from each word and its neighbours, to predict one from the other, against words
drawn at random (Mikolov et al. 2013). Then the part common to all vectors is removed: it says how
frequent a word is rather than what it means (Mu and Viswanath 2018).

The same files and seed give the same tensors and words to the byte, in every process on one machine
and whatever else runs in it; only ``seconds`` on the card differs. (Another kind of processor adds
in a different order, and so rounds differently.)
"""

import argparse
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import gensim
import numpy as np
from gensim.models import Word2Vec
from gensim.models.callbacks import CallbackAny2Vec
from tqdm import tqdm

from ..checkpoints import CHECKPOINTS
from ..corpus.sources.reviews import read_english
from ..text import TOKENIZERS, Vocabulary
from ..text.word_vectors import Words, WordsCard, save_words

Recipe = Mapping[str, float]
"""Settings of ``gensim.models.Word2Vec`` by their names there; sg: 1 is skip-gram, 0 is CBOW."""


class Source(NamedTuple):
    """The texts of one language, and how to learn from them: see ``learn``, ``without_common``."""

    tokenizer: str
    files: tuple[str, ...]
    directions: int
    recipe: Recipe


SETTINGS: Recipe = {
    "vector_size": 64, "window": 5, "min_count": 5, "negative": 5, "sample": 0.01,
}  # fmt: skip

ENGLISH = ("english_reviews/train.tsv", "english_reviews/extra.tsv")
KOREAN = ("korean_reviews/train.tsv",)
SOURCES = {
    "english": Source("words", ENGLISH, 0, {**SETTINGS, "sg": 0, "epochs": 60}),
    "korean": Source("morphemes", KOREAN, 1, {**SETTINGS, "sg": 1, "epochs": 10}),
}
"""Chosen by reading neighbours, and by how near the words of 19 groups (genres, people, …) are to
their own group: a mean average precision, uncertain by about 0.01. English: CBOW 0.135, skip-gram
0.11 to 0.12, CBOW with phrases.tsv 0.124 (it repeats the sentences of train.tsv), with
Shakespeare 0.122. Korean: skip-gram 0.30, CBOW 0.25. Leaving out frequent words (sample 0.0001)
costs both a third or more, a window of 10 up to a fifth.
"""


def main(arguments: list[str] | None = None) -> None:
    """Learn and write the word vectors of each language."""
    parser = argparse.ArgumentParser("python -m core.training.word_vectors", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the folders of reviews")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, default=CHECKPOINTS)
    options = parser.parse_args(arguments)
    for language, source in SOURCES.items():
        print(save_words(make(language, source, options.data, options.seed), options.output))


def make(language: str, source: Source, folder: Path, seed: int) -> Words:
    """Read the texts of a language and learn the vectors of their words.

    Raises:
        FileNotFoundError: if one of the files is not in the folder.
    """
    started = time.monotonic()
    texts = split(source, folder)
    counts = Counter(key for text in texts for key in text)
    keys = Vocabulary.from_counts(counts, int(source.recipe["min_count"])).keys
    vectors = without_common(learn(texts, keys, source.recipe, seed), source.directions)
    within = Counter(key for text in texts for key in set(text))
    sizes = {"words": len(keys), "dimensions": vectors.shape[1]}
    card = WordsCard(
        task="word-vectors",
        data={name: sha256((folder / name).read_bytes()).hexdigest() for name in source.files},
        command=f"python -m core.training.word_vectors --data DIR --seed {seed}",
        seed=seed,
        gensim_version=gensim.__version__,
        seconds=round(time.monotonic() - started, 1),
        recipe={**source.recipe, "common_directions": source.directions},
        sizes=sizes | {"texts": len(texts), "tokens": counts.total()},
    )
    rows = {key: row for row, key in enumerate(keys)}
    document_counts = np.array([within[key] for key in keys])
    return Words(language, source.tokenizer, keys, rows, vectors, document_counts, len(texts), card)


def split(source: Source, folder: Path) -> list[list[str]]:
    """Return the keys of the tokens of each text that has any."""
    tokenizer = TOKENIZERS[source.tokenizer]()
    reviews = [review for name in source.files for review in read_english(folder / name)]
    progress = tqdm(reviews, disable=None, unit="text")
    texts = ([token.key for token in tokenizer.tokenize(review.text)] for review in progress)
    return [text for text in texts if text]


def learn(
    texts: Sequence[Sequence[str]], keys: Sequence[str], recipe: Recipe, seed: int
) -> np.ndarray:
    """Return the vectors of frequent enough keys, ``(len(keys), vector_size)``."""
    settings: dict[str, Any] = dict(recipe)
    with tqdm(total=settings["epochs"], disable=None, unit="epoch") as progress:
        model = Word2Vec(
            texts,
            seed=seed,
            workers=1,  # with more, the order of the texts would be random
            hashfxn=lambda word: crc32(word.encode()),  # Python's own differs from run to run
            callbacks=[_Progress(progress)],
            **settings,
        )
    return np.stack([model.wv[key] for key in keys])


def without_common(vectors: np.ndarray, directions: int) -> np.ndarray:
    """Return vectors without their mean and the directions in which they differ most.

    Each of them has length 1: float32 ``(n, d)``.
    """
    centred = vectors - vectors.mean(axis=0, dtype=np.float64)
    common = np.linalg.svd(centred, full_matrices=False)[2][:directions]  # (directions, d)
    rest = centred - centred @ common.T @ common
    return (rest / np.linalg.norm(rest, axis=1, keepdims=True)).astype(np.float32)


class _Progress(CallbackAny2Vec):
    def __init__(self, progress: tqdm) -> None:
        self._progress = progress

    def on_epoch_end(self, model: Word2Vec) -> None:
        self._progress.update()


if __name__ == "__main__":
    main()
