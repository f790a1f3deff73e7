"""Facts about a network: its proof, its card, and the names of its outputs and figures."""

from functools import lru_cache

import streamlit as st

from core.analysis.reading import Reading
from core.network import ModelCard
from core.network.catalogue import GATE_DESIGNS
from core.notation import N_
from core.text import visible
from core.text.tokenizers.syllables import shown_letter
from pages.language import _
from pages.shared import gain, prose, tables
from pages.shared.figure_names import figure_name

OUTPUT_NAMES = {
    "negative": N_("negative"),
    "positive": N_("positive"),
    "next value": N_("the next value"),
    "later value": N_("the value some steps ahead"),
    "sum": N_("the sum"),
    "joined": N_("no space"),
    "space": N_("a space"),
}
FAITHFUL = 1e-3
"""A larger difference comes from a mistake in an equation. Float32 rounding stays below: 1e-7 in
most sentences, 1.4e-4 where one word, repeated 256 times, adds up in a cell state."""


def output_names(reading: Reading) -> tuple[str, ...]:
    """Return the outputs' names in the reader's language, with all characters made visible."""
    if reading.target == "next-token":
        return _visible(reading.outputs)
    return tuple(
        _(OUTPUT_NAMES[name]) if name in OUTPUT_NAMES else visible(name) for name in reading.outputs
    )


@lru_cache(maxsize=32)  # a page asks several times, and words are thousands
def _visible(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(visible(shown_letter(name)) for name in names)


def badge(reading: Reading, cell: str) -> None:
    """Show how far these very numbers are from PyTorch's own layer, where it has one."""
    if reading.fidelity is None:
        text = _("Not compared: torch.nn has no such layer")
        help_text = _(
            "The papers' GRU is not in torch.nn. Tests check it against the papers' equations."
        )
        prose.badge(text, icon=":material/info:", color="gray", help=help_text)
        return
    layer = f"torch.nn.{cell.upper()}"
    help_text = _(
        "Computed now, for this sentence: every state shown is compared with what PyTorch's "
        "own layer returns with the same weights, and every gate is checked by putting it back "
        "into the equations."
    )
    text = _("Largest difference from {layer}: {difference}")
    prose.badge(
        text,
        layer=layer,
        difference=f"{reading.fidelity:.1e}",
        icon=":material/verified:" if reading.fidelity < FAITHFUL else ":material/error:",
        color="green" if reading.fidelity < FAITHFUL else "red",
        help=help_text,
    )


def card(network_card: ModelCard) -> None:
    """Offer what is known about the network, and how it was made."""
    if st.button(_("About this network"), icon=":material/badge:", width="stretch"):
        st.dialog(_("About this network"), width="medium")(_facts)(network_card)


def _facts(network_card: ModelCard) -> None:
    gained = gain.sentence(network_card)
    if gained is not None:
        prose.say(gained)
    facts = {
        figure_name(name, network_card.target): f"{figure:.4f}"
        for name, figure in network_card.figures.items()
    }
    facts |= {
        _("task"): network_card.task,
        _("units"): str(network_card.hidden_size),
        _("input size"): str(network_card.input_size),
        _("layers"): str(network_card.num_layers),
        _("directions"): str(2 if network_card.bidirectional else 1),
    }
    if network_card.convolution is not None:
        sizes = network_card.convolution
        facts[_("convolution before the recurrence")] = _(
            "{filters} filters, {kernel} tokens wide, stride {stride}"
        ).format(filters=sizes.filters, kernel=sizes.kernel_size, stride=sizes.stride)
    if (gates := network_card.settings.get("gates")) in [*GATE_DESIGNS]:
        facts[_("gates")] = _(GATE_DESIGNS[gates])
    if network_card.data is not None:
        facts[_("data files")] = ", ".join(network_card.data) or "–"
    if network_card.seconds is not None:
        seconds = round(network_card.seconds)
        facts[_("training time")] = _("{seconds} s").format(seconds=seconds)
    if network_card.torch_version is not None:
        facts["PyTorch"] = network_card.torch_version
    columns = {_("fact"): list(facts), _("value"): list(facts.values())}
    tables.table(columns, most_rows=None)
    if network_card.command is not None:
        prose.caption(_("The command that trains it again:"))
        st.code(network_card.command, language="bash", wrap_lines=True)
