"""Sentences worth stepping through, each with what to watch: lessons as data."""

from core.network.catalogue import TASKS
from core.notation import N_
from pages.shared.example import Example
from pages.shared.view.selection import Selection
from pages.step_through.view import StepThroughView

EXAMPLES = (
    Example(
        N_("Contrast"),
        N_("Two opinions in one sentence: watch the forget gate of unit 21 at “but”."),
        Selection(position=6, unit=21),
    ),
    Example(
        N_("Negation"),
        N_("“good” alone is good. What has “not” left in the state to turn it around?"),
        Selection(text="This film is not good.", position=4, unit=48),
    ),
    Example(
        N_("Long distance"),
        N_("How much of “loved” is left in the cell state when the sentence ends?"),
        Selection(
            text="I loved this film from its first scene on the train to the last shot of the sea.",
            position=19,
            unit=42,
        ),
    ),
    Example(
        N_("What is still there?"),
        N_("The lecture notes' question: when “I” arrives, what of “He” and “friend” remains?"),
        Selection(text="He is my friend. I …", position=6, unit=42),
    ),
    Example(
        N_("Where it fails"),
        N_("It has hardly ever read “not bad” as praise. Which gate could have saved it?"),
        Selection(text="It's not bad, really!", position=4, unit=32),
    ),
    Example(
        N_("Contrast, in Korean"),
        N_("Morphemes: the ending 지만 is “but”. Watch the forget gate of unit 56 there."),
        Selection(
            text=TASKS["korean-reviews"].example, model="korean-reviews", position=4, unit=56
        ),
    ),
    Example(
        N_("The same words in another order"),
        N_("Praise first, then blame. Which half does the network believe, and why?"),
        Selection(
            text="배우들의 연기는 좋았지만 스토리가 뻔하다.",
            model="korean-reviews",
            position=8,
            unit=56,
        ),
    ),
    Example(
        N_("Counting brackets"),
        N_("Ten units, and one of them counts: the cell state of unit 7 follows the depth."),
        Selection(
            text=TASKS["brackets"].example,
            model="brackets",
            position=7,
            unit=7,
            screens=(StepThroughView(panel="unit"),),
        ),
    ),
    Example(
        N_("Who is speaking?"),
        N_(
            "One unit of 256 turns negative in the names of speakers: unit 227. Nobody taught "
            "it that."
        ),
        Selection(
            text=TASKS["shakespeare"].example,
            model="shakespeare",
            position=5,
            unit=227,
            screens=(StepThroughView(panel="unit"),),
        ),
    ),
    Example(
        N_("Code or not?"),
        N_("Unit 214 is high in quotes and comments, low in code. Nobody told it what they are."),
        Selection(
            text=TASKS["python-source"].example,
            model="python-source",
            position=34,
            unit=214,
            screens=(StepThroughView(panel="unit"),),
        ),
    ),
    Example(
        N_("The next value"),
        N_("A trend, two cycles and noise. Unit 4 has found the week: it swings in seven steps."),
        Selection(
            text=TASKS["wave"].example,
            model="wave",
            position=21,
            unit=4,
            screens=(StepThroughView(panel="unit"),),
        ),
    ),
    Example(
        N_("Every number fits"),
        N_("Four characters, eight units: the smallest network that can spell hello."),
        Selection(text="hello", model="hello", position=4, unit=5),
    ),
    Example(
        N_("The next word"),
        N_("After “I”, the likeliest of 7,901 words is “am”. Unit 122 speaks for it most."),
        Selection(text=TASKS["stories"].example, model="stories", position=6, unit=122),
    ),
    Example(
        N_("The next word, in Korean"),
        N_(
            "After “나는”, none of 7,721 morphemes is certain: the likeliest has 4%. Unit 205 "
            "speaks for it most."
        ),
        Selection(text=TASKS["korean-next"].example, model="korean-next", position=10, unit=205),
    ),
    Example(
        N_("Where does the word end?"),
        N_(
            "After “The” this network finds a space likelier than none: “re” is still to come. The "
            "two-way network has read it, and waits."
        ),
        Selection(
            text=TASKS["spacing-english"].example, model="spacing-english", position=3, unit=46
        ),
    ),
    Example(
        N_("Into the room, or into the bag?"),
        N_(
            "“아버지가 방에” or “아버지 가방에”? Both are Korean. At 가, see what each direction "
            "has read."
        ),
        Selection(
            text=TASKS["spacing-korean-both"].example,
            model="spacing-korean-both",
            position=4,
            unit=28,
        ),
    ),
)
"""Sentences worth stepping through with one network."""
