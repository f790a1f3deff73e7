"""The picker for the cell from which a network is looked at: its layer and its direction."""

from collections.abc import Iterator, Mapping

import streamlit as st

from core.network import CheckpointError, ModelCard, Network
from core.network.place import CellPlace, Direction
from core.notation import N_, Message
from pages.language import _
from pages.shared import cached, gain, prose
from pages.shared.view import session
from pages.shared.view.selection import Selection

DIRECTION_NAMES: Mapping[Direction, Message] = {
    "forward": N_("forwards"),
    "backward": N_("backwards"),
}


def pick(selection: Selection) -> None:
    """Show the picker where the network has several cells, and say what its steps are."""
    try:
        network = cached.network(selection.reference)
    except CheckpointError:  # reported where the network is used
        return
    places = [*network.cells_by_place]
    notes = [*_notes(network)]
    if len(places) == 1 and not notes:
        return
    with st.container(key="place-row", horizontal=True, vertical_alignment="center"):
        if len(places) > 1:
            st.segmented_control(
                _("Layer and direction"),
                places,
                format_func=lambda place: name(network.card, place),
                required=True,
                **session.bind(
                    "cell_place",
                    network.place,
                    lambda place: session.cue(cell_place=place),
                    among=places,
                ),
            )
        prose.caption(prose.join(notes, " "))


def name(card: ModelCard, place: CellPlace) -> str:
    """Return what a cell of a network is called, as far as it has to be told from the others."""
    direction = _(DIRECTION_NAMES[place.direction])
    if card.num_layers == 1:
        return prose.compose(direction)
    layer = prose.compose(_("Layer {number:d}"), number=place.layer + 1)
    return prose.join([layer, direction], ", ") if card.bidirectional else layer


def _notes(network: Network) -> Iterator[prose.Markdown]:
    """Yield what has to be known about the steps of the cell, and about the opinion after each."""
    if network.reads_backwards:
        yield prose.compose(_("It reads the text from its end: step 1 is at the last token."))
    if network.windows is not None:
        sizes = network.windows.sizes
        yield prose.compose(
            _("A step reads {kernel:d} tokens, and the next one begins {stride:d} further on."),
            kernel=sizes.kernel_size,
            stride=sizes.stride,
        )
    if not network.readout_reads_cell:
        yield prose.compose(
            _("The next layer reads its hidden states; the opinion is that of the whole network.")
        )
    if network.directions > 1:
        yield prose.compose(
            _("After each step, the opinion is on what both directions have read of that part.")
            if network.card.target == "class"
            else _("The opinion comes from both directions, which have read the whole text.")
        )
    gained = gain.sentence(network.card)
    if gained is not None:
        yield gained
