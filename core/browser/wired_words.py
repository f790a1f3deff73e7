"""Every string that the drawing of a wired model shows or says; the browser fills in {names}."""

from collections.abc import Mapping

from ..notation import N_, Message
from .words import Translate

KINDS: Mapping[str, Message] = {
    "input": N_("input"),
    "zero input": N_("input of zeros"),
    "convolved input": N_("what the convolution saw"),
    "hidden state": N_("hidden state"),
    "cell state": N_("cell state"),
    "initial hidden state": N_("initial hidden state"),
    "initial cell state": N_("initial cell state"),
    "final hidden state": N_("final hidden state"),
    "final cell state": N_("final cell state"),
    "returned hidden state": N_("returned hidden state"),
    "returned cell state": N_("returned cell state"),
    "direction output": N_("output of one direction"),
    "layer output": N_("to the layer above"),
    "output": N_("output of the step"),
    "scores": N_("score of each symbol"),
    "last step": N_("output of the last step"),
    "last of a direction": N_("last state of one direction"),
    "context hidden state": N_("context: hidden state"),
    "context cell state": N_("context: cell state"),
    "first decoder input": N_("first input of the decoder"),
    "last output": N_("own last output, fed back"),
    "last symbol": N_("own last symbol, fed back"),
    "target": N_("target, given by the teacher"),
}
"""Kind of an arrow of the unrolled drawing -> what it is called."""

NODES: Mapping[str, Message] = {
    "input": N_("input {step}"),
    "padding": N_("zeros"),
    "convolution": N_("window {step} of the convolution"),
    "merge": N_("merge of layer {layer}, step {step}"),
    "last merge": N_("merge of layer {layer}"),
    "initial state": N_("initial state of layer {layer}"),
    "final state": N_("final state of layer {layer}"),
    "context": N_("context of layer {layer}"),
    "start": N_("start: zeros"),
    "target": N_("target {step}"),
    "returned state": N_("returned state"),
    "output": N_("output {step}"),
    "only output": N_("output"),
    "symbol": N_("symbol {step}"),
}
"""Kind of a node -> its name in sentences and in the table."""

CELLS: Mapping[str, Message] = {
    "forward": N_("layer {layer} →, step {step}"),
    "backward": N_("layer {layer} ←, step {step}"),
    "encoder forward": N_("encoder {layer} →, step {step}"),
    "encoder backward": N_("encoder {layer} ←, step {step}"),
    "decoder forward": N_("decoder {layer}, step {step}"),
}
"""Part and direction of a cell -> its name."""


def wired_words(_: Translate) -> dict[str, str]:
    """Return the strings, translated, by the name under which the scripts know them."""
    return _controls(_) | _labels(_) | _sentences(_)


def _controls(_: Translate) -> dict[str, str]:
    return {
        "stepper": _(
            "Unrolled drawing: left and right step, up and down move between the arrows of a "
            "step, Space plays"
        ),
        "transport": _("Steps"),
        "first": _("First token"),
        "previous": _("Previous token"),
        "play": _("Play"),
        "pause": _("Pause"),
        "next": _("Next token"),
        "last": _("Last token"),
        "save_picture": _("Save as SVG"),
        "keys_step": _("to step"),
        "keys_arrows": _("between arrows"),
        "space": _("Space"),
        "keys_play": _("play"),
        "keys_ends": _("ends"),
    }


def _labels(_: Translate) -> dict[str, str]:
    return {
        "start": _("start"),
        "untrained": _("untrained: random weights"),
        "trained": _("trained network"),
        "layer_forward": _("layer {layer} →"),
        "layer_backward": _("layer {layer} ←"),
        "arrow": _("arrow"),
        "from": _("from"),
        "to": _("to"),
        "shape": _("shape"),
        "values": _("values"),
        "source": _("Source"),
        "source_hint": _("Point at a line, or go there with Tab, to light the arrows it makes."),
        "concat": _("cat"),
        "sum": "+",
        "ave": _("avg"),
        "mul": "×",
    }


def _sentences(_: Translate) -> dict[str, str]:
    return {
        "position": _("Step {step} of {length}"),
        "aloud": _("Step {step} of {length}, token “{token}”:"),
        "at_step": _("Arrows at step {step}, “{token}”"),
        "window": _("Steps {first} to {last} of {length} are drawn."),
        "numbers_of": _("Numbers of the first text: {count}"),
        "drawing": _("Unrolled drawing of the model, {arrows} arrows"),
        "one_arrow": _("{kind}: from {from} to {to}, shape {shape}"),
        "changed": _("New arrows, dashed: {came}. Gone: {gone}."),
        "came": _("{count} × {kind}"),
        "none": _("none"),
    }
