"""Networks beside each other: which ones, and what each computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from core.analysis.reading import Reading
from core.network import EQUAL, Network
from core.network.catalogue import (
    PAPER,
    TORCH_CELLS,
    names_of,
    same_parameters,
    same_units,
)
from core.notation import N_
from pages.language import _
from pages.shared import about_network, cached, downloads, messages, network_names, prose
from pages.shared.cached.own_networks import is_own
from pages.shared.comparable import available
from pages.shared.view import session
from pages.shared.view.selection import MOST_NETWORKS, OF, Selection

SET_NAMES = {
    "units": N_("Same units"),
    "parameters": N_("Same budget"),
    "grus": N_("Two GRUs"),
}

WIDE, WIDER = 420, 640
"""Pixels: room for the names of three networks, and for long ones of those of equal size."""


def pick(selection: Selection) -> None:
    """Show which networks stand side by side: a ready-made set, or any of the task's."""
    sets, names = _sets(selection.model), _present(selection)
    titles = {name: network_names.of_network(name) for name in available(selection.model)}
    with st.container(key="networks-row", horizontal=True, vertical_alignment="bottom"):
        if sets:  # a network of this session has none
            _pick_set(sets, names)
        st.multiselect(
            _("Networks side by side"),
            list(titles),
            format_func=titles.__getitem__,
            max_selections=MOST_NETWORKS,
            width=WIDER if any(EQUAL in name for name in names) else WIDE,
            **session.bind("networks", list(names), lambda chosen: _choose(tuple(chosen))),
        )


def _pick_set(sets: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> None:
    chosen = next((name for name in sets if sets[name] == names), None)
    st.pills(
        _("Compare"),
        list(sets),
        format_func=lambda name: _(SET_NAMES[name]),
        help=_(
            "Networks with the same number of units; networks with as many parameters as "
            "the LSTM; or two GRUs that learned the same task, one in PyTorch's form and one "
            "in that of the papers and lecture notes."
        ),
        **session.bind("set", chosen, lambda name: _choose(sets.get(name, ()))),
    )


@dataclass(frozen=True, eq=False)
class SideBySide:
    """Networks of one task beside each other, and one sentence as each reads it.

    Attributes:
        networks: one to three networks by name, in the order in which they stand.
        readings: by the same names; all have the same tokens.
    """

    networks: Mapping[str, Network]
    readings: Mapping[str, Reading]

    @property
    def reading(self) -> Reading:
        """The sentence as the first network reads it; all share its tokens and notices."""
        return next(iter(self.readings.values()))

    @property
    def cells(self) -> tuple[str, ...]:
        """The networks' cells, each once."""
        return tuple(dict.fromkeys(network.card.cell for network in self.networks.values()))

    @property
    def units(self) -> int:
        """How many units the largest network has."""
        return max(network.card.hidden_size for network in self.networks.values())

    @property
    def colours(self) -> dict[str, int]:
        """The index of each network's colour."""
        return network_colours(self.networks)


def read(selection: Selection) -> SideBySide:
    """Read the sentence with the chosen networks; one that cannot be used ends the page."""
    names = _present(selection)
    if len(names) < len(selection.networks) and not is_own(selection.model):
        prose.note(_("Some of the requested networks are not available; showing those that are."))
    named = {name: selection.reference_of(name) for name in names}
    networks = {name: messages.network(reference) for name, reference in named.items()}
    readings = {
        name: cached.reading(reference, selection.text) for name, reference in named.items()
    }
    return SideBySide(networks, readings)


def network_colours(names: Iterable[str]) -> dict[str, int]:
    """Return the index of each network's colour: its cell's own, unless another network has it.

    >>> network_colours(["rnn", "lstm", "gru"]), network_colours(["paper-gru", "gru"])
    ({'rnn': 0, 'lstm': 1, 'gru': 2}, {'paper-gru': 0, 'gru': 2})
    >>> network_colours(["lstm", "lstm-equal"])
    {'lstm': 1, 'lstm-equal': 0}
    """
    kinds = {name: network_names.kind_of(name) for name in names}
    own = {
        name: place
        for name, kind in kinds.items()
        for place, cell in enumerate(TORCH_CELLS)
        if cell in kind
    }
    plainest = sorted(own, key=lambda name: name not in TORCH_CELLS)
    chosen: dict[str, int] = {}
    for name in plainest:
        free = [place for place in range(MOST_NETWORKS) if place not in chosen.values()]
        chosen[name] = own[name] if own[name] in free else free[0]
    return {name: chosen[name] for name in own}


def proofs(compared: SideBySide) -> None:
    """Show for each network how far its numbers are from PyTorch's own layer."""
    with st.container(horizontal=True):
        for name, network in compared.networks.items():
            about_network.badge(compared.readings[name], network.card.cell)


def export(selection: Selection, compared: SideBySide) -> None:
    """Offer each network's trace as a file."""

    def offer() -> None:
        for name, reading in compared.readings.items():
            prose.caption("{name}", name=network_names.of_network(name))
            downloads.reading_files(reading, selection.reference_of(name))

    downloads.export(offer)


def _sets(model: str) -> dict[str, tuple[str, ...]]:
    sets = {
        "units": same_units(model),
        "parameters": same_parameters(model),
        "grus": tuple(name for name in names_of(model) if name in ("gru", PAPER)),
    }
    return {name: names for name, names in sets.items() if len(names) > 1}


def _present(selection: Selection) -> tuple[str, ...]:
    """Return the chosen networks that the task has, or those of the same units if it has none.

    Where the task has no network of equal parameter count, the usual one takes its place. A network
    of this session stands alone until others are chosen.
    """
    model, here = selection.model, available(selection.model)
    named = [name.removeprefix(f"{model}{OF}") for name in selection.networks]
    wanted = [name if name in here else name.removesuffix(EQUAL) for name in named]
    present = tuple(dict.fromkeys(name for name in wanted if name in here))
    return present or ((model,) if is_own(model) else same_units(model))


def _choose(names: tuple[str, ...]) -> None:
    if names:  # the last network stays, since something has to be shown
        session.cue(networks=names)
