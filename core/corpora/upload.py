"""The corpus of a file that somebody brought."""

from core.analysis.corpus.documents import Corpus
from core.corpora.cut import cut
from core.network import ModelCard
from core.notation import N_
from core.text import Notice
from core.text.decoding import TextError


def uploaded(name: str, text: str, card: ModelCard, most: int) -> Corpus:
    """Return the corpus of a file; a network of reviews reads each line by itself.

    Raises:
        TextError: if no line has anything to read.
    """
    if card.target != "class":
        return cut("upload", [(name, text)], most)
    lines = ((f"{name}, {number}", line) for number, line in enumerate(text.splitlines(), start=1))
    corpus = cut("upload", ((title, line) for title, line in lines if line.strip()), most)
    if not corpus.documents:
        raise TextError(Notice(N_("The file has no text. Upload one that has.")))
    return corpus
