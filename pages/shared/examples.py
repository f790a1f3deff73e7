"""Sentences worth stepping through, each with what to watch: lessons as data."""

from dataclasses import dataclass

from core.edits import Hold, Swap
from core.notation import N_
from pages.shared.selection import DEFAULT_TEXTS, Selection


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
        N_("Two opinions in one sentence: watch the forget gate of unit 21 at “but”."),
        Selection(unit=21),
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
        N_("Contrast, in Korean"),
        N_("Morphemes: the ending 지만 is “but”. Watch the forget gate of unit 56 there."),
        Selection(text=DEFAULT_TEXTS["korean-reviews"], model="korean-reviews", unit=56),
    ),
    Example(
        N_("The same words, turned round"),
        N_("Praise first, then blame. Which half does the network believe, and why?"),
        Selection(
            text="배우들의 연기는 좋았지만 스토리가 뻔하다.", model="korean-reviews", unit=56
        ),
    ),
    Example(
        N_("Counting brackets"),
        N_("Ten units, and one of them counts: the cell state of unit 7 follows the depth."),
        Selection(text=DEFAULT_TEXTS["brackets"], model="brackets", unit=7, panel="unit"),
    ),
    Example(
        N_("Who is speaking?"),
        N_("One unit of 256 turns negative in the names of speakers: unit 227. Nobody told it."),
        Selection(text=DEFAULT_TEXTS["shakespeare"], model="shakespeare", unit=227, panel="unit"),
    ),
    Example(
        N_("Code or not?"),
        N_("Unit 214 is high in quotes and comments, low in code. Nobody told it what they are."),
        Selection(
            text=DEFAULT_TEXTS["python-source"], model="python-source", unit=214, panel="unit"
        ),
    ),
    Example(
        N_("The next value"),
        N_("A trend, two cycles and noise. Unit 4 has found the week: it swings in seven steps."),
        Selection(text=DEFAULT_TEXTS["wave"], model="wave", unit=4, panel="unit"),
    ),
    Example(
        N_("Every number fits"),
        N_("Four characters, eight units: the smallest network that can spell hello."),
        Selection(text="hello", model="hello"),
    ),
)
"""Sentences worth stepping through with one network."""

COMPARISONS = (
    Example(
        N_("Who turns round?"),
        N_("“I thought it would be dull, but it was fun.” At the end the RNN hardly believes it."),
        Selection(text="재미없을 줄 알았는데 재미있었다.", model="korean-reviews"),
    ),
    Example(
        N_("As many parameters"),
        N_("542 units for the RNN, 256 for the LSTM. Which forgets the first letter first?"),
        Selection(
            text=DEFAULT_TEXTS["shakespeare"],
            model="shakespeare",
            networks=("rnn-equal", "lstm", "gru-equal"),
        ),
    ),
    Example(
        N_("One set of weights, two GRUs"),
        N_("PyTorch resets after the product, the papers before it. Where do the two part?"),
        Selection(networks=("gru", "paper-gru")),
    ),
)
"""Sentences worth reading with several networks at once."""

INSPECTIONS = (
    Example(
        N_("Inside the brackets"),
        N_("Unit 178 of 256 falls where a round bracket is open. How surely, and which one rises?"),
        Selection(
            text=DEFAULT_TEXTS["python-source"],
            model="python-source",
            corpus="python",
            corpus_size=20_000,
            unit=178,
            look="tracks",
        ),
    ),
    Example(
        N_("A unit that never errs"),
        N_("Unit 2 of ten knows whether any bracket is open. Which ones know how many?"),
        Selection(
            text=DEFAULT_TEXTS["brackets"],
            model="brackets",
            corpus="training",
            corpus_size=20_000,
            unit=2,
            look="tracks",
        ),
    ),
    Example(
        N_("Out of the noise"),
        N_("Unit 7 has made itself an average of the last thirty values: the trend, upside down."),
        Selection(
            text=DEFAULT_TEXTS["wave"],
            model="wave",
            corpus="training",
            corpus_size=20_000,
            unit=7,
            look="along",
        ),
    ),
)
"""Units worth inspecting, each on a text that is on every computer."""

MEMORIES = (
    Example(
        N_("Vanished"),
        N_("83 letters back, the RNN has 3 · 10⁻¹¹ of its gradient left. And LSTM and GRU?"),
        Selection(text=DEFAULT_TEXTS["shakespeare"], model="shakespeare", position=84),
    ),
    Example(
        N_("Who wrote this?"),
        N_("Unit 21 at the end: after 17 more words, “loved” is still its largest entry."),
        Selection(
            text="I loved this film from its first scene on the train to the last shot of the sea.",
            lens="ledger",
            position=19,
            unit=21,
        ),
    ),
    Example(
        N_("Cut off"),
        N_("Backpropagation goes eight tokens back. Of the first eight, a training hears nothing."),
        Selection(lens="training", truncation=8, position=11),
    ),
)
"""What a gradient or a memory goes through, on sentences that show it."""

CHANGES = (
    Example(
        N_("What if it never forgot?"),
        N_("The forget gate is held open from “but” on: 72 % positive becomes 5 %."),
        Selection(position=6, edits=(Hold("forget_gate", 1.0, None, 5),)),
    ),
    Example(
        N_("One word's worth of state"),
        N_("After “good”, the state of “bad” is put in its place. What was in it?"),
        Selection(
            text="The film is good.",
            position=4,
            edits=(Swap(3, 3),),
            other="The film is bad.",
        ),
    ),
    Example(
        N_("What if it never forgot, in Korean"),
        N_("“I thought it would be dull, but it was fun.” Forgetting nothing, it stays dull."),
        Selection(
            text="재미없을 줄 알았는데 재미있었다.",
            model="korean-reviews",
            edits=(Hold("forget_gate", 1.0),),
        ),
    ),
)
"""Edits that turn an opinion, each on a sentence that anybody understands."""
