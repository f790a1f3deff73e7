"""What is being looked at, as one record: every screen reads and writes the same one."""

from dataclasses import dataclass

from core.edits import Edit
from core.model_builder.text import DEFAULT_STACK
from core.notation import TITLES
from core.text.padding import Side

MAX_POSITION, MAX_UNIT = 20_000, 1_023
MAX_SIZE, MAX_LAYERS, MAX_BUDGET = 4_096, 8, 999_999_999

MODELS = (
    "english-reviews",
    "korean-reviews",
    "shakespeare",
    "python-source",
    "brackets",
    "wave",
    "hello",
)
CELLS = ("rnn", "lstm", "gru")
NETWORKS = (*CELLS, "rnn-equal", "lstm-equal", "gru-equal", "paper-gru")
"""What can be set side by side: a task's networks with equal units and with equal parameters, and
its GRU with the same weights in the papers' form."""
MOST_NETWORKS = 3
PANELS = ("sentence", "step", "unit")
VIEWS = ("one-hot", "counts", "tf-idf", "embedding", "map", "network-map")
MEASURES = ("length", "unit")
BARS = ("gate", "kind")
LONGEST = 64
"""Steps to which a sentence can be padded or cut."""

CORPORA = ("text", "upload", "python", "training")
"""What a unit is watched on: the text that was typed, an uploaded file, Python's library, the text
that the network has learned from."""
CORPUS_SIZES = (20_000, 100_000, 300_000, 1_000_000)
"""Characters of a corpus that are read."""
MAX_CORPUS = 9_999_999
MAX_SPAN = 200
"""Tokens of a brushed span."""
QUANTITIES = tuple(TITLES)
AT_THE_BEGINNING = {"position": 1, "place": 0, "spot": 1, "span": None, "until": None}
"""Where a reader is in another text than before."""
RANKINGS = ("tracks", "saturated", "slow", "spread")
LOOKS = ("along", "spread", "contexts", "tracks", "found")
FILE_DIGITS = 12

LENSES = ("reach", "connections", "ledger", "built", "training")
"""Views of memory and gradients."""
AIMS = ("state", "output", "loss")
"""What a gradient is the gradient of: the hidden state, an output's margin, the loss."""
CONNECTIONS = ("strength", "signed")
CLIPS = ("norm", "value")
EFFECTS = ("opinion", "difference", "unit", "ranking")
"""Views of what an edit does."""
MAX_OUTPUT = 1_023
MAX_RADIUS, MAX_DRIVE, MAX_FORGET_BIAS, MAX_STEPS = 200, 200, 100, 200
MAX_CLIP = 100_000
MAX_EDITS = 12
MOST_HELD = 10.0
"""A cell state has no bounds; this far it can be held."""

DEFAULT_TEXTS = {
    "english-reviews": "The plot is thin, but the acting is wonderful.",
    "korean-reviews": "스토리는 뻔하지만 배우들의 연기가 정말 좋았다.",
    "shakespeare": (
        "ROMEO:\nWhat say you to my sorrow, gentle friend?\n\nJULIET:\nMy lord, I weep with thee."
    ),
    "python-source": (
        'def greet(name):\n    """Say hello to someone."""\n    print("Hello, " + name)  # politely'
    ),
    "brackets": "(1(2(3(4)3)2)1)0(1(2)1)()",
    "wave": (
        "0.54 0.27 -0.04 -0.13 0.11 0.35 0.28 -0.03 -0.52 -0.47 -0.61 -0.30 -0.05 -0.16 -0.27 "
        "-0.46 -0.47 -0.61 -0.08 0.14 0.36 0.31 0.21 0.22 0.36 0.57 0.74 0.88 0.62 0.29 0.23 0.24 "
        "0.44 0.49 0.55 0.09 -0.25 -0.29 -0.49 -0.11"
    ),
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
        num_layers: layers of it on top of each other.
        bidirectional: whether each also reads the text backwards.
        convention: how its parameters are counted.
        budget: parameters that each cell may have; where there is none, all have ``hidden_size``.
        bars: what the bars of the parameter count are stacked by.
        stack: the layers of the model that is built, as text.
        networks: which of the task's networks stand side by side.
        network: which of those is looked at alone; the plainest of ``cell`` if none.
        instead: what replaces the first token; nothing is the unknown token.
        tokenizer: whose tokens are listed; the network's own where there is none.
        length: steps to which the sentence is padded or cut.
        pad: the side on which padding is added.
        cut: the side on which tokens are lost.
        measure: what is shown of the hidden state while padding is read.
        view: which vectors of the sentence are shown.
        corpus: what a unit is watched on.
        corpus_size: characters of the corpus that are read.
        place: the position in the corpus at which the passage on screen begins, from 0.
        spot: the current token of that passage, from 1; of the typed text, ``position`` is.
        quantity: what the passage is coloured by.
        rank: what units are ranked by.
        feature: which feature of the text the ranking is about; the best for each unit if none.
        look: which view of the unit stands below the passage.
        span: the brushed tokens, as positions in the corpus, the second one excluded.
        threshold: hundredths from which on a unit counts as on.
        edges: whether units must be off just before and just after the brushed tokens.
        file: first 12 digits of the sha256 of the uploaded text.
        until: the token, from 1, after whose state gradients reach back; the last one if none.
        aim: what the gradients are of.
        output: which of the network's outputs is asked about, from 0; the likeliest if none.
        lens: which view of memory and gradients is open.
        connection: whether the connectivity shows strengths or signed shares.
        radius: hundredths: spectral radius of the constructed RNN.
        forget_bias: tenths: bias of the constructed LSTM's forget gate.
        drive: hundredths: how strongly the constructed cells' inputs come in.
        steps: steps of the constructed cells.
        truncation: steps that truncated backpropagation goes back.
        clip: how gradients are clipped.
        clip_at: thousandths: the threshold of clipping.
        edits: what is changed, in order.
        other: the other sentence, whose state may take the place of this one's.
        effect: which view of the edits' effect is open.
        lecture: larger type, no sidebar, answers hidden until asked for.
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
    num_layers: int = 1
    bidirectional: bool = False
    convention: str = "pytorch"
    budget: int | None = None
    bars: str = "gate"
    stack: str = DEFAULT_STACK
    networks: tuple[str, ...] = CELLS
    network: str | None = None
    instead: str = ""
    tokenizer: str | None = None
    length: int = 16
    pad: Side = "after"
    cut: Side = "after"
    measure: str = "length"
    view: str = "one-hot"
    corpus: str = "text"
    corpus_size: int = 100_000
    place: int = 0
    spot: int = 1
    quantity: str = "hidden_state"
    rank: str = "tracks"
    feature: str | None = None
    look: str = "along"
    span: tuple[int, int] | None = None
    threshold: int = 30
    edges: bool = False
    file: str | None = None
    until: int | None = None
    aim: str = "state"
    output: int | None = None
    lens: str = "reach"
    connection: str = "strength"
    radius: int = 90
    forget_bias: int = 40
    drive: int = 0
    steps: int = 50
    truncation: int = 8
    clip: str = "norm"
    clip_at: int = 250
    edits: tuple[Edit, ...] = ()
    other: str = ""
    effect: str = "opinion"
    lecture: bool = False
    language: str | None = None
    weights: str | None = None
