"""The one exception of this folder: what was expected, what came, and what to do about it."""

from ..checkpoints import CheckpointError
from ..notation import Message, Notice

LONGEST_ECHO = 80
"""Characters of a file's own text that a message repeats."""


class Refusal(CheckpointError):
    """Raised if a file cannot be opened, or not as it was asked for.

    Attributes:
        notice: the message and its values, for pages to translate.
        lines: the Python that converts the file where it lies, if it is of another format.
    """

    def __init__(self, notice: Notice, lines: str = "") -> None:
        super().__init__(notice.message.format(**notice.values))
        self.notice, self.lines = notice, lines


def refused(message: Message, **values: object) -> Refusal:
    """Return a refusal with a message's values, texts among them shortened."""
    return Refusal(noticed(message, **values))


def noticed(message: Message, **values: object) -> Notice:
    """Return a message and its values, texts among them shortened."""
    shown = {name: shortened(v) if isinstance(v, str) else v for name, v in values.items()}
    return Notice(message, shown)


def shortened(text: str) -> str:
    """Return a text of a file as a message shows it: not too long, and nothing in it invisible.

    >>> shortened("a" * 100)[-3:], shortened("a\u202eb")
    ('aa…', 'a�b')
    """
    cut = text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in cut) or "–"
