"""English words, clitics and marks, joined as people write them."""

from collections.abc import Iterator, Sequence

from .joined import Joined, joined

NO_SPACE_BEFORE = {".", ",", ";", ":", "!", "?", ")", "]", "}", "...", "%", "n't", "'"}
NO_SPACE_AFTER = {"(", "[", "{", "$", "#"}
CLITICS = {"'s", "'re", "'ve", "'ll", "'d", "'m", "'em", "'til"}
_SENTENCE_ENDS = {".", "!", "?", "..."}
SPLIT = {("can", "not")}


def join_words(keys: Sequence[str]) -> Joined:
    """Return words as a sentence: a capital at its start, marks and clitics without a space.

    A straight quotation mark opens and closes in turn. Keys that have capitals keep them.

    >>> print(join_words(["i", "said", ":", '"', "it", "'s", "fine", ".", '"', "ok", "?"]).text)
    I said: "It's fine." Ok?
    """
    return joined(_pieces(keys))


def _pieces(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    inside, glued, starts = False, True, True
    before = ""
    for key in keys:
        closes = key == '"' and inside
        space = not (
            glued or closes or key in NO_SPACE_BEFORE or key in CLITICS or (before, key) in SPLIT
        )
        word = "I" if key == "i" else key
        if starts and word[:1].isalpha():
            word, starts = word[0].upper() + word[1:], False
        yield " " * space, word
        glued = key in NO_SPACE_AFTER or (key == '"' and not inside)
        inside ^= key == '"'
        starts = starts or key in _SENTENCE_ENDS or (key == '"' and inside)
        before = key
