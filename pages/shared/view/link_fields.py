"""What each parameter of a link is called, how it is read and how it is written."""

from collections.abc import Callable, Mapping

from core.analysis.tracking.features.registry import BY_TASK, BY_TOKENIZER
from core.language import LANGUAGES
from core.notation import N_
from core.parameters.conventions import CONVENTIONS
from core.text import TOKENIZERS
from core.text.padding import SIDES
from pages.shared.view.link_edits import as_edits, edits
from pages.shared.view.link_readers import (
    BETWEEN,
    Field,
    as_flag,
    as_span,
    file,
    flag,
    instead,
    networks,
    number,
    one_of,
    span,
    stack,
    text,
    weights,
)
from pages.shared.view.selection import (
    AIMS,
    BARS,
    CELLS,
    CLIPS,
    CONNECTIONS,
    CORPORA,
    CORPUS_SIZES,
    EFFECTS,
    LENSES,
    LONGEST,
    LOOKS,
    MAX_BUDGET,
    MAX_CLIP,
    MAX_CORPUS,
    MAX_DRIVE,
    MAX_FORGET_BIAS,
    MAX_LAYERS,
    MAX_OUTPUT,
    MAX_POSITION,
    MAX_RADIUS,
    MAX_SIZE,
    MAX_STEPS,
    MAX_UNIT,
    MEASURES,
    MODELS,
    NETWORKS,
    PANELS,
    QUANTITIES,
    RANKINGS,
    VIEWS,
)

FEATURES = tuple(
    dict.fromkeys(
        feature.id for by in (BY_TASK, BY_TOKENIZER) for few in by.values() for feature in few
    )
)
"""All that any network is held against; which of them a network is, its tokens decide."""


def _dial(low: int, high: int) -> Callable[[str], int]:
    return number(low, high, N_("The link sets a slider to something not from {low} to {high}."))


FIELDS: Mapping[str, Field] = {
    "text": Field("text", text),
    "model": Field(
        "model", one_of(MODELS, N_("The link names a network that is not here; showing another."))
    ),
    "cell": Field(
        "cell", one_of(CELLS, N_("The link names a cell that is not here; showing the LSTM."))
    ),
    "position": Field(
        "t", number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "unit": Field(
        "unit", number(0, MAX_UNIT, N_("The link's unit is not a number from {low} to {high}."))
    ),
    "panel": Field("panel", one_of(PANELS, N_("The link names a chart that is not here."))),
    "input_size": Field(
        "d", number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "hidden_size": Field(
        "h", number(1, MAX_SIZE, N_("The link's size is not a number from {low} to {high}."))
    ),
    "num_layers": Field(
        "layers",
        number(1, MAX_LAYERS, N_("The link's layers are not a number from {low} to {high}.")),
    ),
    "bidirectional": Field("both", flag, as_flag),
    "convention": Field(
        "count", one_of(tuple(CONVENTIONS), N_("The link names a convention that is not here."))
    ),
    "budget": Field(
        "budget",
        number(1, MAX_BUDGET, N_("The link's budget is not a number from {low} to {high}.")),
    ),
    "bars": Field("bars", one_of(BARS, N_("The link names a chart that is not here."))),
    "stack": Field("stack", stack),
    "networks": Field("vs", networks, BETWEEN.join),
    "network": Field(
        "net", one_of(NETWORKS, N_("The link names a network that is not here; showing another."))
    ),
    "instead": Field("instead", instead),
    "tokenizer": Field(
        "tok", one_of(tuple(TOKENIZERS), N_("The link names a tokenizer that is not here."))
    ),
    "length": Field(
        "len", number(1, LONGEST, N_("The link's length is not a number from {low} to {high}."))
    ),
    "pad": Field("pad", one_of(SIDES, N_("The link names a side other than before or after."))),
    "cut": Field("cut", one_of(SIDES, N_("The link names a side other than before or after."))),
    "measure": Field("of", one_of(MEASURES, N_("The link names a chart that is not here."))),
    "view": Field("view", one_of(VIEWS, N_("The link names a chart that is not here."))),
    "corpus": Field("corpus", one_of(CORPORA, N_("The link names a text that is not here."))),
    "corpus_size": Field(
        "size",
        number(
            min(CORPUS_SIZES),
            max(CORPUS_SIZES),
            N_("The link's number of characters is not from {low} to {high}."),
        ),
    ),
    "place": Field(
        "at", number(0, MAX_CORPUS, N_("The link's place is not a number from {low} to {high}."))
    ),
    "spot": Field(
        "p", number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "quantity": Field("q", one_of(QUANTITIES, N_("The link names a quantity that is not here."))),
    "rank": Field("rank", one_of(RANKINGS, N_("The link names a ranking that is not here."))),
    "feature": Field(
        "f", one_of(FEATURES, N_("The link names a feature of the text that is not here."))
    ),
    "look": Field("look", one_of(LOOKS, N_("The link names a chart that is not here."))),
    "span": Field("span", span, as_span),
    "threshold": Field(
        "on", number(1, 99, N_("The link's threshold is not a number from {low} to {high}."))
    ),
    "edges": Field("edges", flag, as_flag),
    "file": Field("file", file),
    "until": Field(
        "T", number(1, MAX_POSITION, N_("The link's step is not a number from {low} to {high}."))
    ),
    "aim": Field("grad", one_of(AIMS, N_("The link names a gradient that is not here."))),
    "output": Field(
        "out", number(0, MAX_OUTPUT, N_("The link's output is not a number from {low} to {high}."))
    ),
    "lens": Field("lens", one_of(LENSES, N_("The link names a chart that is not here."))),
    "connection": Field(
        "col", one_of(CONNECTIONS, N_("The link names a colouring that is not here."))
    ),
    "radius": Field("rho", _dial(0, MAX_RADIUS)),
    "forget_bias": Field("fb", _dial(-MAX_FORGET_BIAS, MAX_FORGET_BIAS)),
    "drive": Field("drive", _dial(0, MAX_DRIVE)),
    "steps": Field("steps", _dial(2, MAX_STEPS)),
    "truncation": Field("bptt", _dial(1, MAX_STEPS)),
    "clip": Field("clip", one_of(CLIPS, N_("The link names a way of clipping that is not here."))),
    "clip_at": Field("clip_at", _dial(1, MAX_CLIP)),
    "edits": Field("edits", edits, as_edits),
    "other": Field("other", text),
    "effect": Field("eff", one_of(EFFECTS, N_("The link names a chart that is not here."))),
    "lecture": Field("lecture", flag, as_flag),
    "language": Field(
        "lang", one_of(tuple(LANGUAGES), N_("The link names a language that is not here."))
    ),
    "weights": Field("w", weights),
}
