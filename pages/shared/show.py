"""What a reading shows besides its charts: notices, proof, card, files."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from core.analysis.reading import Reading
from core.network import CheckpointError, ModelCard, Network
from core.notation import N_
from core.text import Notice, visible
from pages.components.base.cue import Opinions, Scene
from pages.components.copy_link import copy_link
from pages.language import _
from pages.shared import cached
from pages.shared.view.link import fits_in_link, to_query
from pages.shared.view.selection import Selection

OUTPUT_NAMES = {
    "negative": N_("negative"),
    "positive": N_("positive"),
    "next value": N_("the next value"),
}
FAITHFUL = 1e-3
"""A mistake in an equation shows above this. Float32 rounding does not: 1e-7 in most sentences, and
1.4e-4 where one word, 256 times, piles up in a cell state."""
FIGURE_NAMES = {
    "dev_accuracy": N_("held-out accuracy"),
    "train_accuracy": N_("training accuracy"),
    "dev_loss": N_("held-out loss in nats"),
    "train_loss": N_("training loss in nats"),
    "accuracy": N_("accuracy"),
    "loss": N_("loss in nats"),
    "lowest_probability": N_("lowest probability of a right answer"),
    "dev_optimum": N_("the least loss that is possible"),
    "dev_illegal": N_("held-out probability of what may not come next"),
    "noise_variance": N_("variance of the noise"),
    "dev_ratio": N_("held-out loss / variance of the noise"),
    "dev_ratio_from": N_("the same over all steps from this one on"),
}
"""What a figure is called; of one that ends in a number of steps, the part before it."""

SQUARED = {
    "dev_loss": N_("held-out mean squared error"),
    "dev_optimum": N_("the least error that is possible"),
}
"""Where a figure of a network that foretells values is called otherwise."""


def output_names(reading: Reading) -> tuple[str, ...]:
    """Return what the outputs are called in the reader's language, characters as one sees them."""
    if reading.target == "next-token":
        return tuple(visible(name) for name in reading.outputs)
    return tuple(_(OUTPUT_NAMES[name]) for name in reading.outputs)


def scene(reading: Reading, cell: str, lecture: bool) -> Scene:
    """Return the reading as the stepper takes it."""
    return Scene(
        trace=reading.trace,
        cell=cell,
        digest=reading.digest,
        tokens=reading.tokens,
        opinions=Opinions(output_names(reading), reading.opinions, reading.values),
        lecture=lecture,
    )


def notices(reading: Reading) -> None:
    """Say what was done to the text; nothing is changed silently."""
    for notice in reading.notices:
        tell(notice)


def tell(notice: Notice) -> None:
    """Say one thing that a reader should know."""
    st.info(_(notice.message).format(**notice.values), icon=":material/info:")


def empty_state() -> None:
    """Say what to do where there is no token to step through."""
    st.info(
        _("Type a sentence above and press Enter, or open an example from the home page."),
        icon=":material/keyboard:",
    )


def network(model: str, name: str) -> Network:
    """Return a network; where its file is missing or damaged, say what to do and end the page."""
    try:
        return cached.network(model, name)
    except CheckpointError as error:
        st.error(_("This network cannot be used just now. Choose another network or cell above."))
        st.code(str(error), language=None)
        st.stop()


def damaged_files() -> None:
    """Say which shipped files cannot be used, as it was found when the app started."""
    wrong = cached.warm_up()
    if wrong:
        st.warning(_("Some files of this installation are damaged; what needs them will say so."))
        st.code("\n".join(wrong), language=None)


def badge(reading: Reading, cell: str) -> None:
    """Show how far these very numbers are from PyTorch's own layer, where it has one."""
    if reading.fidelity is None:
        text = _("Not compared: torch.nn has no such layer")
        help_text = _("The papers' GRU is not in torch.nn. Tests hold it to the papers' equations.")
        st.badge(text, icon=":material/info:", color="gray", help=help_text)
        return
    layer = f"torch.nn.{cell.upper()}"
    help_text = _(
        "Computed now, for this sentence: every state shown against what PyTorch's own layer "
        "returns with the same weights, and every gate by putting it back into the equations."
    )
    text = _("Largest difference from {layer}: {difference}")
    st.badge(
        text.format(layer=layer, difference=f"{reading.fidelity:.1e}"),
        icon=":material/verified:" if reading.fidelity < FAITHFUL else ":material/error:",
        color="green" if reading.fidelity < FAITHFUL else "red",
        help=help_text,
    )


def figure_name(name: str, target: str) -> str:
    """Return what a figure of a network with such a target is called in the reader's language."""
    names = FIGURE_NAMES | (SQUARED if target == "next-value" else {})
    if name in names:
        return _(names[name])
    name, _underscore, steps = name.rpartition("_")
    return f"{_(names[name])}: {steps}"


def card(network_card: ModelCard) -> None:
    """Offer what is known about the network, and how it was made."""
    if st.button(_("About this network"), icon=":material/badge:", width="stretch"):
        st.dialog(_("About this network"), width="medium")(_facts)(network_card)


def _facts(network_card: ModelCard) -> None:
    facts = {
        figure_name(name, network_card.target): f"{figure:.4f}"
        for name, figure in network_card.figures.items()
    }
    facts |= {
        _("task"): network_card.task,
        _("units"): str(network_card.hidden_size),
        _("vector of a token"): str(network_card.input_size),
        _("data files"): ", ".join(network_card.data) or "–",
        _("training time"): _("{seconds} s").format(seconds=round(network_card.seconds)),
        "PyTorch": network_card.torch_version,
    }
    columns = {_("fact"): list(facts), _("value"): list(facts.values())}
    st.dataframe(columns, hide_index=True, height="content")
    st.caption(_("The command that makes it again:"))
    st.code(network_card.command, language="bash", wrap_lines=True)


def link(selection: Selection) -> None:
    """Offer the link to this very view."""
    if fits_in_link(selection):
        copy_link(urlencode(to_query(selection)))
    else:
        st.caption(_("This view is too long to share by link; export the trace instead."))


def download(label: str, content: Callable[[], bytes], file_name: str) -> None:
    """Offer a file that is made only when it is asked for."""
    st.download_button(label, content, file_name, on_click="ignore", width="stretch", key=file_name)
