"""Sentences worth stepping through, each with what to watch: lessons as data."""

from dataclasses import dataclass

from core.notation import N_
from pages.shared.selection import Selection


@dataclass(frozen=True)
class Example:
    """One sentence of the gallery.

    Attributes:
        title: what it is an example of.
        watch: what to look for, in one sentence.
        selection: the view that it opens.
    """

    title: str
    watch: str
    selection: Selection


EXAMPLES = (
    Example(
        N_("Contrast"),
        N_("Two opinions in one sentence: watch the forget gate of unit 45 at “but”."),
        Selection(unit=45),
    ),
    Example(
        N_("Negation"),
        N_("“good” alone is good. What has “not” left in the state to turn it around?"),
        Selection(text="This film is not good."),
    ),
    Example(
        N_("Long distance"),
        N_("How much of “loved” is left in the cell state when the sentence ends?"),
        Selection(
            text="I loved this film from its first scene on the train to the last shot of the sea."
        ),
    ),
    Example(
        N_("What is still there?"),
        N_("The lecture notes' question: when “I” arrives, what of “He” and “friend” remains?"),
        Selection(text="He is my friend. I …"),
    ),
    Example(
        N_("Where it fails"),
        N_("It has hardly ever read “not bad” as praise. Which gate could have saved it?"),
        Selection(text="It's not bad, really!"),
    ),
    Example(
        N_("Every number fits"),
        N_("Four characters, eight units: the smallest network that can spell hello."),
        Selection(text="hello", model="hello"),
    ),
)
