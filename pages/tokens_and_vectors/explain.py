"""Short explanations of tokens and vectors, with their sources."""

import streamlit as st

from core.notation import N_
from pages.language import _
from pages.shared import prose

LINES = (
    N_(
        "**White space** alone leaves every comma on its word; **words** as people type them split "
        "it off. Rare and inflected words remain unknown to any list of words."
    ),
    N_(
        "**Morphemes** are the parts that a Korean word is put together from; Kiwi "
        "(kiwipiepy) finds them. Two of them may share one syllable."
    ),
    N_(
        "**WordPiece** (Schuster and Nakajima 2012) and **BPE** (Sennrich et al. 2016) keep "
        "frequent words whole and build rare ones from pieces, learned here from the reviews. "
        "WordPiece marks pieces that continue a word with ##, BPE those that begin one with ▁."
    ),
    N_(
        "**Padding** makes the sentences of a batch equally long, **truncation** cuts the long "
        "ones. After the sentence, padding changes the last state unless it is masked; before "
        "it, unmasked padding means that the network arrives at the first token with a state "
        "made by padding alone."
    ),
    N_(
        "**One-hot** says only which word it is. **Bag of words** and **TF-IDF** count a whole "
        "text. **Word vectors** (Mikolov et al. 2013: CBOW for English, skip-gram for Korean, "
        "negative sampling) are learned from the words around each word, an **embedding** with "
        "the network's own task."
    ),
)


def explain() -> None:
    """Show the explanations."""
    with st.expander(_("Explain: from text to vectors"), icon=":material/school:"):
        for line in LINES:
            prose.say(_(line))
