"""The view of Tokens and vectors: the tokenizer that is listed, padding, and which vectors."""

from dataclasses import dataclass

from core.notation import N_
from core.text import TOKENIZERS
from core.text.padding import Side
from pages.shared.view.fields import number, one_of

LONGEST = 64
"""Steps to which a sentence can be padded or cut."""
SIDES = {"before": N_("before"), "after": N_("after")}
MEASURES = {"length": N_("norm of h"), "unit": N_("h of unit {unit}")}
VECTORS = {
    "one-hot": N_("One-hot"),
    "counts": N_("Bag of words"),
    "tf-idf": N_("TF-IDF"),
    "embedding": N_("Embedding"),
    "map": N_("Map of word vectors"),
    "network-map": N_("Map of the embedding"),
}


@dataclass(frozen=True)
class TokensAndVectorsView:
    """What is shown of the sentence before a network reads it.

    Attributes:
        tokenizer: whose tokens are listed; the network's own where there is none.
        length: steps to which the sentence is padded or cut.
        pad: the side on which padding is added.
        cut: the side on which tokens are lost.
        measure: what is shown of the hidden state while padding is read.
        view: which vectors of the sentence are shown.
    """

    tokenizer: str | None = one_of(
        "tok",
        tuple(TOKENIZERS),
        N_("The link names a tokenizer that is not here."),
        default=None,
    )
    length: int = number(
        "len",
        1,
        LONGEST,
        N_("The link's length is not a number from {low} to {high}."),
        default=16,
    )
    pad: Side = one_of(
        "pad", SIDES, N_("The link names a side other than before or after."), default="after"
    )
    cut: Side = one_of(
        "cut", SIDES, N_("The link names a side other than before or after."), default="after"
    )
    measure: str = one_of("of", MEASURES, N_("The link names a chart that is not here."))
    view: str = one_of("view", VECTORS, N_("The link names a chart that is not here."))
