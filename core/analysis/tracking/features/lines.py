"""Features of a character's position in its line, its sentence and its paragraph."""

import numpy as np

from ....notation import N_
from .scan import before, count, following, last, total
from .table import Feature
from .tokens import Tokens

LINE_BREAKS = "\n\r\x85\u2028\u2029"
SENTENCE_ENDS = ".!?"


def position_in_line(tokens: Tokens) -> np.ndarray:
    """Return how many characters of the line have been read; 0 at a line break."""
    return count(tokens, _line_break(tokens))


def line_number(tokens: Tokens) -> np.ndarray:
    """Return how many lines have begun; a line break belongs to the line that it ends."""
    breaks = _line_break(tokens)
    return total(tokens, breaks) + 1 - breaks


def indentation(tokens: Tokens) -> np.ndarray:
    """Return how much white space the line begins with, as far as it has been read."""
    breaks = _line_break(tokens)
    ink = ~tokens.where(str.isspace)
    # White space counts until the first other character of the line.
    blank = (last(tokens, ink) <= last(tokens, breaks)) & ~ink & ~breaks
    read = total(tokens, blank)
    line = last(tokens, breaks)
    return read - np.where(line >= 0, read[line], 0)


def line_ends(tokens: Tokens) -> np.ndarray:
    """Return whether the next character is a line break; NaN at the last of a text."""
    return following(tokens, _line_break(tokens))


def position_in_sentence(tokens: Tokens) -> np.ndarray:
    """Return how many characters of the sentence have been read; 0 at the mark that ends it.

    Every full stop, exclamation or question mark counts, even in a number or an abbreviation.
    """
    return count(tokens, tokens.among(SENTENCE_ENDS))


def position_in_paragraph(tokens: Tokens) -> np.ndarray:
    """Return how many characters of the paragraph have been read; 0 where an empty line ends."""
    return count(tokens, _blank_line(tokens))


def in_speaker(tokens: Tokens) -> np.ndarray:
    """Return whether this is in a paragraph's first line, before its first colon.

    In a play, that is the name of the speaker. A first line without a colon counts as a whole.
    """
    breaks, blank = _line_break(tokens), _blank_line(tokens)
    first_line = last(tokens, breaks) == last(tokens, blank)
    colon = last(tokens, tokens.among(":")) > last(tokens, blank)
    return first_line & ~breaks & ~colon


def _line_break(tokens: Tokens) -> np.ndarray:
    """Return at which tokens a line ends, ``(T,)`` bool; of a CR and LF, at the LF."""
    first_of_two = tokens.among("\r") & (following(tokens, tokens.among("\n")) == 1)
    return tokens.among(LINE_BREAKS) & ~first_of_two


def _blank_line(tokens: Tokens) -> np.ndarray:
    """Return at which tokens an empty line ends, ``(T,)`` bool."""
    breaks = _line_break(tokens)
    return breaks & ((before(tokens, breaks) == 1) | tokens.begins)


LINES = (
    Feature(
        "position-in-line", N_("position in the line"),
        N_("How many characters have been read since the last line break."), "number",
        position_in_line,
    ),
    Feature(
        "line-ends", N_("line ends here"),
        N_("Whether a line break comes next: only the next character shows it."), "yes-no",
        line_ends, ahead=True,
    ),
    Feature(
        "line-number", N_("line number"),
        N_("How many lines of the text have begun."), "number", line_number,
    ),
)  # fmt: skip
"""Features of the position in a line."""

INDENTATION = (
    Feature(
        "indentation", N_("indentation"),
        N_("How much white space the line begins with, as far as it has been read."), "number",
        indentation,
    ),
)  # fmt: skip
"""Features of the line's indentation."""

SENTENCES = (
    Feature(
        "position-in-sentence", N_("position in the sentence"),
        N_("How many characters have been read since the last full stop, exclamation or question "
           "mark."), "number", position_in_sentence,
    ),
)  # fmt: skip
"""Features of the position in a sentence."""

SPEECHES = (
    *SENTENCES,
    Feature(
        "position-in-paragraph", N_("position in the paragraph"),
        N_("How many characters have been read since the last blank line; in a play, since the "
           "speech began."), "number", position_in_paragraph,
    ),
    Feature(
        "in-speaker", N_("in the speaker's name"),
        N_("Whether this is before the colon in a paragraph's first line, where a play gives "
           "the speaker's name."), "yes-no", in_speaker,
    ),
)  # fmt: skip
"""Features of the position in a play."""
