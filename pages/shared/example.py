"""One example of the gallery: a sentence, and what to watch in it."""

from dataclasses import dataclass

from core.notation import Message
from pages.shared.view.selection import Selection


@dataclass(frozen=True)
class Example:
    """One sentence of the gallery.

    Attributes:
        title: what it is an example of.
        watch: what to look for, in one sentence.
        selection: the view that it opens.
    """

    title: Message
    watch: Message
    selection: Selection
