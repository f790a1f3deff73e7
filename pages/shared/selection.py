"""What is being looked at, as one record: every screen reads and writes the same one."""

from dataclasses import dataclass

from core.text.padding import Side

MAX_POSITION, MAX_UNIT = 2_000, 1_023
MAX_SIZE = 4_096

MODELS = ("english-reviews", "hello")
CELLS = ("rnn", "lstm", "gru")
PANELS = ("sentence", "step", "unit")
VIEWS = ("one-hot", "counts", "tf-idf", "embedding", "map", "network-map")
MEASURES = ("length", "unit")
LONGEST = 64
"""Steps to which a sentence can be padded or cut."""

DEFAULT_TEXTS = {
    "english-reviews": "The plot is thin, but the acting is wonderful.",
    "hello": "hello",
}


@dataclass(frozen=True)
class Selection:
    """The whole view.

    Attributes:
        text: the sentence.
        model: the task that the network was trained on.
        cell: its cell.
        position: the current token, from 1.
        unit: the selected unit, from 0.
        panel: which chart stands below the stepper.
        input_size: of the layer whose parameters are counted.
        hidden_size: of that layer.
        convention: how its parameters are counted.
        tokenizer: whose tokens are listed; the network's own where there is none.
        length: steps to which the sentence is padded or cut.
        pad: the side on which padding is added.
        cut: the side on which tokens are lost.
        measure: what is shown of the hidden state while padding is read.
        view: which vectors of the sentence are shown.
        lecture: larger type, no sidebar, opinion hidden until asked for.
        language: of the screen; the browser's where there is none.
        weights: first 8 digits of the sha256 of the weights that the link was made with.
    """

    text: str = DEFAULT_TEXTS["english-reviews"]
    model: str = "english-reviews"
    cell: str = "lstm"
    position: int = 1
    unit: int = 0
    panel: str = "sentence"
    input_size: int = 64
    hidden_size: int = 64
    convention: str = "pytorch"
    tokenizer: str | None = None
    length: int = 16
    pad: Side = "after"
    cut: Side = "after"
    measure: str = "length"
    view: str = "one-hot"
    lecture: bool = False
    language: str | None = None
    weights: str | None = None
