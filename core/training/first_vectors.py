"""First word vectors from the training texts alone: words of similar contexts start alike.

Skip-gram with negative sampling (Mikolov et al. 2013): the vector of a word learns to predict the
words near it.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import normalize

from ..text import Vocabulary

WINDOW = 5
"""Words on either side that count as context; nearer ones count more."""

SPREAD = 0.4
"""Standard deviation of the numbers in the vectors."""


def word_vectors(texts: Sequence[Sequence[int]], words: int, size: int, passes: int) -> Tensor:
    """Return a vector for each word; the same texts give the same bytes.

    Args:
        texts: numbers of the words of each text.
        words: how many numbers there are.
        size: length of a vector.
        passes: times that the texts are read.

    Returns:
        ``(words, size)``; zeros for padding, and for words in no text.
    """
    from gensim.models import Word2Vec  # imported here: only making networks needs it

    model = Word2Vec(
        [[str(number) for number in text] for text in texts],
        vector_size=size,
        sg=1,
        window=WINDOW,
        min_count=1,
        epochs=passes,
        seed=1,
        workers=1,  # several would learn from the texts in an order that changes
    ).wv
    vectors = torch.zeros(words, size)
    seen = [int(str(number)) for number in model.index_to_key]
    # The part common to all vectors does not distinguish any words.
    vectors[seen] = normalize(torch.from_numpy(model.vectors - model.vectors.mean(0)), dim=1)
    vectors[Vocabulary.PADDING] = 0
    return vectors * SPREAD / vectors[seen].std()
